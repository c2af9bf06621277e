import { spawn, type ChildProcess } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { MadeCluster } from '../../../test/harness/made-cluster.js';
import { canEnter, canExecute, isRoot } from './database-user.js';
import { findOwnPostmaster } from './postmaster.js';
import { isPidAlive } from './process-identity.js';
import { startEmbeddedDatabase, type EmbeddedDatabase } from './index.js';

// Other processes need plain JavaScript; `npm test` builds it before the tests start.
const built = resolve('dist/libs/platform/embedded-database/index.js');
const nobody = { uid: 65534, gid: 65534 };
const canBeNobody = !isRoot() || (canExecute(nobody, process.execPath) && canEnter(nobody, dirname(built)));

let made: MadeCluster;
let scratch: string;
let dataDir: string;
let running: EmbeddedDatabase[];
let children: ChildProcess[];

beforeAll(async () => {
  made = await MadeCluster.make();
});
afterAll(() => made.remove());
beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'kiroku-spec-'));
  chmodSync(scratch, 0o711); // PostgreSQL's user must be able to pass through.
  dataDir = join(scratch, 'data');
  running = [];
  children = [];
});

afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  await Promise.all(running.map((database) => database.stop()));
  const orphan = findOwnPostmaster(join(dataDir, 'postgres'));
  if (orphan) {
    process.kill(orphan, 'SIGQUIT');
    await until(() => !isPidAlive(orphan));
  }
  rmSync(scratch, { recursive: true, force: true });
});

describe('starting a database', () => {
  it('makes a durable PostgreSQL 18 with checksums, UTC and UTF-8', async () => {
    const { url } = await start();
    expect(await show(url, ['server_version_num', 'data_checksums', 'TimeZone', 'server_encoding'])).toEqual([
      expect.stringMatching(/^18/),
      'on',
      'UTC',
      'UTF8',
    ]);
    expect(await show(url, ['fsync', 'synchronous_commit', 'full_page_writes', 'log_statement'])).toEqual([
      'on',
      'on',
      'on',
      'none',
    ]);
  });

  it('is reached through a socket in its folder, by programs that know one', async () => {
    made.copyTo(dataDir);
    const { url } = await start();
    expect(await query(url, 'SELECT inet_client_addr() IS NULL AS local')).toEqual([{ local: true }]);
    const port = Object.assign(new URL(url), { search: '' }).href;
    expect(await query(port, 'SELECT inet_client_addr() IS NULL AS local')).toEqual([{ local: false }]);
  });

  it('lets nobody in without the password', async () => {
    made.copyTo(dataDir);
    const url = new URL((await start()).url);
    url.password = 'wrong';
    await expect(query(url.href, 'SELECT 1')).rejects.toThrow('password authentication failed');
    expect(statSync(join(dataDir, 'secrets')).mode & 0o077).toBe(0);
  });

  it('finds its data again at the second start', async () => {
    made.copyTo(dataDir);
    await startAndLeaveRow();
    await running[0]?.stop();
    expect(await readRow()).toBe('kept');
  });

  it('lets services in as roles that own nothing, into data that knew none as well, by passwords of this start', async () => {
    made.copyTo(dataDir);
    const first = await start();
    await query(first.url, 'DROP ROLE kiroku_ledger, kiroku_disclosure, kiroku_projector');
    await first.stop();
    const second = await start();
    for (const service of ['ledger', 'disclosure', 'projector'] as const) {
      expect(
        await query(
          second.urlOf(service),
          'SELECT current_user::text AS name, rolsuper FROM pg_roles WHERE rolname = current_user',
        ),
      ).toEqual([{ name: `kiroku_${service}`, rolsuper: false }]);
      const stale = Object.assign(new URL(second.urlOf(service)), { password: new URL(first.urlOf(service)).password });
      await expect(query(stale.href, 'SELECT 1')).rejects.toThrow('password authentication failed');
    }
  });

  it('leaves no PostgreSQL after stop, however often it is called', async () => {
    made.copyTo(dataDir);
    const database = await start();
    const pid = postmasterPid();
    await Promise.all([database.stop(), database.stop()]);
    await database.stop();
    expect(isPidAlive(pid)).toBe(false);
    expect(existsSync(join(dataDir, 'postgres', 'postmaster.pid'))).toBe(false);
  });

  it('writes no statement and no value to its log', async () => {
    made.copyTo(dataDir);
    const { url } = await start();
    await query(url, 'CREATE TABLE t (name text PRIMARY KEY)');
    await query(url, `INSERT INTO t VALUES ('花子-secret')`);
    await expect(query(url, `INSERT INTO t VALUES ('花子-secret')`)).rejects.toThrow('duplicate key');
    const dir = join(dataDir, 'postgres', 'log');
    const logged = () =>
      readdirSync(dir)
        .map((name) => readFileSync(join(dir, name), 'utf8'))
        .join('');
    await until(() => logged().includes('duplicate key'));
    expect(logged()).not.toMatch(/花子-secret|INSERT/);
  });
});

