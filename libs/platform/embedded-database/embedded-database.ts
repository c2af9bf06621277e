import pg from 'pg';
import { prepareBinaries } from './binaries.js';
import { databaseName, databaseUrl } from './cluster-address.js';
import { createCluster, hasCluster, removeDrafts } from './cluster.js';
import { openDataDirectory, readOrMakePassword, type DataDirectory } from './data-directory.js';
import { chooseDatabaseUser, type DatabaseUser } from './database-user.js';
import { roleOf, type Service } from '../database/service-roles.js';
import { letServicesIn } from './service-logins.js';
import { takeOwnerLock } from './owner-lock.js';
import { clearLeftovers, startPostmaster, stopPostmaster, type PostmasterPlace } from './postmaster.js';
import { PostmasterWatch } from './postmaster-watch.js';
import { join, resolve } from 'node:path';

export interface EmbeddedDatabaseOptions {
  dataDir: string;
  /** Told in one line each what a person waiting at the terminal would want to know. */
  log: (line: string) => void;
  /** False gives up durability for speed; for throw-away databases of tests only. */
  durable?: boolean;
  /** Before the second try to start a PostgreSQL that is gone; for tests only. */
  restMilliseconds?: number;
}

export interface EmbeddedDatabase {
  /** Of the database `kiroku`, as its owner. Holds the password: it must not be logged. */
  readonly url: string;
  /** Of the same database, as the role of a service. The password is another one with every start. */
  urlOf(service: Service): string;
  readonly dataDir: string;
  /** Ends PostgreSQL and gives the directory free. May be called again; the later calls wait for the first. */
  stop(): Promise<void>;
}

/**
 * Starts the PostgreSQL that npm brought on a data directory, making both when they are not there yet. One kiroku at a
 * time holds a directory; what a killed one left behind is cleared first. Rejects with EmbeddedDatabaseError. Until
 * `stop`, a PostgreSQL that dies is started again at the same url, with what was committed; its sessions are lost.
 */
export async function startEmbeddedDatabase(options: EmbeddedDatabaseOptions): Promise<EmbeddedDatabase> {
  const user = chooseDatabaseUser(join(resolve(options.dataDir), 'postgres'));
  const directory = openDataDirectory(options.dataDir, user);
  const lock = takeOwnerLock(directory.path);
  try {
    const { url, urlOf, place, port } = await start(options, directory, user);
    const watch = new PostmasterWatch(place, port, options.restMilliseconds);
    const end = (): Promise<void> => watch.end().then(() => stopPostmaster(place));
    let stopped: Promise<void> | undefined;
    const stop = (): Promise<void> => (stopped ??= end().finally(() => lock.release()));
    return { url, urlOf, dataDir: directory.path, stop };
  } catch (error) {
    lock.release();
    throw error;
  }
}

async function start(
  { log, durable = true }: EmbeddedDatabaseOptions,
  directory: DataDirectory,
  user: DatabaseUser,
): Promise<Pick<EmbeddedDatabase, 'url' | 'urlOf'> & { place: PostmasterPlace; port: number }> {
  const exists = hasCluster(directory, user);
  const password = readOrMakePassword(directory, exists);
  const binaries = prepareBinaries(user, log);
  const place = { clusterDir: directory.clusterDir, binaries, user, durable, log };
  await removeDrafts(directory);
  if (exists) await clearLeftovers(place);
  else await createCluster({ directory, binaries, user, password, durable });
  const port = await startPostmaster(place);
  try {
    const address = { clusterDir: directory.clusterDir, password, port };
    const logins = await prepareDatabase(databaseUrl(address, 'postgres'));
    const urlOf = (service: Service) =>
      databaseUrl({ ...address, role: roleOf(service), password: logins.get(service)! });
    return { url: databaseUrl(address), urlOf, place, port };
  } catch (error) {
    await stopPostmaster(place);
    throw error;
  }
}

// Also the proof that what answers on the port knows our password.
async function prepareDatabase(maintenanceUrl: string): Promise<ReadonlyMap<Service, string>> {
  const client = new pg.Client({ connectionString: maintenanceUrl });
  await client.connect();
  try {
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [databaseName]);
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${client.escapeIdentifier(databaseName)}`);
    return await letServicesIn(client);
  } finally {
    await client.end();
  }
}
