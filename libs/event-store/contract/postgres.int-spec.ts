import { createPool } from '#platform';
import { createEventStoreDatabase } from '../../../test/harness/event-store-database.js';
import { PostgresEventStore } from '../postgres/postgres-event-store.js';
import { eventStoreContract } from './event-store.contract.js';

eventStoreContract('the PostgreSQL store', async (now) => {
  const database = await createEventStoreDatabase();
  const pool = createPool(database.url);
  const store = new PostgresEventStore(pool, now);
  const close = async () => {
    await store.close();
    await pool.end();
    await database.drop();
  };
  return { store, close };
});
