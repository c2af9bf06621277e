import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { databaseUrl } from './cluster-address.js';
import { EmbeddedDatabaseError } from './embedded-database-error.js';
import { findOwnPostmaster } from './postmaster.js';

/** Lines of postmaster.pid, from 0. */
const PORT_LINE = 3;
const STATUS_LINE = 7;

/**
 * The address of the database that runs on a data directory, for another process of its owner; null where none does, or
 * it does not take connections yet. Nothing is started or changed. Holds the password: it must not be logged.
 */
export function findRunningDatabase(dataDir: string): string | null {
  if (!existsSync(dataDir)) return null;
  const real = realpathSync(dataDir);
  const clusterDir = join(real, 'postgres');
  try {
    // Asked first: to another user the cluster looks as if nothing ran in it.
    const password = readFileSync(join(real, 'secrets', 'postgres-password'), 'utf8').trim();
    if (findOwnPostmaster(clusterDir) === undefined) return null;
    const lines = readFileSync(join(clusterDir, 'postmaster.pid'), 'utf8').split('\n');
    if (lines[STATUS_LINE]?.trim() !== 'ready') return null;
    return databaseUrl({ clusterDir, password, port: Number(lines[PORT_LINE]) });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // It was stopped between two looks.
    if (code === 'ENOENT') return null;
    if (code !== 'EACCES' && code !== 'EPERM') throw error;
    throw new EmbeddedDatabaseError(
      'directory-not-writable',
      `${real} belongs to another user. Run this as the user who started Kiroku.`,
    );
  }
}
