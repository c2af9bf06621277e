import type { Pool, PoolClient } from 'pg';
import { createPool } from '#platform';
import { createTestDatabase, type TestDatabase } from '../../../test/harness/database.js';
import { aDraft, anAppend } from '../contract/drafts.js';
import { createEventStoreSchema } from '../contract/event-store-schema.js';
import { KurrentDbEventStore } from './kurrentdb-event-store.js';

const UNAVAILABLE = { name: 'EventStoreError', code: 'unavailable' };

describe('a store whose events get no positions for a while', () => {
  let database: TestDatabase;
  let pool: Pool;
  let store: KurrentDbEventStore;
  let holder: PoolClient;
  const association = 'a1';

  beforeEach(async () => {
    database = await createTestDatabase();
    await createEventStoreSchema(database.url);
    pool = createPool(database.url);
    store = new KurrentDbEventStore(pool, process.env['KURRENTDB_URL']!, undefined, 1_500);
    await store.start();
    holder = await pool.connect();
    await holder.query('BEGIN');
    // Whoever reads may go on; whoever numbers waits.
    await holder.query('LOCK TABLE event_store.kurrentdb_event IN SHARE MODE');
  });
  afterEach(async () => {
    holder.release(true);
    await store.close();
    await pool.end();
    await database.drop();
  });

  it('tells of a conflict only once its cause can be read', async () => {
    const first = aDraft();
    const request = (draft = aDraft()) => anAppend({ association, stream: 's', expected: 'none', events: [draft] });
    await expect(store.append(request(first))).rejects.toMatchObject(UNAVAILABLE);
    // It is in KurrentDB, so nothing else can be written there; but nobody can be told yet what stands there.
    expect(await store.readStream(association, 's')).toEqual([]);
    await expect(store.append(request())).rejects.toMatchObject(UNAVAILABLE);

    const late = store.append(request());
    await holder.query('ROLLBACK');
    expect(await late).toEqual({ outcome: 'conflict', expected: 'none', actual: 0 });
    expect((await store.readStream(association, 's')).map(({ envelope }) => envelope.id)).toEqual([first.id]);
  });
});
