import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createEventStoreSchema } from '../../libs/event-store/contract/event-store-schema.js';
import { createTestDatabase, type TestDatabase } from './database.js';
import { canPrepare, preparedOnce } from './prepared.js';

/** A database of a suite's own with what the event store needs: a copy of the one that the run made once. */
export async function createEventStoreDatabase(): Promise<TestDatabase> {
  if (!canPrepare()) return makeOne();
  const made = await preparedOnce('event-store', async (directory) => {
    const { url } = await makeOne();
    await writeFile(join(directory, 'database'), new URL(url).pathname.slice(1));
  });
  return createTestDatabase(await readFile(join(made, 'database'), 'utf8'));
}

async function makeOne(): Promise<TestDatabase> {
  const database = await createTestDatabase();
  await createEventStoreSchema(database.url);
  return database;
}
