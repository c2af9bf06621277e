import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { createDataSource, createPool, migrate } from '#platform';
import { claimsOf, PLANNED } from '../../../test/harness/claims.js';
import { createTestDatabase, type TestDatabase } from '../../../test/harness/database.js';
import { LedgerImports1760000030000 } from '../migrations/1760000030000-ledger-imports.js';
import { RegisterImports1760000042000 } from '../migrations/1760000042000-register-imports.js';
import { LedgerAcross1760000070500 } from '../migrations/1760000070500-ledger-across.js';
import type { ImportJob } from './import-job.js';
import { ImportJobs } from './import-jobs.js';
import { importLimits } from './import-limits.js';
import type { JobCipher } from './import-cipher.js';
import { ImportLease, LeaseLostError, type ImportStep } from './import-lease.js';
import { ImportSpool } from './import-spool.js';

let database: TestDatabase;
let pool: Pool;
let jobs: ImportJobs;
let lease: ImportLease;
beforeAll(async () => {
  database = await createTestDatabase();
  const source = await createDataSource({
    url: database.url,
    migrations: [LedgerImports1760000030000, RegisterImports1760000042000, LedgerAcross1760000070500],
  }).initialize();
  await migrate(source);
  await source.destroy();
  pool = createPool(database.url);
  jobs = new ImportJobs(pool, importLimits);
  lease = new ImportLease(pool);
});
beforeEach(() => pool.query(`DELETE FROM ledger.import_job`));
afterAll(async () => {
  await pool.end();
  await database.drop();
});

async function aJob(association = 'kumiai-a'): Promise<string> {
  const id = randomUUID();
  const how = { format: 'ndjson', encoding: 'utf-8', register: null, keyPeriod: '2026', idempotency: null } as const;
  await jobs.open({ association, id, postedBy: 'x', sealedCaller: Buffer.alloc(1), ...how });
  await pool.query(`INSERT INTO ledger.import_chunk VALUES ($1, $2, 0, 'x')`, [association, id]);
  await jobs.accept(association, id, 'digest');
  return id;
}

const aStep = (job: ImportJob, own: Partial<ImportStep> = {}): ImportStep => ({
  place: { ...job.place, offset: 90, line: 9, steps: 1 },
  progress: { read: 9, recorded: 7, masked: 1, rejected: 2 },
  outcomes: Buffer.from('outcomes'),
  rejected: nothing(),
  ...own,
});

async function* nothing(): AsyncGenerator<never> {}

/** As if its worker had been killed a while ago. */
const expire = () => pool.query(`UPDATE ledger.import_job SET lease_until = now() - interval '1 second'`);
const rows = async (table: string) => (await pool.query(`SELECT 1 FROM ledger.${table}`)).rowCount;

describe('taking an import job', () => {
  it('gives it to one worker, and to nobody while its file comes in', async () => {
    const how = { format: 'ndjson', encoding: 'utf-8', register: null, keyPeriod: '2026', idempotency: null } as const;
    await jobs.open({
      association: 'kumiai-a',
      id: randomUUID(),
      postedBy: 'x',
      sealedCaller: Buffer.alloc(1),
      ...how,
    });
    expect(await lease.claim()).toBeNull();
    const id = await aJob();
    const claimed = await Promise.all(Array.from({ length: 6 }, () => lease.claim()));
    expect(claimed.filter((job) => job !== null).map((job) => job.id)).toEqual([id]);
  });

  it.each(PLANNED)('takes one at a time, of many that wait, planned %s', async (_, off) => {
    for (let index = 0; index < 30; index += 1) await aJob(`kumiai-${index}`);
    await pool.query(`ANALYZE ledger.import_job`);
    const claims = await claimsOf(pool, `SELECT import_id FROM ledger.claim_import(60)`, off);
    expect(claims.map((taken) => taken.length)).toEqual([1, 1, 1, 1, 1]);
    expect((await pool.query(`SELECT FROM ledger.import_job WHERE status = 'running'`)).rowCount).toBe(5);
  });

  it('keeps the jobs of one association in order, and those of others apart', async () => {
    const [first, second, other] = [await aJob(), await aJob(), await aJob('kumiai-b')];
    const claimed = [await lease.claim(), await lease.claim(), await lease.claim()];
    expect(claimed.map((job) => job?.id)).toEqual([first, other, undefined]);
    await lease.finish(claimed[0]!);
    expect((await lease.claim())?.id).toBe(second);
  });

  it('hands it over where it stood when its worker says nothing any more', async () => {
    await aJob();
    const before = (await lease.claim())!;
    await lease.commit(before, aStep(before));
    await expire();
    const after = (await lease.claim())!;
    expect([after.id, after.place.line, after.progress.read]).toEqual([before.id, 9, 9]);
    await expect(lease.commit(before, aStep(before))).rejects.toThrow(LeaseLostError);
    await expect(lease.renew(before)).rejects.toThrow(LeaseLostError);
    await expect(lease.finish(before)).rejects.toThrow(LeaseLostError);
    expect((await jobs.find('kumiai-a', before.id))!.progress).toEqual({
      read: 9,
      recorded: 7,
      masked: 1,
      rejected: 2,
    });
  });

  it('takes it from nobody who says that he lives', async () => {
    await aJob();
    const job = (await lease.claim())!;
    await expire();
    await lease.renew(job);
    expect(await lease.claim()).toBeNull();
  });

  it('gives a job up that was begun again and again and never came on', async () => {
    const id = await aJob();
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      expect((await lease.claim())?.attempts).toBe(attempt);
      await expire();
    }
    expect(await lease.claim()).toBeNull();
    const job = (await jobs.find('kumiai-a', id))!;
    expect([job.status, job.failure?.code, await rows('import_chunk')]).toEqual(['failed', 'import-stuck', 0]);
  });

  it('does not count a try that was given back, and forgets none before it', async () => {
    await aJob();
    await lease.claim();
    await expire();
    for (let attempt = 1; attempt <= 8; attempt += 1) {
      const job = (await lease.claim())!;
      expect(job.attempts).toBe(2);
      await lease.release(job);
    }
  });

  it('counts no attempt of a job that comes on', async () => {
    await aJob();
    for (let attempt = 1; attempt <= 8; attempt += 1) {
      const job = (await lease.claim())!;
      await lease.commit(job, aStep(job, { place: { ...job.place, steps: attempt } }));
      await expire();
    }
    expect((await lease.claim())?.attempts).toBe(1);
  });
});

