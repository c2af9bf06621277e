import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { MadeCluster } from '../../../test/harness/made-cluster.js';
import { findOwnPostmaster } from './postmaster.js';
import { isPidAlive } from './process-identity.js';
import { startEmbeddedDatabase, type EmbeddedDatabase } from './index.js';

/** Twice, four and eight times as long before the further tries. */
const REST_MILLISECONDS = 200;

let made: MadeCluster;
let scratch: string;
let cluster: string;
let database: EmbeddedDatabase;
let said: string[];

beforeAll(async () => {
  made = await MadeCluster.make();
});
afterAll(() => made.remove());
beforeEach(async () => {
  scratch = mkdtempSync(join(tmpdir(), 'kiroku-spec-'));
  chmodSync(scratch, 0o711); // PostgreSQL's user must be able to pass through.
  cluster = join(scratch, 'data', 'postgres');
  said = [];
  made.copyTo(join(scratch, 'data'));
  const log = (line: string) => said.push(line);
  database = await startEmbeddedDatabase({ dataDir: join(scratch, 'data'), log, restMilliseconds: REST_MILLISECONDS });
  await query('CREATE TABLE kept (word text)');
  await query(`INSERT INTO kept VALUES ('kept')`);
});
afterEach(async () => {
  await database.stop();
  rmSync(scratch, { recursive: true, force: true });
});

describe('a PostgreSQL that was killed while kiroku runs', () => {
  it('answers again at the same url within 10 s, data kept, and says so in one line', async () => {
    const killed = await kill();
    await until(answers, 10_000);
    expect(await query('SELECT word FROM kept')).toEqual([{ word: 'kept' }]);
    // A slow start is told besides.
    const told = said.filter((line) => !line.startsWith('waiting for PostgreSQL'));
    expect(told).toEqual([expect.stringMatching(`process ${killed}\\).*starting it again`)]);
  });

  it('comes back though sessions of the killed one are busy', async () => {
    const busy = query('SELECT pg_sleep(50)').catch(() => 'ended');
    await until(async () => (await query(`SELECT 1 FROM pg_stat_activity WHERE wait_event = 'PgSleep'`)).length > 0);
    await kill();
    await until(answers, 10_000);
    expect(await busy).toBe('ended');
  });

  it('comes back a second time', async () => {
    const first = await kill();
    await until(answers, 10_000);
    // It answers before the watch has seen that it started; an end before that belongs to the same start.
    await sleep(1_500);
    const second = await kill();
    await until(answers, 10_000);
    expect(second).not.toBe(first);
    const told = said.filter((line) => !line.startsWith('waiting for PostgreSQL'));
    expect(told).toEqual([first, second].map((pid) => expect.stringContaining(`process ${pid})`)));
  });

  it('is stopped by stop() when it came back, and does not come back after that', async () => {
    await kill();
    await until(answers, 10_000);
    const pid = findOwnPostmaster(cluster)!;
    await database.stop();
    await sleep(1_500);
    expect([isPidAlive(pid), findOwnPostmaster(cluster)]).toEqual([false, undefined]);
  });

  it.each([0, 600, 900])('leaves none when stop() is called %s ms after the kill', async (milliseconds) => {
    await kill();
    await sleep(milliseconds);
    await database.stop();
    await sleep(1_500);
    expect(findOwnPostmaster(cluster)).toBeUndefined();
  });

  it('waits for its port while another program holds it, and gives up with the reason', async () => {
    const other = await killAndTakePort();
    await until(() => said.length > 1, 40_000);
    await new Promise((done) => other.close(done));
    expect(said.at(-1)).toMatch(/could not be started again in 5 tries.*(in use|bind)/s);
    expect(said).toHaveLength(2);
  }, 60_000);
});

/** Until it is dead it may still answer, and a test would take the old one for the new one. */
async function kill(): Promise<number> {
  const pid = Number.parseInt(readFileSync(join(cluster, 'postmaster.pid'), 'utf8'), 10);
  process.kill(pid, 'SIGKILL');
  await until(() => !isPidAlive(pid), 1_000);
  return pid;
}

async function killAndTakePort(): Promise<Server> {
  await kill();
  const server = createServer((socket) => socket.destroy());
  await new Promise<void>((done, fail) => {
    server.once('error', fail).listen(Number(new URL(database.url).port), '127.0.0.1', done);
  });
  return server;
}

async function query(sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: database.url });
  client.on('error', () => {}); // The tests kill servers on purpose.
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end().catch(() => {});
  }
}

const answers = () =>
  query('SELECT 1').then(
    () => true,
    () => false,
  );

async function until(condition: () => boolean | Promise<boolean>, millisecondsMax = 20_000): Promise<void> {
  const deadline = Date.now() + millisecondsMax;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error('waited too long');
    await sleep(20);
  }
}
