import { randomUUID } from 'node:crypto';
import { Client, type Pool } from 'pg';
import { createPool } from '#platform';
import { createTestDatabase, type TestDatabase } from '../../../test/harness/database.js';
import { aDraft, anAppend, appended, positionsOf, positionsUpTo } from '../contract/drafts.js';
import { createEventStoreSchema } from '../contract/event-store-schema.js';
import { allNumbered } from '../open-event-store.js';
import { KurrentDbEventStore } from './kurrentdb-event-store.js';

const url = process.env['KURRENTDB_URL']!;
const association = 'a1';

// Either of the two was put back from an older copy; what such a copy holds is made here by a superuser.
let database: TestDatabase;
let pool: Pool;
let store: KurrentDbEventStore;

beforeEach(async () => {
  database = await createTestDatabase();
  await createEventStoreSchema(database.url);
  pool = createPool(database.url);
  await open();
  for (const stream of ['s', 't', 's', 'u']) await appended(store, { association, stream });
});
afterEach(async () => {
  await store.close();
  await pool.end();
  await database.drop();
});

async function open(): Promise<void> {
  store = new KurrentDbEventStore(pool, url, undefined, 2_000);
  await store.start();
}

async function asSuperuser(statements: readonly string[]): Promise<void> {
  const client = new Client({ connectionString: database.url });
  await client.connect();
  await client.query(`SET session_replication_role = replica`);
  for (const statement of statements) await client.query(statement);
  await client.end();
}

const why = async () =>
  store.checkReady().then(
    () => '',
    (error: Error) => error.message,
  );

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (const deadline = Date.now() + 20_000; !(await holds());) {
    if (Date.now() > deadline) throw new Error('It did not come to that.');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe('a database that is older than its KurrentDB', () => {
  it('numbers what it lost once more, in the same order and to the same bytes, and goes on behind it', async () => {
    const before = await store.readLog(association, null, 100);
    expect(await allNumbered(store, 0)).toBe(true);
    await store.close();
    await asSuperuser([
      `UPDATE event_store.kurrentdb_sequencer SET (commit_position, prepare_position) =
         (SELECT commit_position, prepare_position FROM event_store.kurrentdb_event WHERE position = 2)`,
      `DELETE FROM event_store.kurrentdb_event WHERE position > 2`,
      `UPDATE event_store.log_head SET position = 2`,
    ]);
    const reader = new KurrentDbEventStore(pool, url);
    expect(await positionsOf(reader, association)).toEqual(positionsUpTo(2));
    expect(await allNumbered(reader, 0)).toBe(false);
    await reader.close();
    await open();
    expect(await allNumbered(store, 10_000)).toBe(true);
    expect(await store.readLog(association, null, 100)).toEqual(before);
    await appended(store, { association, stream: 's', expected: 1 });
    expect(await positionsOf(store, association)).toEqual(positionsUpTo(5));
  });
});

describe('a database that is newer than its KurrentDB', () => {
  /** An event that was numbered, and is not where it was. */
  const lost = (commit: string) => [
    `INSERT INTO event_store.kurrentdb_event
       SELECT association, 5, '${randomUUID()}', stream, revision + 1, ${commit}, ${commit}, leaf_hash
       FROM event_store.kurrentdb_event WHERE position = 4`,
    `UPDATE event_store.log_head SET position = 5`,
    `UPDATE event_store.kurrentdb_sequencer SET (commit_position, prepare_position) =
       (SELECT commit_position, prepare_position FROM event_store.kurrentdb_event WHERE position = 5)`,
  ];

  it.each([
    ['behind the end of what is there', 'commit_position + 1000000000'],
    ['where another event is, or none', 'commit_position + 1'],
  ])('numbers nothing further, is not ready and says why: %s', async (_, commit) => {
    await store.close();
    await asSuperuser(lost(commit));
    await open();
    await until(async () => (await why()).includes('older than the database'));
    await expect(store.append(anAppend({ association, events: [aDraft()] }))).rejects.toMatchObject({
      code: 'unavailable',
    });
    expect(await store.head(association)).toBe(positionsUpTo(5).at(-1));
    await expect(store.readLog(association, null, 100)).rejects.toMatchObject({ code: 'unavailable' });
    await store.close();
    // Newer data is put back.
    await asSuperuser([
      `DELETE FROM event_store.kurrentdb_event WHERE position = 5`,
      `UPDATE event_store.log_head SET position = 4`,
      `UPDATE event_store.kurrentdb_sequencer SET (commit_position, prepare_position) =
         (SELECT commit_position, prepare_position FROM event_store.kurrentdb_event WHERE position = 4)`,
    ]);
    await open();
    await until(async () => (await why()) === '');
    expect(await positionsOf(store, association)).toEqual(positionsUpTo(5));
  });
});
