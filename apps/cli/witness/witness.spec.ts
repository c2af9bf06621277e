import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cosignaturesOf, formatVerifierKey, openCheckpoint, parseNote, type VerifierKey } from '#proof';
import { LogClient } from './log-client.js';
import { logAddress } from './limited-fetch.js';
import type { WitnessReport } from './report.js';
import { told } from './report-text.js';
import { runWitness } from './run-witness.js';
import { aLogKey, MadeUpLog, MAP_KEY, TOKEN } from './testing/made-up-log.js';
import { openWitnessKey } from './witness-key.js';
import { WitnessState } from './witness-state.js';

let log: MadeUpLog;
let directory: string;
let first: VerifierKey;

beforeEach(async () => {
  log = new MadeUpLog();
  directory = mkdtempSync(join(tmpdir(), 'kiroku-witness-'));
  const key = aLogKey(log.origin);
  first = key.verifier;
  log.announce(key, 1);
  for (const member of ['m1', 'm2', 'm1']) log.line(member);
  await log.open();
  await log.publish();
});

afterEach(async () => {
  await log.close();
  rmSync(directory, { recursive: true, force: true });
});

interface Asked {
  readonly isReplaying?: boolean;
  readonly isPosting?: boolean;
  readonly isBeginningAnew?: boolean;
  readonly token?: string;
  readonly now?: Date;
}

async function run({
  isReplaying,
  isPosting = false,
  isBeginningAnew = false,
  token = TOKEN,
  now = new Date(),
}: Asked = {}) {
  const state = WitnessState.open(directory);
  try {
    const path = join(directory, 'signing-key');
    const replay = isReplaying
      ? { mapKey: async () => MAP_KEY, key: () => openWitnessKey(`${path}.replay`, 'witness.example/w/replay') }
      : null;
    return await runWitness(state, {
      followed: state.followed() ?? { log: log.url, origin: log.origin, keys: [first] },
      client: new LogClient(logAddress(log.url), token),
      key: openWitnessKey(path, 'witness.example/w'),
      replay,
      isPosting,
      isBeginningAnew,
      secondsOldMax: 900,
      now: () => now,
    });
  } finally {
    state.release();
  }
}

const found = ({ ok, failures }: WitnessReport) => [ok, ...failures.map(({ what }) => what)];
const kept = () => readFileSync(join(directory, 'checkpoint'), 'utf8');