describe('refusing a data directory', () => {
  it('refuses one in use by another process, and names the process', async () => {
    made.copyTo(dataDir);
    const { pid } = await startChild();
    await expect(start()).rejects.toMatchObject({ code: 'in-use', pid });
  });

  it('refuses one that holds foreign files, and leaves them alone', async () => {
    mkdirSync(dataDir);
    writeFileSync(join(dataDir, 'VERSION'), '1.2.3\n');
    await expect(start()).rejects.toMatchObject({ code: 'not-a-data-directory' });
    expect(readdirSync(dataDir)).toEqual(['VERSION']);
    expect(readFileSync(join(dataDir, 'VERSION'), 'utf8')).toBe('1.2.3\n');
  });

  it.each(['data', '/proc/kiroku'])('refuses one that cannot be made: %s', async (place) => {
    writeFileSync(dataDir, 'a file in the way');
    await expect(start(resolve(scratch, place, 'below'))).rejects.toMatchObject({ code: 'directory-not-writable' });
  });

  (canBeNobody ? it : it.skip)('refuses one that this user may not write', async () => {
    mkdirSync(dataDir, { mode: 0o555 });
    const { output } = await runChild(isRoot() ? nobody : {});
    expect(output).toMatch(/^directory-not-writable/);
  });

  it('refuses the data of another PostgreSQL', async () => {
    made.copyTo(dataDir);
    writeFileSync(join(dataDir, 'postgres', 'PG_VERSION'), '17\n');
    await expect(start()).rejects.toMatchObject({ code: 'data-of-another-version' });
  });

  it('refuses a layout it does not know', async () => {
    mkdirSync(dataDir);
    writeFileSync(join(dataDir, 'VERSION'), 'kiroku-data 99\n');
    await expect(start()).rejects.toMatchObject({ code: 'data-of-another-version' });
    expect(readdirSync(dataDir)).toEqual(['VERSION']);
  });

  it('gives the directory free again after a refusal', async () => {
    made.copyTo(dataDir);
    const version = join(dataDir, 'postgres', 'PG_VERSION');
    writeFileSync(version, '17\n');
    await expect(start()).rejects.toMatchObject({ code: 'data-of-another-version' });
    writeFileSync(version, '18\n');
    await expect(start()).resolves.toBeDefined();
  });
});

describe('starting after a crash', () => {
  beforeEach(() => made.copyTo(dataDir));

  it('recovers when PostgreSQL was killed', async () => {
    await startAndLeaveRow();
    process.kill(postmasterPid(), 'SIGKILL');
    await running[0]?.stop();
    expect(await readRow()).toBe('kept');
  });

  it('ends the sessions that a killed PostgreSQL left busy', async () => {
    const { url } = await startAndLeaveRow();
    const busy = query(url, 'SELECT pg_sleep(50)').catch(() => 'ended');
    await until(
      async () => (await query(url, `SELECT 1 FROM pg_stat_activity WHERE wait_event = 'PgSleep'`)).length > 0,
    );
    process.kill(postmasterPid(), 'SIGKILL');
    await running[0]?.stop();
    expect(await readRow()).toBe('kept');
    expect(await busy).toBe('ended');
  });

  it('ends the PostgreSQL of a killed kiroku and starts anew', async () => {
    const { url, child } = await startChild();
    await leaveRow(url);
    const orphan = postmasterPid();
    child.kill('SIGKILL');
    await until(() => !isPidAlive(child.pid ?? 0));
    expect(isPidAlive(orphan)).toBe(true);
    expect(await readRow()).toBe('kept');
    expect(isPidAlive(orphan)).toBe(false);
  });

  it('recovers when both were killed', async () => {
    const { url, child } = await startChild();
    await leaveRow(url);
    child.kill('SIGKILL');
    process.kill(postmasterPid(), 'SIGKILL');
    await until(() => !isPidAlive(child.pid ?? 0));
    expect(await readRow()).toBe('kept');
  });

  it('passes over a postmaster.pid whose process is dead', async () => {
    await (await startAndLeaveRow()).stop();
    const child = spawn('true');
    await new Promise((done) => child.on('close', done));
    writePostmasterPid(child.pid);
    expect(await readRow()).toBe('kept');
  });

  it('passes over a postmaster.pid whose number is another program now, and leaves that program alone', async () => {
    await (await startAndLeaveRow()).stop();
    const { uid, gid } = statSync(join(dataDir, 'postgres'));
    const other = spawn('sleep', ['60'], isRoot() ? { uid, gid } : {});
    children.push(other);
    writePostmasterPid(other.pid);
    expect(await readRow()).toBe('kept');
    expect(isPidAlive(other.pid ?? 0)).toBe(true);
  });

  it('clears the lock of a socket whose number is another program now', async () => {
    await (await startAndLeaveRow()).stop();
    const cluster = join(dataDir, 'postgres');
    for (const name of ['.s.PGSQL.5432', '.s.PGSQL.5432.lock']) writeFileSync(join(cluster, name), `${process.pid}\n`);
    expect(await readRow()).toBe('kept');
    expect(readdirSync(cluster).filter((name) => name.startsWith('.s.PGSQL.5432'))).toEqual([]);
  });
});

