import { randomUUID } from 'node:crypto';
import { Pool } from 'pg';
import type { DataSource } from 'typeorm';
import { createTestDatabase, type TestDatabase } from '../../../test/harness/database.js';
import { createDataSource, createPool } from './database.js';
import { inTransaction, inTransactionOf } from './in-transaction.js';
import { ofAssociation, readOfAssociation } from './of-association.js';

const CONNECTIONS = 3;
const REQUESTS = 600;
const ASSOCIATIONS = ['mihon-seizo', "mihon-'unyu"] as const;

describe('what is asked for one association', () => {
  const role = `guest_${randomUUID().replaceAll('-', '').slice(0, 12)}`;
  let database: TestDatabase;
  let owner: Pool;
  let pool: Pool;
  let source: DataSource;

  beforeAll(async () => {
    database = await createTestDatabase();
    owner = createPool(database.url);
    await owner.query(`
      CREATE ROLE ${role};
      CREATE TABLE cup (association text NOT NULL, id serial PRIMARY KEY);
      ALTER TABLE cup ENABLE ROW LEVEL SECURITY;
      CREATE POLICY of_one_association ON cup USING (association = current_setting('kiroku.association', true));
      GRANT SELECT, INSERT ON cup TO ${role};
      GRANT USAGE ON SEQUENCE cup_id_seq TO ${role}`);
    await owner.query(`INSERT INTO cup (association) SELECT unnest($1::text[]) FROM generate_series(1, 5)`, [
      ASSOCIATIONS,
    ]);
    const url = new URL(database.url);
    url.searchParams.set('options', `-c role=${role}`);
    pool = new Pool({ connectionString: url.href, max: CONNECTIONS });
    pool.on('error', () => {});
    pool.on('connect', (client) => client.on('error', () => {}));
    source = await createDataSource({ url: url.href }).initialize();
  });
  afterAll(async () => {
    await source.destroy();
    await pool.end();
    await owner.query(`DROP OWNED BY ${role}; DROP ROLE ${role}`);
    await owner.end();
    await database.drop();
  });

  const CUPS = `SELECT DISTINCT association FROM cup`;
  type Cups = { association: string };
  const thrownBy = (work: Promise<unknown>) =>
    work.then(
      () => null,
      (error: { code?: string }) => error.code,
    );

  it('sees the rows of this one alone, and without one none', async () => {
    for (const association of ASSOCIATIONS)
      expect((await ofAssociation(pool, association).query<Cups>(CUPS)).rows).toEqual([{ association }]);
    expect((await pool.query(CUPS)).rows).toEqual([]);
    expect((await inTransaction(pool, (client) => client.query(CUPS))).rows).toEqual([]);
  });

  it('answers as any query does', async () => {
    const asked = ofAssociation(pool, ASSOCIATIONS[0]);
    const { rows, rowCount, fields } = await asked.query<{ n: number; t: string }>(`SELECT $1::int AS n, $2 AS t`, [
      7,
      'seven',
    ]);
    expect([rows, rowCount, fields.map(({ name }) => name)]).toEqual([[{ n: 7, t: 'seven' }], 1, ['n', 't']]);
    const made = await asked.query(`INSERT INTO cup (association) VALUES ($1)`, [ASSOCIATIONS[0]]);
    expect([made.rowCount, made.command]).toEqual([1, 'INSERT']);
  });

  it('writes no row of another', async () => {
    const [own, other] = ASSOCIATIONS;
    const insert = `INSERT INTO cup (association) VALUES ($1)`;
    expect(await thrownBy(ofAssociation(pool, own).query(insert, [other]))).toBe('42501');
    expect(await thrownBy(inTransactionOf(pool, own, (client) => client.query(insert, [other])))).toBe('42501');
  });

  describe('prepared', () => {
    // More often than a server makes plans for the values at hand.
    const TIMES = 12;
    const prepared = (association: string, text: string, values?: unknown[]) =>
      ofAssociation(pool, association).prepared(text, values);
    const overAndOver = async (text: string, association: string) => {
      for (let time = 0; time < TIMES; time += 1)
        await Promise.all(Array.from({ length: CONNECTIONS }, () => prepared(association, text).catch(() => null)));
    };

    it('sees the rows of each alone, however often it was asked', async () => {
      for (let time = 0; time < TIMES * CONNECTIONS; time += 1) {
        const association = ASSOCIATIONS[time % 2]!;
        expect((await prepared(association, `SELECT DISTINCT association FROM cup WHERE id < $1`, [99])).rows).toEqual([
          { association },
        ]);
      }
    });

    it('is planned once for each connection', async () => {
      const text = `SELECT count(*)::int AS cups FROM cup`;
      await overAndOver(text, ASSOCIATIONS[0]);
      const { rows } = await prepared(
        ASSOCIATIONS[0],
        `SELECT (generic_plans > 0) AS "isKept" FROM pg_prepared_statements WHERE statement = '${text}'`,
      );
      expect(rows).toEqual([{ isKept: true }]);
    });

    it('works again after it failed, and after its table was put in the place of another', async () => {
      const text = `SELECT name FROM saucer`;
      await overAndOver(text, ASSOCIATIONS[0]);
      expect(await thrownBy(prepared(ASSOCIATIONS[0], text))).toBe('42P01');
      await owner.query(`CREATE TABLE saucer AS SELECT 'one' AS name; GRANT SELECT ON saucer TO ${role}`);
      await overAndOver(text, ASSOCIATIONS[0]);
      expect((await prepared(ASSOCIATIONS[0], text)).rows).toEqual([{ name: 'one' }]);
      await owner.query(`
        ALTER TABLE saucer RENAME TO old_saucer; CREATE TABLE saucer (id int, name text);
        INSERT INTO saucer VALUES (1, 'two'); GRANT SELECT ON saucer TO ${role}`);
      await overAndOver(text, ASSOCIATIONS[0]);
      expect((await prepared(ASSOCIATIONS[0], text)).rows).toEqual([{ name: 'two' }]);
    });

    it('fails for bad values alone', async () => {
      const text = `SELECT $1::int AS n`;
      for (let time = 0; time < TIMES; time += 1) {
        expect(await thrownBy(prepared(ASSOCIATIONS[0], text, ['seven']))).toBe('22P02');
        expect((await prepared(ASSOCIATIONS[0], text, [7])).rows).toEqual([{ n: 7 }]);
      }
    });
  });

  it('is read through TypeORM likewise', async () => {
    const read = (association: string) =>
      readOfAssociation(source, association, (runner) => runner.query(CUPS) as Promise<Cups[]>);
    const all = await Promise.all(Array.from({ length: 40 }, (_, index) => read(ASSOCIATIONS[index % 2]!)));
    all.forEach((rows, index) => expect(rows).toEqual([{ association: ASSOCIATIONS[index % 2] }]));
    await expect(read('')).resolves.toEqual([]);
    expect(await source.query(CUPS)).toEqual([]);
  });

  let sleeps = 0;
  /** Sleeps, and is cancelled once: a second signal would meet whatever the connection is asked next. */
  const cancelled = async (association: string) => {
    const sleep = `SELECT pg_sleep(20) AS sleep_${(sleeps += 1)}`;
    const asked = ofAssociation(pool, association).query(sleep);
    asked.catch(() => {});
    const cancel = `SELECT pg_cancel_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND query = $1 AND state = 'active'`;
    while ((await owner.query(cancel, [sleep])).rowCount === 0);
    return asked;
  };

  /** What may come between requests. */
  const disturbances: readonly ((association: string) => Promise<unknown>)[] = [
    (association) => ofAssociation(pool, association).query(`SELECT 1 / 0`),
    (association) => ofAssociation(pool, association).query(`SELECT * FROM no_such_table`),
    (association) => ofAssociation(pool, association).prepared(`SELECT * FROM no_such_table`),
    (association) => ofAssociation(pool, association).prepared(`SELECT $1::int`, [{ bad: 'value' }]),
    (association) => ofAssociation(pool, association).query(`SELECT $1::int`, [{ bad: 'value' }]),
    (association) => inTransactionOf(pool, association, (client) => client.query(`SELECT 1 / 0`)),
    (association) => inTransactionOf(pool, association, () => Promise.reject(new Error('broken off'))),
    (association) =>
      inTransactionOf(pool, association, (client) =>
        client.query(`SET LOCAL statement_timeout = 1; SELECT pg_sleep(5)`),
      ),
    cancelled,
    (association) =>
      inTransactionOf(pool, association, async (client) => {
        const { rows } = await client.query<{ pid: number }>(`SELECT pg_backend_pid() AS pid`);
        await owner.query(`SELECT pg_terminate_backend($1)`, [rows[0]!.pid]);
        await client.query(CUPS);
      }),
    () => pool.query(CUPS).then(({ rows }) => expect(rows).toEqual([])),
  ];

  it('never meets the other over one pool, whatever fails or is cancelled in between', async () => {
    const seen = new Map<string, Set<string>>(ASSOCIATIONS.map((association) => [association, new Set()]));
    const failed: string[] = [];
    const request = async (index: number) => {
      const association = ASSOCIATIONS[index % 2]!;
      if (index % 5 === 4) {
        const code = await thrownBy(disturbances[index % disturbances.length]!(association));
        // Where the server ends a connection, the writing may notice before its farewell is read.
        if (code !== null) failed.push(['EPIPE', 'ECONNRESET'].includes(String(code)) ? '57P01' : String(code));
        return;
      }
      const { rows } =
        index % 3 === 0
          ? await inTransactionOf(pool, association, (client) => client.query<Cups>(CUPS))
          : await ofAssociation(pool, association)[index % 4 < 2 ? 'query' : 'prepared']<Cups>(CUPS);
      for (const row of rows) seen.get(association)!.add(row.association);
    };
    await Promise.all(Array.from({ length: REQUESTS }, (_, index) => request(index)));
    expect([...seen].map(([asked, found]) => [asked, [...found]])).toEqual(ASSOCIATIONS.map((one) => [one, [one]]));
    expect(new Set(failed)).toEqual(new Set(['22012', '42P01', '22P02', 'undefined', '57014', '57P01']));
  });

  it('leaves no association on a connection that was given back', async () => {
    const held = await Promise.all(Array.from({ length: CONNECTIONS }, () => pool.connect()));
    for (const client of held) {
      const { rows } = await client.query(`SELECT current_setting('kiroku.association', true) AS setting`);
      expect([null, '']).toContain(rows[0].setting);
      expect((await client.query(CUPS)).rows).toEqual([]);
      client.release();
    }
  });

  // Seen to fail: the same, had the setting been of the session.
  it('would show another if the setting outlived its transaction', async () => {
    const client = await pool.connect();
    await client.query(`SELECT set_config('kiroku.association', $1, false)`, [ASSOCIATIONS[1]]);
    expect((await client.query(CUPS)).rows).toEqual([{ association: ASSOCIATIONS[1] }]);
    client.release(true);
  });
});
