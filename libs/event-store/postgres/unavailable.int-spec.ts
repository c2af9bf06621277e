import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { createPool } from '#platform';
import type { TestDatabase } from '../../../test/harness/database.js';
import { createEventStoreDatabase } from '../../../test/harness/event-store-database.js';
import { anAppend, appended, positionsOf, positionsUpTo } from '../contract/drafts.js';
import { ProjectionProgress } from '../projector/progress.js';
import { PostgresEventStore } from './postgres-event-store.js';

const UNAVAILABLE = { name: 'EventStoreError', code: 'unavailable' };
// Nothing listens on port 1.
const NOWHERE = 'postgres://nobody@127.0.0.1:1/nothing';

describe('a store whose server does not answer', () => {
  let database: TestDatabase;
  let pool: Pool;

  beforeAll(async () => {
    database = await createEventStoreDatabase();
    pool = createPool(database.url);
  });
  afterAll(async () => {
    await pool.end();
    await database.drop();
  });

  it('says unavailable to every caller, and keeps nothing of the driver in the message', async () => {
    const store = new PostgresEventStore(createPool(NOWHERE));
    const attempts = [
      store.append(anAppend()),
      store.append(anAppend()),
      store.readLog('a', null, 1),
      store.readStream('a', 's'),
      store.readStreams('a', ['s']),
      store.head('a'),
      store.heads(),
      new ProjectionProgress(createPool(NOWHERE), store).reached('p', 'a'),
    ];
    for (const result of await Promise.allSettled(attempts)) {
      expect(result).toMatchObject({ status: 'rejected', reason: UNAVAILABLE });
      expect((result as PromiseRejectedResult).reason.message).not.toMatch(/ECONN|127\.0\.0\.1/);
    }
  });

  it('says unavailable once its pool was closed', async () => {
    const closed = createPool(database.url);
    const store = new PostgresEventStore(closed);
    await appended(store, {});
    await closed.end();
    await expect(store.append(anAppend())).rejects.toMatchObject(UNAVAILABLE);
    await expect(store.heads()).rejects.toMatchObject(UNAVAILABLE);
  });

  it('writes again once the server answers', async () => {
    const association = randomUUID();
    const late = createPool(NOWHERE);
    const store = new PostgresEventStore(late);
    await expect(store.append(anAppend({ association }))).rejects.toMatchObject(UNAVAILABLE);
    late.options.connectionString = database.url;
    await appended(store, { association });
    expect(await positionsOf(store, association)).toEqual(positionsUpTo(1));
    await late.end();
  });

  it('says unavailable when the connection breaks in the middle of a batch, and then goes on', async () => {
    const association = randomUUID();
    const store = new PostgresEventStore(pool);
    await appended(store, { association });
    const other = await pool.connect();
    await other.query(`BEGIN`);
    await other.query(`SELECT FROM event_store.log_head WHERE association = $1 FOR UPDATE`, [association]);
    const broken = store.append(anAppend({ association })).catch((error: unknown) => error);
    await endWaitingConnection(pool);
    expect(await broken).toMatchObject(UNAVAILABLE);
    await other.query(`ROLLBACK`);
    other.release();
    await appended(store, { association });
    expect(await positionsOf(store, association)).toEqual(positionsUpTo(2));
  });
});

/** Ends the connection that waits for a lock of this database, once there is one. */
async function endWaitingConnection(pool: Pool): Promise<void> {
  for (let attempt = 0; attempt < 500; attempt += 1) {
    const { rowCount } = await pool.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND cardinality(pg_blocking_pids(pid)) > 0`,
    );
    if (rowCount === 1) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error('No connection came to wait for the lock.');
}
