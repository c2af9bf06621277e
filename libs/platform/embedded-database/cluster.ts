import { randomUUID } from 'node:crypto';
import {
  appendFileSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Binaries } from './binaries.js';
import { ownerRole } from './cluster-address.js';
import type { DataDirectory } from './data-directory.js';
import type { DatabaseUser } from './database-user.js';
import { EmbeddedDatabaseError } from './embedded-database-error.js';
import { runAs } from './run-as.js';
import { settingsFile } from './settings.js';

export const postgresMajor = '18';

const draftPrefix = 'postgres.new-';
const draftRemovalMs = 10_000;

export interface NewCluster {
  directory: DataDirectory;
  binaries: Binaries;
  user: DatabaseUser;
  password: string;
  durable: boolean;
}

/** Whether there is a cluster that this PostgreSQL can open; refuses one that it cannot. */
export function hasCluster({ clusterDir }: DataDirectory, user: DatabaseUser): boolean {
  if (!existsSync(clusterDir)) return false;
  const version = readVersion(clusterDir);
  if (version === undefined) {
    throw new EmbeddedDatabaseError(
      'not-a-data-directory',
      `${clusterDir} is not a PostgreSQL data directory. Nothing was changed. Restore it from a backup, or move it away to begin anew.`,
    );
  }
  if (version !== postgresMajor) {
    throw new EmbeddedDatabaseError(
      'data-of-another-version',
      `The data in ${clusterDir} is PostgreSQL ${version}'s; this kiroku brings PostgreSQL ${postgresMajor} and changed nothing. ` +
        'Use the kiroku that made it, or restore a backup into a new directory.',
    );
  }
  refuseStranger(clusterDir, user);
  return true;
}

/** Makes the cluster aside and moves it into place whole, so a half-made one is never opened. */
export async function createCluster({ directory, binaries, user, password, durable }: NewCluster): Promise<void> {
  const draft = join(directory.path, `${draftPrefix}${randomUUID()}`);
  const cluster = join(draft, 'cluster');
  const passwordFile = join(draft, 'password');
  mkdirSync(draft, { mode: 0o700 });
  try {
    writeFileSync(passwordFile, password, { mode: 0o600 });
    if (user) for (const path of [draft, passwordFile]) chownSync(path, user.uid, user.gid);
    const { code, output } = await runAs({ user, cwd: draft }, binaries.initdb, [
      `--pgdata=${cluster}`,
      `--username=${ownerRole}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      // PostgreSQL's own C.UTF-8 sorts alike on every machine and after every upgrade of the system's C library.
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--data-checksums',
      ...(durable ? [] : ['--no-sync']),
    ]);
    if (code !== 0) throw initFailed(directory, output);
    mkdirSync(join(cluster, 'log'), { mode: 0o700 });
    if (user) chownSync(join(cluster, 'log'), user.uid, user.gid);
    appendFileSync(join(cluster, 'postgresql.conf'), `\ninclude_if_exists = '${settingsFile}'\n`);
    renameSync(cluster, directory.clusterDir);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

/** Removes what an interrupted first start left. Only the owner of the directory may call it. */
export async function removeDrafts({ path }: DataDirectory): Promise<void> {
  for (const name of readdirSync(path)) {
    if (name.startsWith(draftPrefix)) await removeWhileWritten(join(path, name));
  }
}

// initdb outlives a killed kiroku for a moment and writes on, and rmSync says nothing (or ENOTEMPTY) when files come
// and go under it: so again, until nothing is there.
async function removeWhileWritten(draft: string): Promise<void> {
  const deadline = Date.now() + draftRemovalMs;
  for (;;) {
    try {
      rmSync(draft, { recursive: true, force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOTEMPTY' || Date.now() > deadline) throw error;
    }
    if (!existsSync(draft) || Date.now() > deadline) return;
    await setTimeout(20);
  }
}

function readVersion(clusterDir: string): string | undefined {
  try {
    return readFileSync(join(clusterDir, 'PG_VERSION'), 'utf8').trim();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw new EmbeddedDatabaseError(
      'directory-not-writable',
      `${clusterDir} belongs to another user. Run kiroku as that user, or choose another place with KIROKU_DATA_DIR.`,
    );
  }
}

// PostgreSQL opens no files but its user's own: a backup restored by root needs its owner back.
function refuseStranger(clusterDir: string, user: DatabaseUser): void {
  const { uid } = statSync(clusterDir);
  const wanted = user?.uid ?? process.getuid?.() ?? uid;
  if (uid === wanted) return;
  throw new EmbeddedDatabaseError(
    'directory-not-writable',
    `${clusterDir} belongs to user ${uid}, but PostgreSQL would run as user ${wanted}. Give it back with: chown -R ${wanted} ${clusterDir}`,
  );
}

function initFailed({ path }: DataDirectory, output: string): EmbeddedDatabaseError {
  return new EmbeddedDatabaseError(
    'start-failed',
    `PostgreSQL could not make its data directory in ${path}; nothing half-made was left. Its own words:\n${output}`,
  );
}