describe('starting for the first time', () => {
  it('begins again when the making of the cluster was killed', async () => {
    const { child } = spawnChild();
    await until(() => drafts().some((draft) => existsSync(join(dataDir, draft, 'cluster', 'PG_VERSION'))));
    child.kill('SIGKILL');
    await until(() => !isPidAlive(child.pid ?? 0));
    expect(existsSync(join(dataDir, 'postgres'))).toBe(false);
    const { url } = await start();
    expect(await query(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect(drafts()).toEqual([]);
  });
});

async function start(dir = dataDir): Promise<EmbeddedDatabase> {
  const database = await startEmbeddedDatabase({ dataDir: dir, log: () => {} });
  running.push(database);
  return database;
}

async function startAndLeaveRow(): Promise<EmbeddedDatabase> {
  const database = await start();
  await leaveRow(database.url);
  return database;
}

async function leaveRow(url: string): Promise<void> {
  await query(url, 'CREATE TABLE kept (word text)');
  await query(url, `INSERT INTO kept VALUES ('kept')`);
}

async function readRow(): Promise<unknown> {
  const { url } = await start();
  return (await query(url, 'SELECT word FROM kept'))[0]?.word;
}

interface Child {
  child: ChildProcess;
  firstLine: Promise<string>;
}

/** Another kiroku: prints its url, or the code of the refusal, and lives until it is killed. */
function spawnChild(options: { uid?: number; gid?: number } = {}): Child {
  const script = `
    import { startEmbeddedDatabase } from ${JSON.stringify(built)};
    const fail = (error) => { console.log(error.code, error.message); process.exit(1); };
    const { url } = await startEmbeddedDatabase({ dataDir: ${JSON.stringify(dataDir)}, log: () => {} }).catch(fail);
    console.log(url);
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    ...options,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const firstLine = new Promise<string>((done) => {
    child.stdout?.once('data', (text: Buffer) => done(text.toString().trim()));
    child.once('close', () => done(''));
  });
  return { child, firstLine };
}

async function startChild(): Promise<{ url: string; child: ChildProcess; pid: number | undefined }> {
  const { child, firstLine } = spawnChild();
  return { url: await firstLine, child, pid: child.pid };
}

async function runChild(options: { uid?: number; gid?: number }): Promise<{ output: string }> {
  return { output: await spawnChild(options).firstLine };
}

function drafts(): string[] {
  return existsSync(dataDir) ? readdirSync(dataDir).filter((name) => name.startsWith('postgres.new-')) : [];
}

function postmasterPid(): number {
  return Number.parseInt(readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8'), 10);
}

function writePostmasterPid(pid: number | undefined): void {
  const cluster = join(dataDir, 'postgres');
  writeFileSync(join(cluster, 'postmaster.pid'), `${pid}\n${cluster}\n1700000000\n5432\n\n127.0.0.1\n 1 1\nready   \n`);
}

async function show(url: string, names: string[]): Promise<unknown[]> {
  const rows = await query(url, `SELECT ${names.map((name) => `current_setting('${name}') AS "${name}"`).join(', ')}`);
  return Object.values(rows[0] ?? {});
}

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {}); // The tests kill servers on purpose.
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end().catch(() => {});
  }
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error('waited too long');
    await sleep(10);
  }
}
