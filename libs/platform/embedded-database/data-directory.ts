import { createHash, randomBytes } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { systemDir } from './binaries.js';
import { canEnter, chooseDatabaseUser, isRoot, type DatabaseUser } from './database-user.js';
import { EmbeddedDatabaseError } from './embedded-database-error.js';

/** How the data directory is laid out. A new layout gets a new number and a migration of the old one. */
const layoutNumber = 2;
const versionText = `kiroku-data ${layoutNumber}\n`;

export interface DataDirectory {
  path: string;
  /** PostgreSQL's own directory. */
  clusterDir: string;
  /** Readable by kiroku's user alone. */
  secretsDir: string;
}

export interface DataDirChoice {
  projectRoot: string;
  /** KIROKU_DATA_DIR: what a person chose is never replaced by something else. */
  configured?: string | undefined;
  log: (line: string) => void;
}

/** The directory to use: the configured one, or `.kiroku` in the project, or one that PostgreSQL's user can enter. */
export function chooseDataDir({ projectRoot, configured, log }: DataDirChoice): string {
  if (configured) return resolve(configured);
  const usual = join(projectRoot, '.kiroku');
  if (canEnter(chooseDatabaseUser(join(usual, 'postgres')), usual)) return usual;
  const project = createHash('sha256').update(realpathSync(projectRoot)).digest('hex').slice(0, 12);
  const chosen = join(systemDir, project);
  log(`data is kept in ${chosen}, because PostgreSQL's user cannot enter ${projectRoot}`);
  return chosen;
}

/** Makes the directory, or recognises it as one of ours. Nothing in a foreign directory is touched. */
export function openDataDirectory(dataDir: string, user: DatabaseUser): DataDirectory {
  const path = resolve(dataDir);
  return orNotWritable(path, () => {
    refuseUnreachable(path, user);
    create(path);
    const real = realpathSync(path);
    if (isEmpty(real)) writeVersion(real);
    else refuseForeign(real);
    const secretsDir = join(real, 'secrets');
    mkdirSync(secretsDir, { recursive: true, mode: 0o700 });
    probeWriting(real);
    return { path: real, clusterDir: join(real, 'postgres'), secretsDir };
  });
}

/** The password of the database's owner; made on first use and never shown. */
export function readOrMakePassword({ secretsDir, clusterDir }: DataDirectory, clusterExists: boolean): string {
  const file = join(secretsDir, 'postgres-password');
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  if (clusterExists) {
    throw new EmbeddedDatabaseError(
      'start-failed',
      `The password of the database in ${clusterDir} is missing. Bring ${file} back from the backup that the data came from.`,
    );
  }
  const password = randomBytes(24).toString('base64url');
  writeFileSync(file, `${password}\n`, { mode: 0o600, flush: true });
  return password;
}

// As root the new directories may be entered (not listed) by others, because PostgreSQL's user is one of them. One
// level at a time: Node's recursive mkdir never returns where a file system answers ENOENT for ever, as /proc does.
function create(path: string): void {
  if (existsSync(path)) return;
  create(dirname(path));
  try {
    mkdirSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  chmodSync(path, isRoot() ? 0o711 : 0o700);
}

// Two first starts may come here at once; both want the same text, so the second leaves it alone.
function writeVersion(path: string): void {
  try {
    writeFileSync(join(path, 'VERSION'), versionText, { mode: 0o644, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

// A disk that was just formatted and mounted is empty for our purpose.
function isEmpty(path: string): boolean {
  return readdirSync(path).every((name) => name === 'lost+found' || name === '.DS_Store');
}

function refuseForeign(path: string): void {
  const text = readIfThere(join(path, 'VERSION'));
  const found = /^kiroku-data (\d+)\s*$/.exec(text ?? '')?.[1];
  // An empty VERSION is ours if nothing else is there: its writer was stopped between making and filling it.
  const isHalfMade = text === '' && readdirSync(path).every((name) => name === 'VERSION' || name === 'lost+found');
  if (isHalfMade) return writeFileSync(join(path, 'VERSION'), versionText, { mode: 0o644 });
  if (found === undefined) {
    throw new EmbeddedDatabaseError(
      'not-a-data-directory',
      `${path} holds files that are not kiroku's. Nothing was changed. Point KIROKU_DATA_DIR at an empty or a new directory.`,
    );
  }
  if (Number(found) !== layoutNumber) {
    throw new EmbeddedDatabaseError(
      'data-of-another-version',
      `${path} was made by another version of kiroku (layout ${found}; this one reads ${layoutNumber}). ` +
        'Use that version, or restore a backup into a new directory.',
    );
  }
}

function refuseUnreachable(path: string, user: DatabaseUser): void {
  if (user === undefined || canEnter(user, path)) return;
  throw new EmbeddedDatabaseError(
    'directory-not-writable',
    `PostgreSQL does not run as root, and its user (uid ${user.uid}) cannot enter ${path}. ` +
      'Allow others to enter every directory above it (chmod o+x), or choose one elsewhere with KIROKU_DATA_DIR.',
  );
}

function probeWriting(path: string): void {
  const probe = join(path, `.probe-${process.pid}`);
  writeFileSync(probe, '');
  rmSync(probe);
}

function orNotWritable<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof EmbeddedDatabaseError) throw error;
    const { code, message } = error as NodeJS.ErrnoException;
    throw new EmbeddedDatabaseError(
      'directory-not-writable',
      `The data directory ${path} cannot be used: ${code ? explain(code) : message}. ` +
        'Give this user the right to write there, or choose another place with KIROKU_DATA_DIR.',
    );
  }
}

function explain(code: string): string {
  const reasons: Record<string, string> = {
    EACCES: 'this user may not read or write it',
    EPERM: 'this user may not read or write it',
    EROFS: 'its file system is read-only',
    ENOTDIR: 'a file stands where a directory must be',
    EEXIST: 'a file stands where a directory must be',
    ENOENT: 'it cannot be created there',
    ENOSPC: 'the disk is full',
  };
  return reasons[code] ?? code;
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
