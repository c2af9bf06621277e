import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { feed } from '../harness/feeds.js';
import { fileOf, linesOf, type Outcome } from '../harness/importing.js';
import { Commands, runCli } from '../harness/run-cli.js';
import { removeDataDir, RunningKiroku } from '../harness/running-kiroku.js';

const b04 = feed('B04');
const { members, source: _source, externalId: _name, ...header } = b04.post;
const ref = members[0]!.ref;

let kiroku: RunningKiroku;
let env: Record<string, string>;
let folder: string;
let commands: Commands;
beforeAll(async () => {
  kiroku = await RunningKiroku.start();
  env = { KIROKU_DATA_DIR: kiroku.dataDir, KIROKU_URL: kiroku.url };
  folder = await mkdtemp(join(tmpdir(), 'kiroku-import-'));
  commands = new Commands();
}, 90_000);
afterAll(async () => {
  commands.end();
  await kiroku.stop();
  await removeDataDir(kiroku.dataDir);
  await rm(folder, { recursive: true, force: true });
}, 60_000);

const transferOf = (key: string) => [
  { t: 'transfer', key, source: 'kenpo-core', externalId: key, ...header },
  { t: 'line', key, ref },
  { t: 'end', key, count: 1 },
];
const importing = (...args: string[]) => ['import', ...args, '--association', b04.association];

describe('kiroku import', () => {
  it('records a file, prints a summary and exits with 0', async () => {
    const file = join(folder, 'good.ndjson');
    await writeFile(file, fileOf([...transferOf('c1'), ...transferOf('c2')]));
    const { code, stdout, stderr } = await runCli(importing(file), { env });
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^import [0-9a-f-]{36}\ndone: 6 lines read, 6 recorded \(0 masked\), 0 rejected\n$/);
  });

  it('reads standard input, writes the outcomes, and exits with 1 where a line was rejected', async () => {
    const outcomes = join(folder, 'outcomes.ndjson');
    const input = fileOf([...transferOf('c3'), 'not json', ...transferOf('c4')]);
    const { code, stdout } = await commands.run(importing('-', '--outcomes', outcomes, '--json'), { env, input });
    expect([code, JSON.parse(stdout)]).toMatchObject([1, { status: 'done', read: 7, recorded: 6, rejected: 1 }]);
    const lines = linesOf<Outcome>(await readFile(outcomes, 'utf8'));
    expect(lines.map(({ line, status }) => [line, status])).toEqual([
      [1, 'recorded'],
      [2, 'recorded'],
      [3, 'recorded'],
      [4, 'rejected'],
      [5, 'recorded'],
      [6, 'recorded'],
      [7, 'recorded'],
    ]);
  });

  it('sends a compressed file as what it is', async () => {
    const file = join(folder, 'packed.ndjson.gz');
    await writeFile(file, gzipSync(fileOf([...transferOf('c5')])));
    const { code, stdout } = await commands.run(importing(file), { env });
    expect([code, stdout]).toEqual([0, expect.stringContaining('3 lines read, 3 recorded')]);
    const reconciled = await commands.run(['reconcile', file, '--association', b04.association], { env });
    expect(reconciled.stderr).toBe('');
  });

  it('exits with 1 and asks where a file has no line', async () => {
    const file = join(folder, 'empty.ndjson');
    await writeFile(file, '');
    const { code, stdout } = await commands.run(importing(file), { env });
    expect([code, stdout]).toEqual([1, expect.stringContaining('the file has no line')]);
  });

  it('brings in a register of before by a saved mapping, and exits with 1 where a row was rejected', async () => {
    const columns = ['occurredOn', 'madeOn', 'ref', 'items'].map((field) => ({ name: field, field }));
    const constants = Object.entries({ party: 'mihon-seizo-kk', purpose: 'U08', means: 'PAPER', route: 'C1' });
    const mapping = {
      register: 'provision',
      columns,
      constants: constants.map(([field, value]) => ({ field, value })),
    };
    const token = await kiroku.token('officer', b04.association);
    const saved = await fetch(new URL('/v1/register-mappings/teikyo', kiroku.url), {
      method: 'PUT',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(mapping),
    });
    expect(saved.status).toBe(201);
    const file = join(folder, 'register.csv');
    await writeFile(file, `occurredOn,madeOn,ref,items\nR4.4.1,R4.4.2,${ref},氏名\nR4.4.31,R4.4.2,${ref},氏名\n`);
    const bringing = ['import-register', file, '--mapping', 'teikyo', '--association', b04.association];
    const { code, stdout } = await commands.run(bringing, { env });
    expect([code, stdout]).toEqual([
      1,
      expect.stringContaining('done: 2 lines read, 1 recorded (0 masked), 1 rejected'),
    ]);
    const unknown = await commands.run(bringing.with(3, 'nobody'), { env });
    expect([unknown.code, unknown.stderr]).toEqual([1, expect.stringContaining('No mapping is saved')]);
  });

  it('says what is wrong with the file or the service, and keeps standard output clean', async () => {
    const missing = await commands.run(importing(join(folder, 'nowhere.csv')), { env });
    expect([missing.code, missing.stdout]).toEqual([1, '']);
    expect(missing.stderr).toMatch(/cannot be read \(ENOENT\)/);
    const file = join(folder, 'good.ndjson');
    const alone = await commands.run(importing(file, '--url', 'http://127.0.0.1:9'), { env });
    expect([alone.code, alone.stderr]).toEqual([1, expect.stringContaining('Nothing answers')]);
  });
});

describe('kiroku import-members', () => {
  const bring = (...args: string[]) => ['import-members', ...args, '--association', b04.association];
  const rows = (count: number) =>
    Array.from({ length: count }, (_, index) => `CLI,${index + 1},00,S-9${index + 1},見本 ${index + 1},昭和55年4月1日`);
  const header = '記号,番号,枝番,社員番号,氏名,生年月日';

  it('registers a file once, in batches, and tells the outcome of each row in their order', async () => {
    const [file, outcomes] = [join(folder, 'members.csv'), join(folder, 'members.ndjson')];
    await writeFile(file, [header, ...rows(1_100), 'CLI,1101,00,,見本 誤,いつか', ''].join('\n'));
    const first = await commands.run(bring(file, '--outcomes', outcomes, '--json'), { env });
    expect([first.code, JSON.parse(first.stdout)]).toEqual([
      1,
      { read: 1_101, registered: 1_100, known: 0, refused: 1 },
    ]);
    const lines = linesOf<{ line: number; status: string; pointer: string | null }>(await readFile(outcomes, 'utf8'));
    expect(lines.map(({ line }) => line)).toEqual(Array.from({ length: 1_101 }, (_, index) => index + 2));
    expect(lines.at(-1)).toMatchObject({ status: 'refused', pointer: '/birthDate' });
    const again = await commands.run(bring(file), { env });
    expect(again.stdout).toBe('1101 rows read: 0 registered, 1100 known before, 1 refused\n');
  }, 60_000);

  it('says which column nobody knows, and registers nobody', async () => {
    const { code, stderr } = await commands.run(bring('-'), { env, input: '番号,氏名,体重\n1,見本,60\n' });
    expect([code, stderr]).toEqual([1, 'kiroku: The column 3 (体重) is none of a member.\n']);
  });
});
