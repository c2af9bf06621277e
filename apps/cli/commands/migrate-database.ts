import { createDataSource, migrate } from '#platform';
import { MIGRATIONS } from '../migrations.js';
import { RIGHTS } from '../rights.js';

/** Brings a database to this program's version, as its owner; what was applied. */
export async function migrateDatabase(url: string): Promise<string[]> {
  const dataSource = createDataSource({ url, migrations: MIGRATIONS });
  await dataSource.initialize();
  try {
    return (await migrate(dataSource, RIGHTS)).applied;
  } finally {
    await dataSource.destroy();
  }
}
