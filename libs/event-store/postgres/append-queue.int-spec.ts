import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { createPool } from '#platform';
import type { TestDatabase } from '../../../test/harness/database.js';
import { createEventStoreDatabase } from '../../../test/harness/event-store-database.js';
import { anAppend, appended } from '../contract/drafts.js';
import { PostgresEventStore } from './postgres-event-store.js';

describe('the queue of a store', () => {
  let database: TestDatabase;
  let pool: Pool;
  let store: PostgresEventStore;

  beforeAll(async () => {
    database = await createEventStoreDatabase();
    pool = createPool(database.url);
    store = new PostgresEventStore(pool);
  });
  afterAll(async () => {
    await pool.end();
    await database.drop();
  });

  it('says busy to the one request too many, stores those that wait, and then takes more', async () => {
    const association = randomUUID();
    const waiting = Array.from({ length: 10_000 }, () => store.append(anAppend({ association })));
    await expect(store.append(anAppend({ association }))).rejects.toMatchObject({
      name: 'EventStoreError',
      code: 'busy',
    });
    const outcomes = (await Promise.all(waiting)).map((result) => result.outcome);
    expect(new Set(outcomes)).toEqual(new Set(['appended']));
    expect((await appended(store, { association })).events[0]!.position).toBe('0000000000010001');
  });

  it('is written out before the store is closed', async () => {
    const association = randomUUID();
    const closing = new PostgresEventStore(pool);
    const waiting = Array.from({ length: 600 }, () => closing.append(anAppend({ association })));
    await closing.close();
    expect(await store.head(association)).toBe('0000000000000600');
    await Promise.all(waiting);
  });
});