describe('a witness', () => {
  it('cosigns a log that grew, by a key of its own that nobody else can read, and keeps the head', async () => {
    expect(found(await run())).toEqual(['ok']);
    log.line('m3');
    await log.publish();
    const report = await run();
    expect(found(report)).toEqual(['ok']);
    expect([report.last?.size, report.head?.size]).toEqual([4, 5]);
    const { verifier } = openWitnessKey(join(directory, 'signing-key'), 'another-name');
    expect(report.cosigned).toEqual([formatVerifierKey(verifier)]);
    expect(await cosignaturesOf(parseNote(kept()), [verifier])).toHaveLength(1);
    expect((await openCheckpoint(kept(), [first])).size).toBe(5);
    expect(statSync(join(directory, 'signing-key')).mode & 0o077).toBe(0);
  });

  it('hands its cosignature to the log, alone under the text, where it is asked to', async () => {
    const report = await run({ isPosting: true });
    expect(report.posted).toBe(true);
    expect(parseNote(log.posted[0]!).signatures).toHaveLength(1);
    log.instead.set('cosignatures', (response) => void response.writeHead(403).end());
    expect(found(await run({ isPosting: true }))).toEqual(['cannot-check', 'not-posted']);
  });

  it('finds a shorter log, keeps what it saw, and says so each time until a person clears it', async () => {
    await run();
    const before = kept();
    log.entries.pop();
    await log.publish();
    expect(found(await run())).toEqual(['broken', 'smaller']);
    log.line('m9');
    log.line('m9');
    await log.publish();
    const again = await run();
    expect(found(again)).toEqual(['broken', 'smaller']);
    expect(again.failedAt).toBeDefined();
    expect(told(again, 'ja')).toContain('clear-failure');
    const state = WitnessState.open(directory);
    state.clear('looked into', new Date());
    state.release();
    // The head of before is still the one to grow from.
    expect(kept()).toBe(before);
    expect(found(await run())).toEqual(['broken', 'not-consistent']);
    expect(readdirSync(join(directory, 'cleared'))).toHaveLength(1);
  });

  it.each([
    ['an entry that was changed', (entries: Uint8Array[]) => (entries[1] = new TextEncoder().encode('{}'))],
    ['two that changed places', (entries: Uint8Array[]) => entries.splice(1, 2, entries[2]!, entries[1]!)],
    ['one that was put between', (entries: Uint8Array[]) => entries.splice(1, 0, entries[3]!)],
  ])('finds %s, though the log grew and signed', async (_, change) => {
    await run();
    change(log.entries);
    log.line('m4');
    await log.publish();
    expect(found(await run())).toEqual(['broken', 'not-consistent']);
    expect(parseNote(kept()).text.split('\n')[1]).toBe('4');
  });

  it('does not begin anew by itself where the head that it kept is gone', async () => {
    await run();
    rmSync(join(directory, 'checkpoint'));
    log.entries.pop();
    await log.publish();
    const lost = await run({ isPosting: true });
    expect([...found(lost), lost.cosigned.length, log.posted.length]).toEqual(['cannot-check', 'head-lost', 0, 0]);
    expect(told(lost, 'ja')).toContain('--begin-anew');
    expect(found(await run({ isBeginningAnew: true }))).toEqual(['ok']);
    expect(found(await run())).toEqual(['ok']);
  });

  it('finds another root of the same size', async () => {
    await run();
    log.entries.pop();
    log.line('m5');
    await log.publish();
    expect(found(await run())).toEqual(['broken', 'forked']);
  });

  it('takes a shorter log that was signed before for an answer that something kept, and no more', async () => {
    const old = log.signedAt;
    const before = await log.noteOver(log.entries.slice(0, 3));
    log.signedAt = new Date(old.getTime() + 60_000);
    await log.publish();
    expect(found(await run())).toEqual(['ok']);
    log.instead.set('checkpoint', (response) => response.end(before));
    expect(found(await run())).toEqual(['cannot-check', 'older-answer']);
    log.instead.clear();
    expect(found(await run())).toEqual(['ok']);
  });

  it.each([
    ['is silent', 503, ''],
    ['leads elsewhere', 302, ''],
    ['answers with something else', 200, 'hello'],
    ['answers without an end', 200, 'x'.repeat(100_000)],
  ])('keeps no failure where the log %s, and goes on when it is there again', async (_, status, body) => {
    await run();
    log.instead.set('checkpoint', (response) => response.writeHead(status, { location: '/elsewhere' }).end(body));
    expect((await run()).ok).toBe('cannot-check');
    log.instead.clear();
    expect(found(await run())).toEqual(['ok']);
  });

  it('says that a head is old, which it cosigns all the same', async () => {
    const report = await run({ now: new Date(Date.now() + 3_600_000) });
    expect(found(report)).toEqual(['cannot-check', 'stale']);
    expect(report.cosigned).toHaveLength(1);
  });

  it('lets one run at a time work on its state', () => {
    const state = WitnessState.open(directory);
    expect(() => WitnessState.open(directory)).toThrow('Another run');
    state.release();
  });

  it.each(['http://ledger.example/v1/log/a', 'https://user:pass@ledger.example/v1/log/a', 'file:///etc/passwd', 'log'])(
    'does not ask %s',
    (url) => expect(() => logAddress(url)).toThrow('no address of a log'),
  );
});

describe('keys of a log', () => {
  it('are followed where a trusted key signed the entry that announces the next', async () => {
    await run();
    log.announce(aLogKey(log.origin), 2);
    await log.publish();
    expect(found(await run())).toEqual(['ok']);
    log.retire(1);
    log.line('m6');
    await log.publish();
    expect(found(await run())).toEqual(['ok']);
    const state = WitnessState.open(directory);
    expect(state.followed()!.keys.map(formatVerifierKey)).toEqual([log.published[1]!.key]);
    state.release();
  });

  it('are not retired by entries about another key', async () => {
    log.announce(aLogKey(log.origin), 2);
    await log.publish();
    expect(found(await run())).toEqual(['ok']);
    log.retire(1);
    const [one, two] = log.published;
    log.published[1] = { ...two!, announced: one!.announced, retired: one!.retired };
    log.published[0] = { ...one!, retired: null };
    await log.publish();
    await run();
    const state = WitnessState.open(directory);
    expect(state.followed()!.keys.map(formatVerifierKey)).toContain(two!.key);
    state.release();
  });

  it('are followed by a witness that slept from before the retirement on, from the head that it has', async () => {
    log.announce(aLogKey(log.origin), 2);
    await log.publish();
    log.instead.set('keys', (response) => response.end(JSON.stringify({ keys: [] })));
    expect(found(await run())).toEqual(['ok']);
    log.instead.clear();
    log.retire(1);
    await log.publish();
    expect(found(await run())).toEqual(['ok']);
  });

  it('that nothing announced sign for nobody', async () => {
    await run();
    const other = aLogKey(log.origin);
    log.line('m7');
    await log.publish([other]);
    expect(found(await run())).toEqual(['broken', 'unknown-key']);
  });

  it('whose announcement is not in the tree are not trusted', async () => {
    await run();
    const other = aLogKey(log.origin);
    log.published.push({ key: formatVerifierKey(other.verifier), announced: 2, retired: null });
    await log.publish();
    expect(found(await run())).toEqual(['cannot-check', 'key-not-announced']);
  });
});