describe('writing what a step came to', () => {
  it('writes place, counts and outcomes together or not at all', async () => {
    const id = await aJob();
    const job = (await lease.claim())!;
    async function* broken(): AsyncGenerator<{ sequence: number; sealed: Buffer }> {
      yield { sequence: 1, sealed: Buffer.from('line') };
      throw new Error('The file is gone.');
    }
    await expect(lease.commit(job, aStep(job, { rejected: broken() }))).rejects.toThrow('The file is gone.');
    expect([(await jobs.find('kumiai-a', id))!.progress.read, await rows('import_outcome')]).toEqual([0, 0]);
    expect(await rows('import_rejected')).toBe(0);
  });

  it('adds what it came to up to what all steps came to', async () => {
    const id = await aJob();
    const job = (await lease.claim())!;
    await lease.commit(job, aStep(job));
    await lease.commit(job, aStep(job, { place: { ...job.place, steps: 2 } }));
    expect((await jobs.find('kumiai-a', id))!.progress).toEqual({ read: 18, recorded: 14, masked: 2, rejected: 4 });
  });

  it('is refused to a worker that gave the job back, or ended it', async () => {
    await aJob();
    const given = (await lease.claim())!;
    await lease.release(given);
    await expect(lease.commit(given, aStep(given))).rejects.toThrow(LeaseLostError);
    await expect(lease.renew(given)).rejects.toThrow(LeaseLostError);
    const ended = (await lease.claim())!;
    await lease.finish(ended);
    await expect(lease.commit(ended, aStep(ended))).rejects.toThrow(LeaseLostError);
    await expect(lease.release(ended)).rejects.toThrow(LeaseLostError);
    expect([(await jobs.find('kumiai-a', ended.id))!.status, await rows('import_outcome')]).toEqual(['done', 0]);
  });

  it('deletes the file with the end of the job', async () => {
    await aJob();
    const job = (await lease.claim())!;
    await lease.finish(job);
    expect([(await jobs.find('kumiai-a', job.id))!.status, await rows('import_chunk')]).toEqual(['done', 0]);
  });
});

