import { execFile } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { COMMANDS } from '../../apps/cli/commands.js';
import { feed, FEEDS } from '../harness/feeds.js';
import { Commands, runCli } from '../harness/run-cli.js';
import { firstOutput, newDataDir, removeDataDir, RunningKiroku } from '../harness/running-kiroku.js';
import { createTestDatabase } from '../harness/database.js';

const one = feed('B01');
let kiroku: RunningKiroku;
let env: Record<string, string>;
let commands: Commands;
beforeAll(async () => {
  kiroku = await RunningKiroku.start();
  env = { KIROKU_DATA_DIR: kiroku.dataDir, KIROKU_URL: kiroku.url };
  commands = new Commands();
}, 90_000);
afterAll(async () => {
  commands.end();
  await kiroku.stop();
  await removeDataDir(kiroku.dataDir);
}, 60_000);

describe('kiroku serve', () => {
  it('says where to look, how to get a token, and a curl line that posts a first transfer as it stands', async () => {
    const curl = kiroku.output.text.match(/A first transfer:\s+(curl .+)/)![1]!;
    const { stdout } = await promisify(execFile)('bash', ['-c', curl], { env: { ...process.env, ...env } });
    expect(JSON.parse(stdout)).toMatchObject({ status: 'recorded', groups: [{ allowed: true, route: 'N3' }] });
    const look = kiroku.output.text.match(/as the member sees it \(role member\): (curl .+)/)![1]!;
    const seen = await promisify(execFile)('bash', ['-c', look], { env: { ...process.env, ...env } });
    expect((JSON.parse(seen.stdout) as { transfers: unknown[] }).transfers.length).toBeGreaterThan(0);
    expect(kiroku.output.text).toContain(`${kiroku.url}/docs`);
    expect(kiroku.output.text).toContain('kiroku token --role officer');
  });

  it('loads the samples once: a second start on the data loads nothing', async () => {
    expect(await firstOutput()).toContain('5 sample associations were loaded');
    expect(kiroku.output.text).not.toContain('were loaded');
    expect((await kiroku.get('/health/ready')).status).toBe(200);
  });

  it('says that the port is taken, and starts nothing', async () => {
    const blocker = createServer();
    await new Promise<void>((resolve) => blocker.listen(0, '127.0.0.1', resolve));
    const { port } = blocker.address() as { port: number };
    const dataDir = newDataDir();
    const { code, stdout, stderr } = await runCli(['serve'], { env: { PORT: String(port), KIROKU_DATA_DIR: dataDir } });
    blocker.close();
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain(`Port ${port} is taken`);
  });

  it('says that another process uses the data', async () => {
    const { code, stderr } = await commands.run(['serve'], { env: { PORT: '0', KIROKU_DATA_DIR: kiroku.dataDir } });
    expect(code).toBe(1);
    expect(stderr).toContain(String(kiroku.servicePid()));
  });

  it('says that the directory cannot be written', async () => {
    const file = newDataDir();
    await writeFile(file, '');
    const { code, stderr } = await commands.run(['serve'], { env: { PORT: '0', KIROKU_DATA_DIR: join(file, 'data') } });
    await rm(file);
    expect(code).toBe(1);
    expect(stderr).toContain(file);
    expect(stderr).not.toContain('    at ');
  });

  it('leaves a directory alone that is not its own', async () => {
    const foreign = newDataDir();
    await mkdir(foreign, { mode: 0o755 });
    await writeFile(join(foreign, 'letters.txt'), 'mine');
    const { code, stderr } = await commands.run(['serve'], { env: { PORT: '0', KIROKU_DATA_DIR: foreign } });
    await removeDataDir(foreign);
    expect(code).toBe(1);
    expect(stderr).toContain(foreign);
  });

  it('refuses data that another version wrote', async () => {
    const database = await createTestDatabase();
    const own = { DATABASE_URL: database.url };
    expect((await commands.run(['migrate'], { env: own })).code).toBe(0);
    const client = new Client({ connectionString: database.url });
    await client.connect();
    await client.query(`INSERT INTO migration (timestamp, name) VALUES (9999999999999, 'FromTheFuture9999999999999')`);
    await client.end();
    const issuer = {
      KIROKU_ISSUER: 'https://issuer.invalid',
      KIROKU_JWKS_URL: 'https://issuer.invalid/jwks',
      KIROKU_KEY_DIRECTORY: newDataDir(),
    };
    const { code, stderr } = await commands.run(['serve'], { env: { ...own, ...issuer, PORT: '0' } });
    await database.drop();
    expect(code).toBe(1);
    expect(stderr).toContain('another version of Kiroku');
  });

  it('takes DATABASE_URL instead of its own server, and then wants an issuer to be named', async () => {
    const database = await createTestDatabase();
    const { code, stderr } = await commands.run(['serve'], { env: { DATABASE_URL: database.url, PORT: '0' } });
    expect(code).toBe(1);
    expect(stderr).toMatch(/KIROKU_\w+ is not set/);
    const settings = {
      DATABASE_URL: database.url,
      KIROKU_ISSUER: 'https://issuer.invalid',
      KIROKU_JWKS_URL: 'https://issuer.invalid/jwks',
    };
    const running = await RunningKiroku.start({ env: { ...settings, KIROKU_KEY_DIRECTORY: newDataDir() } });
    expect((await running.get('/health/ready')).status).toBe(200);
    // The development issuer is for the embedded mode alone: its key would open somebody's own data.
    for (const path of ['jwks.json', '.well-known/openid-configuration', 'authorize']) {
      expect([path, (await running.get(`/issuer/${path}`)).status]).toEqual([path, 404]);
    }
    // Beside somebody's own database keys in files are no secret worth the name.
    expect(running.output.text).toContain('keys-in-files');
    expect(await running.stop()).toBe(0);
    await database.drop();
  }, 60_000);

  it('says in one line that KurrentDB does not answer, without the text of its address', async () => {
    const database = await createTestDatabase();
    const settings = {
      DATABASE_URL: database.url,
      KIROKU_ISSUER: 'https://issuer.invalid',
      KIROKU_JWKS_URL: 'https://issuer.invalid/jwks',
      KIROKU_KEY_DIRECTORY: newDataDir(),
      EVENT_STORE: 'kurrentdb',
    };
    const serve = async (url: string) => {
      const serving = { ...settings, KURRENTDB_URL: url, PORT: '0' };
      const { code, stderr } = await commands.run(['serve'], { env: serving });
      expect([code, stderr]).toEqual([1, expect.not.stringMatching(/secret|127\.0\.0\.1:9/)]);
      return stderr.trimEnd().split('\n').at(-1);
    };
    const missing = 'kurrentdb://user:secret@127.0.0.1:9?tls=false';
    expect(await serve(missing)).toMatch(/^kiroku: KurrentDB did not answer; check KURRENTDB_URL/);
    expect(await serve(`${missing}&tlsCAFiel=/ca.crt`)).toMatch(
      /^kiroku: KURRENTDB_URL has an option that is none of /,
    );
    await database.drop();
  }, 60_000);
});

