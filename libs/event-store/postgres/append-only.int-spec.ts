import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { createPool } from '#platform';
import type { TestDatabase } from '../../../test/harness/database.js';
import { createEventStoreDatabase } from '../../../test/harness/event-store-database.js';
import { appended } from '../contract/drafts.js';
import { PostgresEventStore } from './postgres-event-store.js';

describe('the table of events', () => {
  const association = randomUUID();
  let database: TestDatabase;
  let pool: Pool;
  let store: PostgresEventStore;

  beforeAll(async () => {
    database = await createEventStoreDatabase();
    pool = createPool(database.url);
    store = new PostgresEventStore(pool);
    await appended(store, { association });
  });
  afterAll(async () => {
    await pool.end();
    await database.drop();
  });

  it.each([
    ['UPDATE', `UPDATE event_store.event SET envelope = 'Forged'`],
    ['UPDATE', `UPDATE event_store.event SET envelope = 'Forged' WHERE false`],
    ['DELETE', `DELETE FROM event_store.event`],
    ['TRUNCATE', `TRUNCATE event_store.event`],
    ['TRUNCATE', `TRUNCATE event_store.log_head, event_store.event CASCADE`],
  ])('refuses %s, even to its owner: %s', async (kind, statement) => {
    const before = await store.readLog(association, null, 10);
    await expect(pool.query(statement)).rejects.toMatchObject({
      code: '42501',
      message: `Events are append-only: ${kind} is refused.`,
    });
    expect(await store.readLog(association, null, 10)).toEqual(before);
  });

  it('refuses an upsert that would change an event', async () => {
    const upsert = `INSERT INTO event_store.event SELECT * FROM event_store.event
      ON CONFLICT (log, position) DO UPDATE SET envelope = 'Forged'`;
    await expect(pool.query(upsert)).rejects.toMatchObject({ code: '42501' });
  });
});
