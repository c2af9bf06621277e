import { createPool } from '#platform';
import { createTestDatabase } from '../../../test/harness/database.js';
import { PostgresEventStore } from '../postgres/postgres-event-store.js';
import { createEventStoreSchema } from './event-store-schema.js';
import { eventStoreContract } from './event-store.contract.js';

eventStoreContract('the PostgreSQL store', async (now) => {
  const database = await createTestDatabase();
  await createEventStoreSchema(database.url);
  const pool = createPool(database.url);
  const store = new PostgresEventStore(pool, now);
  const close = async () => {
    await store.close();
    await pool.end();
    await database.drop();
  };
  return { store, close };
});
