import { Readable } from 'node:stream';
import type { AssociationCaller, Pseudonyms } from '#access';
import type { Clock } from '#platform';
import type { ImportCiphers } from './import-cipher.js';
import type { ImportJobs } from './import-jobs.js';
import { CHUNK_BYTES, type ImportSpool } from './import-spool.js';
import type { ImportWorker } from './import-worker.js';
import { ImportReceiver, type SentFile } from './receive-import.js';

const caller = { association: 'kumiai-a', role: 'integrator', subject: 'somebody' } as unknown as AssociationCaller;
const PIECE = Buffer.alloc(CHUNK_BYTES, '\n');
/** Whole pieces and a part of one. */
const BYTES_MAX = 3.5 * CHUNK_BYTES;

/** With a limit that is reached at once. */
class SmallReceiver extends ImportReceiver {
  protected override readonly bytesMax = BYTES_MAX;
}

let written: number;
let told: string[];
let receiver: ImportReceiver;

beforeEach(() => {
  [written, told] = [0, []];
  const jobs = {
    open: async () => true,
    accept: async () => {
      told.push('accepted');
      return {};
    },
    discard: async () => void told.push('discarded'),
  };
  const spool = {
    write: async (_job: unknown, _cipher: unknown, _sequence: number, piece: Buffer) => void (written += piece.length),
  };
  const ciphers = { of: async () => ({ seal: () => Buffer.alloc(0) }) };
  const pseudonyms = { digest: async () => 'digest', actor: async () => ({ id: 'x' }) };
  receiver = new SmallReceiver(
    jobs as unknown as ImportJobs,
    spool as unknown as ImportSpool,
    ciphers as unknown as ImportCiphers,
    pseudonyms as unknown as Pseudonyms,
    { hint: () => void told.push('hinted') } as unknown as ImportWorker,
    { now: () => new Date('2026-06-11T03:00:00.000Z') } as Clock,
  );
});

function aFile(bytes: number): SentFile {
  async function* body(): AsyncGenerator<Buffer> {
    for (let left = bytes; left > 0; left -= PIECE.length) yield PIECE.subarray(0, Math.min(left, PIECE.length));
  }
  return { format: 'ndjson', encoding: 'utf-8', isGzip: false, idempotencyKey: null, body: Readable.from(body()) };
}

describe('a file whose size nobody said', () => {
  it('is taken up to the limit, refused with the first byte beyond, and forgotten', async () => {
    await receiver.receive(caller, aFile(BYTES_MAX));
    expect([written, told]).toEqual([BYTES_MAX, ['accepted', 'hinted']]);
    [written, told] = [0, []];
    const sent = receiver.receive(caller, aFile(BYTES_MAX + 1));
    await expect(sent).rejects.toMatchObject({ code: 'import-too-large', facts: { bytesMax: BYTES_MAX } });
    expect([written, told]).toEqual([3 * CHUNK_BYTES, ['discarded']]);
  });
});