const lastLine = (text: string) => text.trimEnd().split('\n').at(-1)!;

describe('kiroku token', () => {
  it('prints one on the last line of stdout and nothing else there', async () => {
    const { code, stdout } = await runCli(['token', '--role', 'officer', '--association', one.association], { env });
    expect(code).toBe(0);
    const answer = await kiroku.get('/v1/provision-records', stdout.trimEnd().split('\n').at(-1)!);
    expect(answer.status).toBe(200);
  });

  it('gets one by the key of a client, with the scopes that are said', async () => {
    const client = ['token', '--client', `core-system-${one.association}`, '--scope', 'transfers:read'];
    const { code, stdout } = await commands.run(client, { env });
    expect(code).toBe(0);
    const token = stdout.trimEnd().split('\n').at(-1)!;
    const found = await kiroku.get('/v1/transfers?source=kenpo-core&externalId=nowhere', token);
    expect([found.status, found.body]).toEqual([200, { transfers: [] }]);
    const posted = await kiroku.post('/v1/transfers', token, one.post);
    expect([posted.status, posted.body['code']]).toEqual([403, 'scope-missing']);
    expect(kiroku.output.text).not.toContain('oidc-provider');
  });

  it('says that there is no such client', async () => {
    const { code, stderr } = await commands.run(['token', '--client', 'nobody'], { env });
    expect([code, stderr]).toEqual([1, expect.stringContaining('There is no client nobody')]);
  });

  it.each([
    [['token']],
    [['token', '--role', 'king']],
    [['token', '--role', 'member', '--association', 'nowhere']],
    [['token', '--role', 'officer', '--association', 'mihon-seizo', '--unbound']],
    [['token', '--role', 'auditor', '--association', 'mihon-seizo', '--scope', 'records:write']],
    [['token', '--role', 'officer', '--association', 'mihon-seizo', '--arrangement', 'B01']],
    [['token', '--role', 'integrator', '--association', 'mihon-seizo', '--scope', 'everything']],
  ])('exits with 2 for %j', async (args) => {
    const { code, stdout, stderr } = await commands.run(args, { env });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr.length).toBeGreaterThan(10);
  });

  it('is one of a sample member where none is said, who has a representative as well', async () => {
    const of = ['--association', one.association];
    const { code, stdout, stderr } = await commands.run(['token', '--role', 'member', ...of], { env });
    expect([code, stderr]).toEqual([0, expect.stringContaining('of the samples')]);
    expect((await kiroku.get('/v1/me/transfers', lastLine(stdout))).status).toBe(200);
    const agent = await commands.run(['token', '--role', 'representative', ...of], { env });
    const represented = await kiroku.get<{ represented: object[] }>('/v1/represented', lastLine(agent.stdout));
    expect(represented.body.represented).toHaveLength(1);
  });

  it('says how to get an issuer where there is none', async () => {
    const { code, stderr } = await commands.run(['token', '--role', 'operator'], {
      env: { KIROKU_DATA_DIR: newDataDir() },
    });
    expect(code).toBe(1);
    expect(stderr).toContain('npm start');
  });
});

