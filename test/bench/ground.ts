import { randomBytes } from 'node:crypto';
import { chmodSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbeddedDatabase } from '../../libs/platform/embedded-database/index.js';

/** The server on which products and baselines are measured, and a folder that is removed at the end. */
export interface Ground {
  readonly server: string;
  readonly directory: string;
  /** A fresh, empty database of its own. */
  database(): Promise<string>;
  close(): Promise<void>;
}

/** The server at `url`, or a durable one of its own in a temporary folder. */
export async function prepareGround(url: string | undefined): Promise<Ground> {
  const directory = await mkdtemp(join(tmpdir(), 'kiroku-bench-'));
  chmodSync(directory, 0o711); // PostgreSQL's user must be able to pass through.
  const embedded = url ? null : await startEmbeddedDatabase({ dataDir: join(directory, 'data'), log: () => {} });
  const server = url ?? embedded!.url;
  const end = async () => {
    await embedded?.stop();
    await rm(directory, { recursive: true, force: true });
  };
  try {
    await requireDurable(server);
  } catch (error) {
    await end();
    throw error;
  }
  const names: string[] = [];
  return {
    server,
    directory,
    database: async () => {
      const name = `bench_${randomBytes(6).toString('hex')}`;
      await onServer(server, `CREATE DATABASE ${name}`);
      names.push(name);
      return Object.assign(new URL(server), { pathname: `/${name}` }).href;
    },
    close: async () => {
      for (const name of names) await onServer(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      await end();
    },
  };
}

export async function serverVersion(url: string): Promise<string> {
  return (await onServer(url, `SHOW server_version`)).rows[0]?.server_version as string;
}

/** Refuses a server that does not wait for its disk: its numbers would be of something else. */
async function requireDurable(url: string): Promise<void> {
  for (const setting of ['fsync', 'synchronous_commit', 'full_page_writes']) {
    const value = (await onServer(url, `SHOW ${setting}`)).rows[0]?.[setting] as string;
    if (value !== 'on') throw new Error(`The server has ${setting} = ${value}; measure on one with ${setting} = on.`);
  }
}

async function onServer(url: string, statement: string): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await client.query(statement);
  } finally {
    await client.end();
  }
}
