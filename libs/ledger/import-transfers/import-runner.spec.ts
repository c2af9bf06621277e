import type { Pool } from 'pg';
import type { LineSpan } from '#readers';
import type { RegisterMappings } from '../keep-register-mapping/register-mappings.js';
import type { RecordingResult } from '../record-transfer/record-transfer.command.js';
import type { Gathered } from './gather-transfers.js';
import type { ImportCiphers, JobCipher } from './import-cipher.js';
import { PLACE_AT_START, type ImportFormat, type ImportJob } from './import-job.js';
import { importLimits, type ImportLimits } from './import-limits.js';
import { LeaseLostError, type ImportLease, type ImportStep } from './import-lease.js';
import { ImportRunner } from './import-runner.js';
import { CHUNK_BYTES, ImportSpool } from './import-spool.js';
import { unpackOutcomes, type LineOutcome } from './line-outcome.js';
import type { GatheredRecorder, RecordedGathering } from './record-gathered.js';

const REF = '7b89296c-6dcb-4c50-8857-7eb1924770d3';
const BODY = { source: 'core', direction: 'OUT', party: { id: 'p' }, purpose: 'U08', means: 'ELECTRONIC' };
/** More than half of what one step takes: each transfer is a step of its own. */
const LINES = 600;
const PIECE_BYTES = 10_000;
const NEVER = new AbortController().signal;

const rows = (key: string, own: object = {}): object[] => [
  { t: 'transfer', key, externalId: key, items: [{ code: 'NAME' }], occurredOn: '2026-06-10', ...BODY, ...own },
  ...Array.from({ length: LINES }, () => ({ t: 'line', key, ref: REF })),
  { t: 'end', key, count: LINES },
];
const NDJSON = Buffer.from(
  [...rows('a'), ...rows('bad', { means: 'PIGEON' }), ...rows('b'), ...rows('c')]
    .map((row, index) => `${index % 7 === 0 ? '\n' : ''}${JSON.stringify(row)}\n`)
    .join(''),
);
const cells = (key: string, means: string) => `${key},${key},core,OUT,p,2026-06-10,U08,${means},NAME`;
const CSV = Buffer.from(
  [
    'key,externalId,source,direction,party.id,occurredOn,purpose,means,items,member.ref',
    ...['a', 'bad', 'b', 'c'].flatMap((key) =>
      Array.from({ length: LINES }, () => `${cells(key, key === 'bad' ? 'PIGEON' : 'ELECTRONIC')},${REF}`),
    ),
  ].join('\n'),
);

let job: ImportJob;
let file: Buffer;
let outcomes: LineOutcome[];
let recorded: string[];
let commits: number;
/** The commit with which the process dies. */
let diesAt: number;
let ends: string[];
/** Before this byte the job is cancelled: its pieces are gone, and its lease with them. */
let cancelledAt: number;
/** Steps of which the lease is proven before the job is cancelled. */
let proofs: number;

function begin(format: ImportFormat, bytes: Buffer): void {
  file = bytes;
  job = {
    format,
    encoding: 'utf-8',
    place: PLACE_AT_START,
    sealedCaller: Buffer.from('{}'),
    bytes: bytes.length,
    progress: { read: 0, recorded: 0, masked: 0, rejected: 0 },
  } as unknown as ImportJob;
  [outcomes, recorded, ends, commits, diesAt, cancelledAt, proofs] = [[], [], [], 0, Infinity, Infinity, Infinity];
}

const cipher = {
  seal: (_part, _sequence, plain) => Buffer.from(plain),
  open: (_part, _sequence, sealed) => Buffer.from(sealed),
} satisfies JobCipher;

/** The pieces as they are stored; the spool is the real one. */
const pool = {
  async query({ values: [, , sequence] }: { values: [string, string, number] }) {
    const from = sequence * CHUNK_BYTES;
    const isThere = from < file.length && from < cancelledAt;
    return { rows: isThere ? [{ sealed: file.subarray(from, from + CHUNK_BYTES) }] : [] };
  },
};

const spool = {
  async *read(_job: unknown, _cipher: unknown, offset: number) {
    for (let at = offset; at < file.length; at += PIECE_BYTES) yield file.subarray(at, at + PIECE_BYTES);
  },
  async *lines(_job: unknown, _cipher: unknown, spans: readonly LineSpan[]) {
    for (const { offset, bytes } of spans) yield file.subarray(offset, offset + bytes);
  },
};

const lease = {
  async prove() {
    proofs -= 1;
    if (proofs < 0) throw new LeaseLostError('cancelled');
  },
  async commit(_job: unknown, { place, outcomes: packed }: ImportStep) {
    commits += 1;
    if (commits === diesAt) throw new LeaseLostError('killed');
    job = { ...job, place };
    outcomes.push(...unpackOutcomes(packed!));
  },
  finish: async () => void ends.push('done'),
  release: async () => void ends.push('waiting'),
  fail: async (_job: unknown, failure: { code: string }) => void ends.push(failure.code),
};

/** Everything that can be understood is recorded, under the id that it always has. */
const recorder = {
  async record(_by: unknown, batch: readonly Gathered[]) {
    const found = new Map<Gathered, RecordedGathering>();
    for (const gathered of batch) {
      if (!gathered.request) continue;
      const id = gathered.request.externalId;
      recorded.push(`${id} ${gathered.request.members.length}`);
      const answer = { status: 'recorded', id, position: '1', dropped: [] } as unknown as RecordingResult['answer'];
      found.set(gathered, { result: { answer, isNew: true }, memberLines: gathered.memberLines, leftOut: new Map() });
    }
    return found;
  },
};

