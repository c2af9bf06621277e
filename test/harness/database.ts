import { randomBytes } from 'node:crypto';
import pg from 'pg';

export interface TestDatabase {
  /** As the owner of the database. */
  readonly url: string;
  drop(): Promise<void>;
}

/**
 * A fresh database of a suite's own: empty, or a copy of one that nobody is connected to. Every suite that makes one drops
 * it in `afterAll`.
 */
export async function createTestDatabase(template?: string): Promise<TestDatabase> {
  const server = process.env.KIROKU_TEST_DATABASE_URL;
  if (!server) throw new Error('No database was started for this run: name the suite *.int-spec.ts or *.e2e-spec.ts.');
  const name = `test_${randomBytes(8).toString('hex')}`;
  await runOnServer(server, `CREATE DATABASE ${name}${template ? ` TEMPLATE ${template} STRATEGY file_copy` : ''}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    // Forced: a suite that failed half-way may have left connections open.
    drop: () => runOnServer(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
}

async function runOnServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