describe('kiroku feeds', () => {
  it('prints one line for each feed, its id first', async () => {
    const { code, stdout } = await commands.run(['feeds']);
    const ids = stdout
      .trimEnd()
      .split('\n')
      .map((line) => line.split('\t')[0]);
    expect(code).toBe(0);
    expect(ids).toEqual([...new Set(FEEDS.map((one) => one.feed))].sort());
    expect(ids).toHaveLength(69);
  });

  it('explains one with its cases and the articles, in both languages', async () => {
    const { code, stdout } = await commands.run(['feeds', 'd04']);
    expect(code).toBe(0);
    expect(stdout).toContain('他の健康保険組合等で、本人の同意による / to another kenpo, by consent of the person');
    expect(stdout).toMatch(/mihon-unyu, .*: C1, 提供記録 \/ provision record \(EACH\), show/);
    expect(stdout).toMatch(/APPI 29\(1\): .+ \/ .+/);
  });

  it('exits with 2 for a feed that does not exist', async () => {
    const { code, stdout, stderr } = await commands.run(['feeds', 'Z99']);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('Z99 is no feed');
  });
});

describe('kiroku post', () => {
  it('posts from standard input and prints the acknowledgement alone', async () => {
    const input = JSON.stringify({ ...one.post, externalId: 'by-command' });
    const { code, stdout } = await runCli(['post', '-', '--association', one.association], { env, input });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ status: 'recorded' });
  });

  it('explains a refusal by field on stderr', async () => {
    const input = JSON.stringify({ ...one.post, externalId: 'by-command-2', direction: 'UP' });
    const { code, stdout, stderr } = await commands.run(['post', '-', '--association', one.association], {
      env,
      input,
    });
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain('/direction');
  });

  it.each([
    ['no such file', ['post', '/nowhere/transfer.json', '--association', 'mihon-seizo'], '', 1, 'cannot be read'],
    ['no JSON', ['post', '-', '--association', 'mihon-seizo'], 'not json 山田', 1, 'is not JSON'],
    ['no token', ['post', '-'], '{}', 2, '--association'],
    [
      'nobody there',
      ['post', '-', '--association', 'mihon-seizo', '--url', 'http://127.0.0.1:1'],
      '{}',
      1,
      'Nothing answers',
    ],
  ])('says what is wrong: %s', async (_name, args, input, expected, words) => {
    const { code, stdout, stderr } = await commands.run(args, { env, input });
    expect([code, stdout]).toEqual([expected, '']);
    expect(stderr).toContain(words);
    expect(stderr).not.toContain('山田');
  });
});

describe('every command', () => {
  it('explains itself, alone and with all others', async () => {
    const [one, all] = await Promise.all([commands.run(['serve', '--help']), runCli(['--help'])]);
    expect([one.code, all.code]).toEqual([0, 0]);
    expect(one.stdout).toContain('kiroku serve');
    for (const command of Object.keys(COMMANDS)) expect(all.stdout).toMatch(new RegExp(`^  ${command} `, 'm'));
  });

  it('exits with 2 for a command that does not exist', async () => {
    expect((await commands.run(['dance'])).code).toBe(2);
  });
});

describe('kiroku keys', () => {
  const words = (...args: string[]) => ['keys', ...args, '--association', one.association];
  const keys = (...args: string[]) => commands.run(words(...args), { env });

  it('rotates the key of an association while it runs, and keeps a version that was made just now', async () => {
    const before = JSON.parse((await keys('list', '--json')).stdout) as { newest: number };
    const { code, stdout } = await keys('rotate');
    expect([code, before.newest]).toEqual([0, 1]);
    expect(stdout).toMatch(/version 1 .* 0 data keys {2}wraps nothing/);
    expect(stdout).toMatch(/version 2 .* [1-9]\d* data keys {2}wraps everything new/);
    const early = await keys('retire', '--through', '1');
    expect([early.code, early.stderr]).toMatchObject([1, expect.stringContaining('key-version-young')]);
    expect((await keys('retire', '--through', 'x')).code).toBe(2);
  }, 60_000);
});