function run(signal = NEVER, own: { spool?: object; limits?: ImportLimits } = {}): Promise<void> {
  const ciphers = { of: async () => cipher };
  return new ImportRunner(
    lease as unknown as ImportLease,
    (own.spool ?? spool) as unknown as ImportSpool,
    ciphers as unknown as ImportCiphers,
    recorder as unknown as GatheredRecorder,
    own.limits ?? importLimits,
    {} as RegisterMappings,
  ).run(job, signal);
}

/** What every line came to, in the order in which it was written. */
const told = () => outcomes.map(({ line, status, transfer, code }) => [line, status, transfer, code].join(' '));

describe.each<[ImportFormat, Buffer]>([
  ['ndjson', NDJSON],
  ['csv', CSV],
])('an import of %s', (format, bytes) => {
  let whole: string[];

  beforeAll(async () => {
    begin(format, bytes);
    await run();
    whole = told();
  });
  beforeEach(() => begin(format, bytes));

  it('tells of every line once, by its number in the file and in its order', async () => {
    await run();
    const numbers = outcomes.map(({ line }) => line);
    const said = bytes.toString().split('\n');
    const wanted = said.flatMap((text, index) => (text === '' || (format === 'csv' && index === 0) ? [] : [index + 1]));
    expect(numbers).toEqual(wanted);
    expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(format === 'csv' ? LINES : LINES + 2);
    expect([recorded, ends]).toEqual([[`a ${LINES}`, `b ${LINES}`, `c ${LINES}`], ['done']]);
    expect(commits).toBeGreaterThanOrEqual(3);
  });

  it('comes to the same wherever its process is killed', async () => {
    await run();
    const steps = commits;
    for (let death = 1; death <= steps; death += 1) {
      begin(format, bytes);
      diesAt = death;
      await expect(run()).rejects.toThrow(LeaseLostError);
      await run();
      expect(told()).toEqual(whole);
      expect(ends).toEqual(['done']);
    }
  });

  it('comes to the same when it takes turns, and comes on with each', async () => {
    const { now } = Date;
    let time = 0;
    // A turn is over as soon as it has begun.
    Date.now = () => (time += 60_000);
    let turns = 0;
    try {
      for (; ends.at(-1) !== 'done' && turns < 20; turns += 1) {
        const { place } = job;
        await run();
        expect(job.place.offset).toBeGreaterThan(place.offset);
      }
    } finally {
      Date.now = now;
    }
    expect(told()).toEqual(whole);
    expect(turns).toBeGreaterThan(1);
  });

  it('is given back as it is when the service stops', async () => {
    await run(AbortSignal.abort());
    expect([ends, job.place]).toEqual([['waiting'], PLACE_AT_START]);
  });
});

describe('an import of CSV that is cancelled', () => {
  const row = `${cells('long', 'ELECTRONIC')},${REF}`;
  const long = Buffer.from([CSV.toString().split('\n')[0], ...Array.from({ length: 20_000 }, () => row)].join('\n'));

  it('records nothing of a transfer that the deleted file cut off', async () => {
    begin('csv', long);
    cancelledAt = CHUNK_BYTES;
    expect(long.length).toBeGreaterThan(CHUNK_BYTES);
    await expect(run(NEVER, { spool: new ImportSpool(pool as unknown as Pool) })).rejects.toThrow(LeaseLostError);
    expect([recorded, outcomes, ends]).toEqual([[], [], []]);
  });

  it('records a transfer that goes over several pieces as one when nobody cancels it', async () => {
    begin('csv', long);
    await run(NEVER, { spool: new ImportSpool(pool as unknown as Pool) });
    expect([recorded, ends]).toEqual([['long 20000'], ['done']]);
  });

  it('records no step for which the lease is not proven, and not the end that the file implies', async () => {
    for (const proven of [0, 1, 2]) {
      begin('csv', CSV);
      proofs = proven;
      await expect(run()).rejects.toThrow(LeaseLostError);
      expect([recorded.length, ends]).toEqual([Math.min(proven, 1), []]);
    }
  });
});

describe('an import of which too many lines are rejected', () => {
  const MIXED = Buffer.from(
    [
      ...rows('a'),
      ...rows('bad', { means: 'PIGEON' }),
      ...rows('b'),
      ...rows('worse', { means: 'PIGEON' }),
      ...rows('c'),
    ]
      .map((entry) => `${JSON.stringify(entry)}\n`)
      .join(''),
  );
  const limits = (rejectedLinesMax: number) => ({ ...importLimits, rejectedLinesMax });

  it('fails, and tells of everything that was recorded before', async () => {
    begin('ndjson', MIXED);
    await run(NEVER, { limits: limits(LINES) });
    expect(ends).toEqual(['import-rejected-too-many']);
    expect(recorded.length).toBeLessThan(3);
    const told = new Set(outcomes.flatMap(({ transfer }) => transfer ?? []));
    expect([...told]).toEqual(recorded.map((name) => name.split(' ')[0]));
  });

  it('counts what was rejected in turns before', async () => {
    begin('ndjson', MIXED);
    job = { ...job, progress: { ...job.progress, rejected: 11 } };
    await run(NEVER, { limits: limits(10) });
    expect([recorded, ends]).toEqual([[], ['import-rejected-too-many']]);
  });

  it('goes on up to the limit', async () => {
    begin('ndjson', MIXED);
    await run(NEVER, { limits: limits(2 * (LINES + 2)) });
    expect(ends).toEqual(['done']);
  });
});
