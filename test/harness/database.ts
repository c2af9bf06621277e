import { randomBytes } from 'node:crypto';
import pg from 'pg';
import type { Service } from '#platform';

export interface TestDatabase {
  /** As the owner of the database. */
  readonly url: string;
  /** As a service: under row-level security, with the rights of its role. */
  urlOf(service: Service): string;
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
  const services = JSON.parse(process.env.KIROKU_TEST_SERVICE_URLS!) as Record<Service, string>;
  const named = (url: string) => Object.assign(new URL(url), { pathname: `/${name}` }).href;
  return {
    url: named(server),
    urlOf: (service) => named(services[service]),
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
