import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { EmbeddedDatabaseError } from './embedded-database-error.js';

/** The operating system's user that PostgreSQL runs as; undefined means the one who runs kiroku. */
export type DatabaseUser = { uid: number; gid: number } | undefined;

const userName = 'postgres';

export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/** PostgreSQL refuses to run as root, so root lends it the owner of its files, or else the user `postgres`. */
export function chooseDatabaseUser(clusterDir: string): DatabaseUser {
  if (!isRoot()) return undefined;
  if (existsSync(clusterDir)) {
    const { uid, gid } = statSync(clusterDir);
    if (uid !== 0) return { uid, gid };
  }
  return findUser() ?? createUser();
}

function findUser(): DatabaseUser {
  try {
    return { uid: readId('-u'), gid: readId('-g') };
  } catch {
    return undefined;
  }
}

function readId(option: '-u' | '-g'): number {
  return Number(execFileSync('id', [option, userName], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
}

function createUser(): DatabaseUser {
  const args = ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', userName];
  const { status, stderr, error } = spawnSync('useradd', args, { encoding: 'utf8' });
  const user = status === 0 ? findUser() : undefined;
  if (user) return user;
  throw new EmbeddedDatabaseError(
    'start-failed',
    `PostgreSQL may not run as root, and its user "${userName}" could not be created: ${(stderr || error?.message || '').trim()}. ` +
      `Create a system user named "${userName}", or run kiroku as an ordinary user.`,
  );
}

/** Whether the user can enter the directory, or the nearest one above that exists already. Asked by trying. */
export function canEnter(user: DatabaseUser, dir: string): boolean {
  return tryShell(user, 'cd -- "$1"', nearestExisting(dir));
}

export function canExecute(user: DatabaseUser, file: string): boolean {
  return tryShell(user, 'test -x "$1" && test -r "$1"', file);
}

export function nearestExisting(dir: string): string {
  let candidate = dir;
  while (!existsSync(candidate) && candidate !== dirname(candidate)) candidate = dirname(candidate);
  return candidate;
}

function tryShell(user: DatabaseUser, script: string, argument: string): boolean {
  const { status } = spawnSync('/bin/sh', ['-c', script, 'sh', argument], { ...user, cwd: '/', stdio: 'ignore' });
  return status === 0;
}
