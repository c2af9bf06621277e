import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { PostgresEventStore } from '#event-store';
import { createPool, inTransactionOf, ofAssociation, refuseOwner, SERVICES, type Service } from '#platform';
import { migrateDatabase } from '../../apps/cli/commands/migrate-database.js';
import { EndedOperators } from '../../libs/access/ended-accounts/ended-operators.js';
import { FileKeyProvider } from '../../libs/access/keys/file-key-provider.js';
import { Pseudonyms } from '../../libs/access/keys/pseudonyms.js';
import { appended, drafts } from '../../libs/event-store/contract/drafts.js';
import { createTestDatabase, type TestDatabase } from '../harness/database.js';

const [OWN, OTHER] = ['mihon-seizo', 'mihon-unyu'] as const;
const REFUSED = '42501';

let database: TestDatabase;
let owner: Pool;
let pools: Record<Service, Pool>;
beforeAll(async () => {
  database = await createTestDatabase();
  await migrateDatabase(database.url);
  owner = createPool(database.url);
  pools = Object.fromEntries(SERVICES.map((service) => [service, createPool(database.urlOf(service))])) as typeof pools;
  const store = new PostgresEventStore(pools.ledger);
  for (const association of [OWN, OTHER]) {
    await appended(store, { association, stream: 'kept', events: drafts(2) });
    await owner.query(
      `INSERT INTO access.data_key (association, key_id, subject, period, wrapped)
       VALUES ($1, gen_random_uuid(), 'somebody', '2026', '\\x00')`,
      [association],
    );
    await owner.query(
      `INSERT INTO projection.checkpoint (projection, association, side, position) VALUES ('kept', $1, 'live', 2)`,
      [association],
    );
  }
});
afterAll(async () => {
  for (const pool of Object.values(pools)) await pool.end();
  await owner.end();
  await database.drop();
});

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    ({ code }: { code?: string }) => code,
  );

const FORBIDDEN_ALL = [
  `INSERT INTO event_store.event SELECT * FROM event_store.event`,
  `UPDATE event_store.event SET leaf_hash = envelope`,
  `DELETE FROM event_store.event`,
  `TRUNCATE event_store.event`,
  `DROP TABLE event_store.event`,
  `SELECT * FROM event_store.event_0`,
  `SELECT * FROM event_store.event_identity`,
  `UPDATE event_store.log_head SET position = 0`,
  `DELETE FROM event_store.stream_head`,
  `SELECT nextval('event_store.log_number')`,
  `SELECT event_store.keep_append_only('event_store.event')`,
  `ALTER TABLE event_store.event DISABLE TRIGGER ALL`,
  `ALTER TABLE event_store.event DISABLE ROW LEVEL SECURITY`,
  `ALTER TABLE access.member NO FORCE ROW LEVEL SECURITY`,
  `DROP POLICY of_one_association ON access.member`,
  `ALTER POLICY of_one_association ON access.member USING (true)`,
  `CREATE POLICY mine ON access.member USING (true)`,
  `SET session_replication_role = replica`,
  `SET SESSION AUTHORIZATION kiroku`,
  `SET ROLE kiroku`,
  `ALTER ROLE CURRENT_USER SUPERUSER`,
  `ALTER ROLE CURRENT_USER BYPASSRLS CREATEROLE`,
  `CREATE ROLE accomplice`,
  `GRANT kiroku TO CURRENT_USER`,
  `CREATE SCHEMA mine`,
  `CREATE TABLE access.mine ()`,
  `CREATE TABLE public.mine ()`,
  `CREATE FUNCTION event_store.heads(integer) RETURNS integer LANGUAGE sql RETURN 1`,
  `ALTER FUNCTION event_store.heads() SECURITY INVOKER`,
  `TRUNCATE access.member`,
  `DELETE FROM access.data_key`,
  `UPDATE access.operator_ending SET at = now()`,
  `DELETE FROM access.operator_ending`,
  `COPY (SELECT 1) TO PROGRAM 'true'`,
  `SELECT rolpassword FROM pg_authid`,
  `SELECT pg_read_file('PG_VERSION')`,
  `SELECT projection.beside_name('access.member')`,
];

const FORBIDDEN: Readonly<Record<Service, readonly string[]>> = {
  ledger: [
    `SET ROLE kiroku_projector`,
    `INSERT INTO records.statutory_record SELECT * FROM records.statutory_record`,
    `UPDATE disclosure.look SET purpose = NULL`,
    `DELETE FROM disclosure.member_line`,
    `DELETE FROM ledger.finding`,
    `UPDATE projection.checkpoint SET position = 0`,
    `SELECT * FROM projection.failure`,
    `SELECT projection.make_beside('{records.hold}')`,
  ],
  disclosure: [
    `SET ROLE kiroku_ledger`,
    `INSERT INTO access.member (association, ref, key_id, sealed) VALUES ('a', gen_random_uuid(), gen_random_uuid(), '')`,
    `UPDATE access.member SET is_closed = true`,
    `UPDATE access.data_key SET wrapped = NULL`,
    `SELECT * FROM ledger.import_job`,
    `SELECT * FROM ledger.import_chunk`,
    `SELECT * FROM ledger.finding`,
    `SELECT * FROM ledger.claim_import(1)`,
    `SELECT ledger.sweep_imports(1, 1)`,
    `SELECT ledger.late_members(1)`,
    `DELETE FROM records.hold`,
    `SELECT projection.put_beside_in_place('{records.hold}')`,
  ],
  projector: [
    `SET ROLE kiroku_ledger`,
    `UPDATE access.data_key SET wrapped = NULL`,
    `INSERT INTO access.member (association, ref, key_id, sealed) VALUES ('a', gen_random_uuid(), gen_random_uuid(), '')`,
    `UPDATE access.member SET is_closed = true`,
    `DELETE FROM access.member_index`,
    `SELECT * FROM ledger.import_job`,
    `SELECT * FROM ledger.import_chunk`,
    `SELECT * FROM ledger.claim_import(1)`,
    `SELECT projection.make_beside('{event_store.event}')`,
    `SELECT projection.make_beside('{access.member}')`,
    `SELECT projection.put_beside_in_place('{records.hold,access.data_key}')`,
    `SELECT projection.move_rows_from_beside('{ledger.import_job}', 'a')`,
    `CREATE SCHEMA beside_mine`,
  ],
};

