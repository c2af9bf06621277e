import type { Pool } from 'pg';
import { createTestDatabase, type TestDatabase } from '../../../test/harness/database.js';
import { createPool } from './database.js';
import { inTransaction } from './in-transaction.js';
import { isDatabaseUnavailable } from './is-unavailable.js';

let database: TestDatabase;
let pool: Pool;
beforeAll(async () => {
  database = await createTestDatabase();
  pool = createPool(database.url);
  await pool.query('CREATE TABLE cup (id integer PRIMARY KEY)');
});
afterEach(() => pool.query('DELETE FROM cup'));
afterAll(async () => {
  await pool.end();
  await database.drop();
});

const cups = async () => (await pool.query('SELECT id FROM cup ORDER BY id')).rows.map((row) => row.id);
const thrownBy = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: Error) => error,
  );

describe('a transaction', () => {
  it('is committed when its work ends well', async () => {
    const result = await inTransaction(pool, async (client) => {
      await client.query('INSERT INTO cup VALUES (1), (2)');
      return 'done';
    });
    expect([result, await cups()]).toEqual(['done', [1, 2]]);
  });

  it('is rolled back when its work throws, and the error goes on', async () => {
    const work = inTransaction(pool, async (client) => {
      await client.query('INSERT INTO cup VALUES (1)');
      throw new Error('spilled');
    });
    await expect(work).rejects.toThrow('spilled');
    expect(await cups()).toEqual([]);
  });

  it('never passes for committed when the work swallowed a failed statement', async () => {
    const work = inTransaction(pool, async (client) => {
      await client.query('INSERT INTO cup VALUES (1)');
      await client.query('INSERT INTO cup VALUES (1)').catch(() => {});
    });
    await expect(work).rejects.toThrow('rolled back');
    expect(await cups()).toEqual([]);
  });

  it('gives its connection back, however it ended', async () => {
    for (let round = 0; round < 25; round += 1) {
      await thrownBy(inTransaction(pool, (client) => client.query('SELECT 1 / 0')));
    }
    expect(await cups()).toEqual([]);
  });
});

describe('a database that goes away', () => {
  it('fails the transaction that it cut off, and neither the process nor the next one', async () => {
    const error = await thrownBy(
      inTransaction(pool, async (client) => {
        const { rows } = await client.query('SELECT pg_backend_pid() AS pid');
        await pool.query('SELECT pg_terminate_backend($1)', [rows[0].pid]);
        await new Promise((resolve) => setTimeout(resolve, 100)); // The loss is noticed between two statements.
        await client.query('INSERT INTO cup VALUES (1)');
      }),
    );
    expect(isDatabaseUnavailable(error)).toBe(true);
    await inTransaction(pool, (client) => client.query('INSERT INTO cup VALUES (2)'));
    expect(await cups()).toEqual([2]);
  });

  it('is told from a wrong query', async () => {
    const nowhere = createPool('postgres://nobody@127.0.0.1:1/none');
    expect(isDatabaseUnavailable(await thrownBy(nowhere.query('SELECT 1')))).toBe(true);
    expect(isDatabaseUnavailable(await thrownBy(pool.query('SELECT 1 / 0')))).toBe(false);
    expect(isDatabaseUnavailable(await thrownBy(pool.query('SELECT nothing')))).toBe(false);
    await nowhere.end();
  });
});

describe('what counts as unavailable', () => {
  const server = (code: string) => Object.assign(new Error('x'), { code, severity: 'ERROR' });
  it.each(['08006', '53100', '53300', '57P01', '57P03', '58030'])('SQLSTATE %s does', (code) => {
    expect(isDatabaseUnavailable(server(code))).toBe(true);
  });

  it.each(['22021', '23505', '40P01', '42P01'])('SQLSTATE %s does not', (code) => {
    expect(isDatabaseUnavailable(server(code))).toBe(false);
  });

  it('a missing file does not, but a missing socket does', () => {
    expect(isDatabaseUnavailable(Object.assign(new Error('x'), { code: 'ENOENT', syscall: 'open' }))).toBe(false);
    expect(isDatabaseUnavailable(Object.assign(new Error('x'), { code: 'ENOENT', syscall: 'connect' }))).toBe(true);
  });
});