describe('opening an import job', () => {
  const how = { format: 'ndjson', encoding: 'utf-8', register: null, keyPeriod: '2026', idempotency: null } as const;
  const open = (limits: object, own: object = {}) =>
    new ImportJobs(pool, { ...importLimits, ...limits }).open({
      association: 'kumiai-a',
      id: randomUUID(),
      postedBy: 'x',
      sealedCaller: Buffer.alloc(1),
      ...how,
      ...own,
    });

  it('is refused while too many of the association are open', async () => {
    const ended = await aJob();
    await aJob('kumiai-b');
    await jobs.cancel('kumiai-a', ended);
    const opened = await Promise.allSettled(Array.from({ length: 5 }, () => open({ openImportsMax: 2 })));
    expect(opened.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
    await expect(open({ openImportsMax: 2 })).rejects.toMatchObject({ code: 'imports-too-many' });
  });

  it('is refused to a poster of whom too many come in, and to no other', async () => {
    const opened = await Promise.allSettled(Array.from({ length: 12 }, () => open({})));
    expect(opened.filter(({ status }) => status === 'fulfilled')).toHaveLength(8);
    expect(await open({}, { postedBy: 'y' })).toBe(true);
    // A file that came in whole counts no more.
    const [first] = (
      await pool.query<{ id: string }>(`SELECT import_id AS id FROM ledger.import_job WHERE posted_by = 'x' LIMIT 1`)
    ).rows;
    await jobs.accept('kumiai-a', first!.id, 'digest');
    expect(await open({})).toBe(true);
    await expect(open({})).rejects.toMatchObject({ code: 'imports-too-many', facts: { uploadsOfPosterMax: 8 } });
  });

  it('is ended while its file comes in, and gives its room and its idempotency key back', async () => {
    const job = { association: 'kumiai-a', id: randomUUID() };
    await open({}, { id: job.id, idempotency: 'key' });
    const spool = new ImportSpool(pool);
    const cipher: JobCipher = {
      seal: (_part, _at, plain) => Buffer.from(plain),
      open: (_part, _at, it) => Buffer.from(it),
    };
    await spool.write(job, cipher, 0, Buffer.from('piece'));
    // The next piece is being written when the end comes.
    const writing = await pool.connect();
    await writing.query('BEGIN');
    await writing.query(`UPDATE ledger.import_job SET bytes = bytes + 1 WHERE import_id = $1`, [job.id]);
    const cancelled = jobs.cancel(job.association, job.id);
    await someoneWaits();
    await writing.query(`INSERT INTO ledger.import_chunk VALUES ($1, $2, 1, 'x')`, [job.association, job.id]);
    await writing.query('COMMIT');
    writing.release();
    expect([(await cancelled)?.status, await rows('import_chunk')]).toEqual(['cancelled', 0]);
    await expect(spool.write(job, cipher, 2, Buffer.from('piece'))).rejects.toMatchObject({ code: 'import-unknown' });
    expect(await jobs.accept(job.association, job.id, 'digest')).toBeNull();
    expect(await open({ uploadsOfPosterMax: 1 }, { idempotency: 'key' })).toBe(true);
  });

  async function someoneWaits(): Promise<void> {
    const waiting = `SELECT 1 FROM pg_locks WHERE NOT granted AND pid IN (
      SELECT pid FROM pg_stat_activity WHERE datname = current_database())`;
    const deadline = Date.now() + 10_000;
    while ((await pool.query(waiting)).rowCount === 0) {
      if (Date.now() > deadline) throw new Error('The end of the job waits for nobody.');
    }
  }

  it('is refused while open files of the association fill its room', async () => {
    const id = await aJob();
    await pool.query(`UPDATE ledger.import_job SET bytes = 100 WHERE import_id = $1`, [id]);
    await expect(open({ spooledBytesMax: 100 })).rejects.toMatchObject({ code: 'imports-too-many' });
    expect(await open({ spooledBytesMax: 101 })).toBe(true);
  });
});

describe('cancelling an import job', () => {
  it('ends it, deletes its file, and lets its worker write nothing more', async () => {
    const id = await aJob();
    const job = (await lease.claim())!;
    expect((await jobs.cancel('kumiai-b', id)) ?? 'none').toBe('none');
    expect((await jobs.cancel('kumiai-a', id))!.status).toBe('cancelled');
    expect(await rows('import_chunk')).toBe(0);
    await expect(lease.prove(job)).rejects.toThrow(LeaseLostError);
    await expect(lease.commit(job, aStep(job))).rejects.toThrow(LeaseLostError);
    expect(await jobs.cancel('kumiai-a', id)).toBeNull();
  });
});

describe('sweeping', () => {
  it('forgets uploads that were broken off, and rejected lines past their time', async () => {
    const how = { format: 'csv', encoding: 'utf-8', register: null, keyPeriod: '2026', idempotency: null } as const;
    await jobs.open({
      association: 'kumiai-a',
      id: randomUUID(),
      postedBy: 'x',
      sealedCaller: Buffer.alloc(1),
      ...how,
    });
    const id = await aJob();
    const job = (await lease.claim())!;
    async function* one(): AsyncGenerator<{ sequence: number; sealed: Buffer }> {
      yield { sequence: 1, sealed: Buffer.from('line') };
    }
    await lease.commit(job, aStep(job, { rejected: one() }));
    await lease.finish(job);
    await lease.sweep();
    expect([await rows('import_job'), await rows('import_rejected')]).toEqual([2, 1]);
    await pool.query(`UPDATE ledger.import_job SET moved_at = now() - interval '2 hours' WHERE status = 'receiving'`);
    await pool.query(`UPDATE ledger.import_job SET finished_at = now() - interval '91 days' WHERE import_id = $1`, [
      id,
    ]);
    await lease.sweep();
    expect([await rows('import_job'), await rows('import_rejected'), await rows('import_outcome')]).toEqual([1, 0, 1]);
  });
});