describe.each(SERVICES)('the role of the %s', (service) => {
  it.each([...FORBIDDEN_ALL, ...FORBIDDEN[service]])('may not: %s', async (statement) => {
    expect(await codeOf(pools[service].query(statement))).toBe(REFUSED);
    // Nor where it asks for an association.
    expect(await codeOf(inTransactionOf(pools[service], OWN, (client) => client.query(statement)))).toBe(REFUSED);
  });

  it('appends, through the function alone', async () => {
    const store = new PostgresEventStore(pools[service]);
    const { events } = await appended(store, { association: randomUUID() });
    expect(events).toHaveLength(1);
  });

  it('moves no head of a log that is kept here, and makes no partition that no log is about to reach', async () => {
    expect(await codeOf(pools[service].query(`SELECT event_store.move_heads($1, '{99}')`, [[OWN]]))).toBe('KR001');
    expect(await codeOf(pools[service].query(`SELECT event_store.make_partitions(1, 99999999999)`))).toBe('KR001');
  });

  it('is who a service may be, and the owner is not', async () => {
    await refuseOwner(database.urlOf(service), service);
    await expect(refuseOwner(database.url, service)).rejects.toThrow(`Connect as kiroku_${service}`);
  });
});

/** What each tells of whom, and what a service asks of the log. */
const TABLES = [
  ['event_store.log_head', 'association'],
  ['access.data_key', 'association'],
  ['projection.checkpoint', 'association'],
  ['event_store.event', `(convert_from(envelope, 'UTF8')::json->>'association')`],
] as const;

describe.each(['ledger', 'disclosure'] as const)('to the %s', (service) => {
  it.each(TABLES)('%s shows one association, and without one nothing', async (table, whose) => {
    const found = `SELECT DISTINCT ${whose} AS association FROM ${table} WHERE ${whose} IN ('${OWN}', '${OTHER}')`;
    expect((await owner.query(found)).rowCount).toBe(2);
    for (const association of [OWN, OTHER])
      expect((await ofAssociation(pools[service], association).query(found)).rows).toEqual([{ association }]);
    expect((await pools[service].query(found)).rows).toEqual([]);
    expect((await ofAssociation(pools[service], 'nobody').query(found)).rows).toEqual([]);
    expect((await ofAssociation(pools[service], '').query(found)).rows).toEqual([]);
  });

  it('streams of another association are none', async () => {
    const store = new PostgresEventStore(pools[service]);
    expect(await store.readStream(OWN, 'kept')).toHaveLength(2);
    const count = `SELECT count(*)::integer AS count FROM event_store.stream_head WHERE stream = 'kept'`;
    expect((await owner.query(count)).rows).toEqual([{ count: 2 }]);
    expect((await ofAssociation(pools[service], OWN).query(count)).rows).toEqual([{ count: 1 }]);
  });

  it('a row of another association cannot be written', async () => {
    const insert = `INSERT INTO access.data_key (association, key_id, subject, period, wrapped)
      VALUES ($1, gen_random_uuid(), $2, '2026', '\\x00')`;
    const asked = ofAssociation(pools[service], OWN);
    expect(await codeOf(asked.query(insert, [OTHER, randomUUID()]))).toBe(REFUSED);
    expect(await codeOf(pools[service].query(insert, [OWN, randomUUID()]))).toBe(REFUSED);
    expect(await codeOf(asked.query(insert, [OWN, randomUUID()]))).toBe('done');
  });
});

// The route that ends the own tokens is one of /v1/me, and so of the service outside; operators are closed inside.
it.each(['ledger', 'disclosure'] as const)('lets the %s add what ended of an operator', async (service) => {
  const keyDirectory = await mkdtemp(join(tmpdir(), 'kiroku-operators-'));
  const pseudonyms = new Pseudonyms(new FileKeyProvider(keyDirectory));
  const operators = new EndedOperators(pools[service], pseudonyms, { now: () => new Date() });
  const act = { by: service, subject: service, what: 'AccountTokensEnded' } as const;
  expect(await operators.note(act)).toMatchObject({ endedAt: expect.any(String), closedAt: null });
  await rm(keyDirectory, { recursive: true });
});

it('lets the ledger destroy no key of another association', async () => {
  const destroy = `UPDATE access.data_key SET wrapped = NULL, destroyed_at = now() WHERE subject = 'somebody'`;
  expect((await ofAssociation(pools.ledger, OWN).query(destroy)).rowCount).toBe(1);
  const { rows } = await owner.query(
    `SELECT association FROM access.data_key WHERE subject = 'somebody' AND wrapped IS NOT NULL`,
  );
  expect(rows).toEqual([{ association: OTHER }]);
});

// Seen to fail: what the refusals above rest on.
it('would show the ledger everybody where row-level security were off', async () => {
  await owner.query(`ALTER TABLE access.data_key DISABLE ROW LEVEL SECURITY`);
  const { rows } = await pools.ledger.query(`SELECT DISTINCT association FROM access.data_key ORDER BY 1`);
  await owner.query(`ALTER TABLE access.data_key ENABLE ROW LEVEL SECURITY`);
  expect(rows).toEqual([{ association: OWN }, { association: OTHER }]);
});
