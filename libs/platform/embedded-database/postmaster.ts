import { existsSync, readFileSync, readdirSync, readlinkSync, rmSync, writeFileSync, chownSync } from 'node:fs';
import { createServer } from 'node:net';
import { basename, join } from 'node:path';
import { execFileSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Binaries } from './binaries.js';
import { SOCKET_PREFIX } from './cluster-address.js';
import type { DatabaseUser } from './database-user.js';
import { EmbeddedDatabaseError } from './embedded-database-error.js';
import { isPidAlive } from './process-identity.js';
import { runAs } from './run-as.js';
import { writeSettings } from './settings.js';

export interface PostmasterPlace {
  clusterDir: string;
  binaries: Binaries;
  user: DatabaseUser;
  durable: boolean;
  log: (line: string) => void;
}

const startSecondsMax = 600; // Recovery after a crash may replay all of max_wal_size.
const stopSecondsMax = 60;
const startAttemptsMax = 5; // Another program may take the port between our choosing and PostgreSQL's binding.
const patienceMs = 3_000;
const leftoverWaitMsMax = 5_000;

/**
 * Starts PostgreSQL on 127.0.0.1 and answers the port once it accepts connections: a free one, or the one that it is
 * told to use and no other.
 */
export async function startPostmaster(place: PostmasterPlace, toldPort?: number): Promise<number> {
  const patience = setTimeout(
    () => place.log('waiting for PostgreSQL (it may be recovering from a crash)'),
    patienceMs,
  );
  try {
    for (let attempt = 1; ; attempt++) {
      const port = toldPort ?? (await findFreePort());
      writeSettings(place.clusterDir, { port, durable: place.durable }, place.user);
      const failure = await tryStart(place);
      if (failure === undefined) return port;
      const mayChange = toldPort === undefined && attempt < startAttemptsMax;
      if (mayChange && /Address already in use|could not bind/i.test(failure)) continue;
      throw startFailed(place, failure);
    }
  } finally {
    clearTimeout(patience);
  }
}

/** Stops PostgreSQL and returns once it is gone. Open sessions are ended; committed work is kept. */
export async function stopPostmaster(place: PostmasterPlace): Promise<void> {
  for (const mode of ['fast', 'immediate']) {
    if (findOwnPostmaster(place.clusterDir) === undefined) return;
    await pgCtl(place, ['stop', '-m', mode, '-w', '-t', String(stopSecondsMax)]);
  }
  const pid = findOwnPostmaster(place.clusterDir);
  if (pid !== undefined) {
    throw new EmbeddedDatabaseError(
      'start-failed',
      `PostgreSQL in ${place.clusterDir} (process ${pid}) does not stop.`,
    );
  }
}

/**
 * Ends whatever a killed kiroku or a killed PostgreSQL left on this cluster. The caller holds the owner's lock, so
 * nothing found here serves anybody. It is stopped rather than taken over: its sessions, settings and program may be
 * those of another version.
 */
export async function clearLeftovers(place: PostmasterPlace): Promise<void> {
  const pid = findOwnPostmaster(place.clusterDir);
  if (pid !== undefined) {
    place.log(`stopping the PostgreSQL that an ended kiroku left behind (process ${pid})`);
    await stopPostmaster(place);
  }
  await endOrphans(place.clusterDir);
  // Now nothing of this cluster runs. PostgreSQL would take a pid in these files that is another's by now, or that nobody
  // has waited for yet, for one of its own.
  for (const name of readdirSync(place.clusterDir)) {
    if (name === 'postmaster.pid' || name.startsWith(SOCKET_PREFIX))
      rmSync(join(place.clusterDir, name), { force: true });
  }
}

/** The running postmaster that postmaster.pid names, if that process really is this cluster's PostgreSQL. */
export function findOwnPostmaster(clusterDir: string): number | undefined {
  const file = join(clusterDir, 'postmaster.pid');
  if (!existsSync(file)) return undefined;
  const pid = Number.parseInt(readFileSync(file, 'utf8'), 10);
  return isPidAlive(pid) && isOwnPostgres(pid, clusterDir) ? pid : undefined;
}

// PostgreSQL's processes all work from their data directory.
function isOwnPostgres(pid: number, clusterDir: string): boolean {
  if (existsSync('/proc/self/cwd')) return programOf(pid) === 'postgres' && readLink(`/proc/${pid}/cwd`) === clusterDir;
  try {
    const command = execFileSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' });
    return command.includes('postgres') && command.includes(clusterDir);
  } catch {
    return false;
  }
}

function programOf(pid: number): string | undefined {
  // A program replaced by an update is marked so.
  const path = readLink(`/proc/${pid}/exe`)?.replace(/ \(deleted\)$/, '');
  return path && basename(path);
}

function readLink(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch {
    return undefined;
  }
}

// When the postmaster alone was killed, its children hold the shared memory until they notice; a busy one takes long.
async function endOrphans(clusterDir: string): Promise<void> {
  const deadline = Date.now() + leftoverWaitMsMax;
  for (let orphans = findProcesses(clusterDir); orphans.length > 0; orphans = findProcesses(clusterDir)) {
    const signal = Date.now() < deadline ? 'SIGQUIT' : 'SIGKILL';
    for (const pid of orphans) sendSignal(pid, signal);
    if (Date.now() > deadline + leftoverWaitMsMax) return;
    await sleep(50);
  }
}

function findProcesses(clusterDir: string): number[] {
  if (!existsSync('/proc/self/cwd')) return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => isOwnPostgres(pid, clusterDir) && isPidAlive(pid));
}

function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Answers what went wrong, or nothing. */
async function tryStart(place: PostmasterPlace): Promise<string | undefined> {
  const startLog = join(place.clusterDir, 'log', 'start.log');
  writeFileSync(startLog, '', { mode: 0o600 });
  if (place.user) chownSync(startLog, place.user.uid, place.user.gid);
  const { code, output } = await pgCtl(place, ['start', '-w', '-t', String(startSecondsMax), '-l', startLog]);
  if (code === 0) return undefined;
  return [output, readFileSync(startLog, 'utf8'), readTodaysLog(place.clusterDir)].join('\n').trim();
}

// Once the collector runs, PostgreSQL's reasons are in its own log.
function readTodaysLog(clusterDir: string): string {
  const day = new Date().toUTCString().slice(0, 3);
  const file = join(clusterDir, 'log', `postgresql-${day}.log`);
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n').slice(-10).join('\n') : '';
}

function pgCtl(place: PostmasterPlace, args: string[]): ReturnType<typeof runAs> {
  const [command = '', ...options] = args;
  return runAs({ user: place.user, cwd: place.clusterDir }, place.binaries.pgCtl, [
    command,
    '-D',
    place.clusterDir,
    ...options,
  ]);
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}

function startFailed({ clusterDir }: PostmasterPlace, failure: string): EmbeddedDatabaseError {
  return new EmbeddedDatabaseError(
    'start-failed',
    `PostgreSQL did not start on ${clusterDir}. Its log is in ${join(clusterDir, 'log')}. Its own words:\n${failure}`,
  );
}
