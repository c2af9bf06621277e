import type { DataSource, QueryRunner } from 'typeorm';
import { giveRights } from './give-rights.js';
import type { Rights } from './rights.js';

/** Any number, the same for every version of the product: two processes must not migrate at once. */
const MIGRATION_LOCK = 4_811_902;

export class DatabaseVersionError extends Error {
  override readonly name = 'DatabaseVersionError';
}

/**
 * Brings the database to this program's version, under a lock, and services' rights to what is written of them. Refuses
 * one that a newer program has written.
 */
export async function migrate(dataSource: DataSource, rights: readonly Rights[] = []): Promise<{ applied: string[] }> {
  const runner = dataSource.createQueryRunner();
  try {
    await runner.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await refuseUnknownVersion(runner, dataSource);
    const applied = await dataSource.runMigrations();
    if (rights.length > 0) await giveRights(runner, rights);
    return { applied: applied.map((migration) => migration.name) };
  } finally {
    await runner.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]).catch(() => {});
    await runner.release();
  }
}

async function refuseUnknownVersion(runner: QueryRunner, dataSource: DataSource): Promise<void> {
  if (!(await runner.hasTable('migration'))) return;
  const rows = (await runner.query('SELECT name FROM migration ORDER BY id')) as { name: string }[];
  const known = new Set(dataSource.migrations.map((migration) => migration.name ?? migration.constructor.name));
  const unknown = rows.filter(({ name }) => !known.has(name));
  if (unknown.length === 0) return;
  throw new DatabaseVersionError(
    `The data was written by another version of Kiroku (unknown migration ${unknown[0]!.name}). ` +
      'Start the version that wrote it, or point to other data.',
  );
}
