import { randomBytes, randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { createDataSource, createPool, migrate } from '#platform';
import { createTestDatabase, type TestDatabase } from '../../../test/harness/database.js';
import { LedgerImports1760000030000 } from '../migrations/1760000030000-ledger-imports.js';
import { RegisterImports1760000042000 } from '../migrations/1760000042000-register-imports.js';
import type { JobCipher } from './import-cipher.js';
import { ImportJobs } from './import-jobs.js';
import { importLimits } from './import-limits.js';
import { CHUNK_BYTES, ImportSpool } from './import-spool.js';

/** Two whole pieces and a bit. */
const FILE = randomBytes(2 * CHUNK_BYTES + 500);
const cipher: JobCipher = {
  seal: (_part, _sequence, plain) => Buffer.from(plain),
  open: (_part, _sequence, sealed) => Buffer.from(sealed),
};

describe('a file that waits', () => {
  const job = { association: 'kumiai-a', id: randomUUID() };
  let database: TestDatabase;
  let pool: Pool;
  let spool: ImportSpool;

  beforeAll(async () => {
    database = await createTestDatabase();
    const source = await createDataSource({
      url: database.url,
      migrations: [LedgerImports1760000030000, RegisterImports1760000042000],
    }).initialize();
    await migrate(source);
    await source.destroy();
    pool = createPool(database.url);
    spool = new ImportSpool(pool);
    const jobs = new ImportJobs(pool, importLimits);
    const how = { format: 'ndjson', encoding: 'utf-8', register: null, keyPeriod: '2026', idempotency: null } as const;
    await jobs.open({ ...job, ...how, postedBy: 'x', sealedCaller: Buffer.alloc(1) });
    for (let at = 0, sequence = 0; at < FILE.length; at += CHUNK_BYTES, sequence += 1)
      await spool.write(job, cipher, sequence, FILE.subarray(at, at + CHUNK_BYTES));
    await jobs.accept(job.association, job.id, 'digest');
  });
  afterAll(async () => {
    await pool.end();
    await database.drop();
  });

  async function all(parts: AsyncIterable<Buffer>): Promise<Buffer[]> {
    const found: Buffer[] = [];
    for await (const part of parts) found.push(part);
    return found;
  }

  it.each([0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 2 * CHUNK_BYTES + 499, FILE.length])(
    'is read from byte %i on',
    async (offset) => {
      const read = Buffer.concat(await all(spool.read({ ...job, bytes: FILE.length }, cipher, offset)));
      expect(read.equals(FILE.subarray(offset))).toBe(true);
    },
  );

  it('gives single lines, also one that goes over several pieces', async () => {
    const spans = [
      { offset: 10, bytes: 20 },
      { offset: CHUNK_BYTES - 5, bytes: 12 },
      { offset: CHUNK_BYTES + 100, bytes: CHUNK_BYTES + 50 },
      { offset: 2 * CHUNK_BYTES, bytes: 500 },
    ].map((span) => ({ ...span, line: 1, lastLine: 1 }));
    const lines = await all(spool.lines(job, cipher, spans));
    expect(lines.map((line, index) => line.equals(at(spans[index]!)))).toEqual([true, true, true, true]);
  });

  it('takes no more of a file that is in', async () => {
    await expect(spool.write(job, cipher, 3, Buffer.from('x'))).rejects.toMatchObject({ code: 'import-unknown' });
  });

  const at = ({ offset, bytes }: { offset: number; bytes: number }) => FILE.subarray(offset, offset + bytes);
});
