import { chmodSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { MadeCluster } from '../../../test/harness/made-cluster.js';
import { findRunningDatabase, startEmbeddedDatabase, type EmbeddedDatabase } from './index.js';

describe('the database that runs on a data directory', () => {
  let made: MadeCluster;
  let scratch: string;
  let dataDir: string;
  let database: EmbeddedDatabase | null;

  beforeAll(async () => {
    made = await MadeCluster.make();
  });
  afterAll(() => made.remove());
  beforeEach(() => {
    scratch = mkdtempSync(join(tmpdir(), 'kiroku-spec-'));
    chmodSync(scratch, 0o711); // PostgreSQL's user must be able to pass through.
    dataDir = join(scratch, 'data');
    database = null;
  });
  afterEach(async () => {
    await database?.stop();
    rmSync(scratch, { recursive: true, force: true });
  });

  const start = async () => {
    made.copyTo(dataDir);
    return (database = await startEmbeddedDatabase({ dataDir, log: () => {}, durable: false }));
  };

  it('is found while it runs, also through a link, and answers', async () => {
    const { url } = await start();
    symlinkSync(dataDir, join(scratch, 'link'));
    expect([findRunningDatabase(dataDir), findRunningDatabase(join(scratch, 'link'))]).toEqual([url, url]);
    const client = new pg.Client({ connectionString: findRunningDatabase(dataDir)! });
    await client.connect();
    expect((await client.query('SELECT current_database() AS name')).rows).toEqual([{ name: 'kiroku' }]);
    await client.end();
  });

  it('is none where nothing was ever started, and after it was stopped', async () => {
    expect(findRunningDatabase(dataDir)).toBeNull();
    await (await start()).stop();
    expect(findRunningDatabase(dataDir)).toBeNull();
  });

  it('is none before it takes connections', async () => {
    await start();
    const file = join(dataDir, 'postgres', 'postmaster.pid');
    const told = readFileSync(file, 'utf8');
    writeFileSync(file, told.replace('ready   ', 'starting'));
    expect(findRunningDatabase(dataDir)).toBeNull();
    writeFileSync(file, told);
  });

  it('is none where the file names a process that is something else', async () => {
    await (await start()).stop();
    const lines = [process.pid, join(dataDir, 'postgres'), 0, 5432, '', '127.0.0.1', '', 'ready   '];
    writeFileSync(join(dataDir, 'postgres', 'postmaster.pid'), lines.join('\n'));
    expect(findRunningDatabase(dataDir)).toBeNull();
  });
});