describe('a replay', () => {
  it('makes tree and maps from the entries, goes on where it stopped, and signs by a key of its own', async () => {
    log.line('m1', 'restricted');
    log.commitMaps();
    await log.publish();
    const before = await run({ isReplaying: true });
    expect(found(before)).toEqual(['ok']);
    for (let n = 0; n < 300; n += 1) log.line(`m${n % 40}`);
    log.commitMaps();
    log.line('m1');
    await log.publish();
    const after = await run({ isReplaying: true });
    expect(found(after)).toEqual(['ok']);
    expect(after.checked).toEqual(
      expect.arrayContaining([
        { what: 'entries', count: 302 },
        { what: 'maps', count: 2 },
      ]),
    );
    expect(after.cosigned.map((key) => key.split('+')[0])).toEqual(['witness.example/w', 'witness.example/w/replay']);
  });

  it.each([
    ['hides a member', (data: Record<string, string>) => ({ ...data, open: data['restricted']! })],
    ['leaves out the last lines', (data: Record<string, string>) => ({ ...data, through: '0000000000000002' })],
    ['is of lines that come after it', (data: Record<string, string>) => ({ ...data, through: '0000000000000099' })],
  ])('finds a map that %s, and cosigns nothing', async (_, change) => {
    log.commitMaps(change);
    await log.publish();
    const report = await run({ isReplaying: true });
    expect(found(report)).toEqual(['broken', 'map-differs']);
    expect(report.failures[0]!.position).toBe('0000000000000005');
    expect(report.cosigned).toEqual([]);
  });

  it('does not sign for maps that stand still while lines come, and does again when they have come up', async () => {
    const at = (seconds: number) => new Date(log.signedAt.getTime() + seconds * 1_000);
    log.commitMaps();
    const through = String(log.entries.length - 1).padStart(16, '0');
    const { data } = JSON.parse(new TextDecoder().decode(log.entries.at(-1))) as { data: Record<string, string> };
    const hidden = log.line('m1');
    await log.publish();
    const soon = await run({ isReplaying: true, now: at(600) });
    expect([...found(soon), soon.behind, soon.cosigned.length]).toEqual(['ok', 1, 2]);
    const late = await run({ isReplaying: true, now: at(601) });
    expect(found(late)).toEqual(['cannot-check', 'map-behind']);
    expect(late.failures[0]).toMatchObject({ position: String(hidden + 1).padStart(16, '0'), found: '601 s' });
    expect(late.cosigned).toHaveLength(1);
    // The same roots again and again are a map of what was, however new the commitment is.
    log.signedAt = at(700);
    log.add('MapRootCommitted', { ...data, through });
    log.commitMaps();
    await log.publish();
    const stood = await run({ isReplaying: true, now: at(0) });
    expect(found(stood)).toEqual(['cannot-check', 'map-behind']);
    expect([stood.behind, stood.failures[0]!.found, stood.cosigned.length]).toEqual([0, '700 s', 1]);
    const after = await run({ isReplaying: true, now: at(0) });
    expect([...found(after), after.cosigned.length]).toEqual(['ok', 2]);
  });

  it('finds entries that are not those of the tree', async () => {
    await log.publish();
    const [entry] = log.entries;
    const line = new TextDecoder().decode(log.entries[2]);
    await run();
    log.entries[2] = new TextEncoder().encode(line.replace('"m2"', '"m8"'));
    expect(entry).toBeDefined();
    expect(found(await run({ isReplaying: true }))).toEqual(['broken', 'entries-differ']);
  });

  it('without permission leaves the other cosignature as it is', async () => {
    const report = await run({ isReplaying: true, token: 'another' });
    expect(found(report)).toEqual(['cannot-check', 'not-permitted']);
    expect(report.cosigned).toHaveLength(1);
    expect(report.notPromised).toContain('not-replayed');
  });
});
