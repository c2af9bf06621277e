import { createDataSource, migrate } from '#platform';
import { MIGRATIONS } from '../migrations.js';

/** Brings a database to this program's version; what was applied. */
export async function migrateDatabase(url: string): Promise<string[]> {
  const dataSource = createDataSource({ url, migrations: MIGRATIONS });
  await dataSource.initialize();
  try {
    return (await migrate(dataSource)).applied;
  } finally {
    await dataSource.destroy();
  }
}
