import { createPool } from '#platform';
import { createTestDatabase } from '../../../test/harness/database.js';
import { KurrentDbEventStore } from '../kurrentdb/kurrentdb-event-store.js';
import { createEventStoreSchema } from './event-store-schema.js';
import { eventStoreContract } from './event-store.contract.js';

eventStoreContract('the KurrentDB store', async (now) => {
  const database = await createTestDatabase();
  await createEventStoreSchema(database.url);
  const pool = createPool(database.url);
  const store = new KurrentDbEventStore(pool, process.env['KURRENTDB_URL']!, now);
  await store.start();
  const close = async () => {
    await store.close();
    await pool.end();
    await database.drop();
  };
  return { store, close };
});
