import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Commands } from '../harness/run-cli.js';
import { removeDataDir, RunningKiroku } from '../harness/running-kiroku.js';
import { until } from '../../libs/event-store/testing/waiting.js';

type Counts = Record<
  | 'members'
  | 'consents'
  | 'objections'
  | 'withdrawals'
  | 'transfers'
  | 'lines'
  | 'corrections'
  | 'completions'
  | 'notSent'
  | 'voids',
  number
> & { readonly controlTotal: string };
interface Summary extends Counts {
  readonly load: string;
  readonly posted: { readonly accepted: number; readonly repeated: number; readonly refused: number };
  readonly associations: Record<string, Counts>;
}
interface Reconciliation {
  readonly total: Record<string, number | string>;
}
interface Row {
  readonly t: string;
  readonly key: string;
  readonly count: number;
  readonly [field: string]: unknown;
}

/** The smallest load found in which everything happens. */
const LOAD = ['simulate', '--members', '30', '--years', '1', '--seed', '2'];

let kiroku: RunningKiroku;
let env: Record<string, string>;
let folder: string;
let commands: Commands;
let summary: Summary;
beforeAll(async () => {
  kiroku = await RunningKiroku.start();
  env = { KIROKU_DATA_DIR: kiroku.dataDir, KIROKU_URL: kiroku.url };
  folder = await mkdtemp(join(tmpdir(), 'kiroku-load-'));
  commands = new Commands();
  const { code, stdout, stderr } = await commands.run([...LOAD, '--post', '--json'], { env });
  expect([code, stderr.includes('refused')]).toEqual([0, false]);
  summary = JSON.parse(stdout) as Summary;
}, 180_000);
afterAll(async () => {
  commands.end();
  await kiroku.stop();
  await removeDataDir(kiroku.dataDir);
  await rm(folder, { recursive: true, force: true });
}, 60_000);

const rowsOf = (text: string): Row[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Row);

/** What the ledger should count of an association when everything was taken. */
function wantedOf({ transfers, lines, notSent, voids, corrections, controlTotal }: Counts) {
  return { transfers, lines, planned: 0, notSent, voided: voids, corrected: corrections, controlTotal };
}

/** What the ledger counts, once the projector has come so far; or after a long while, whatever it is then. */
async function reconciled(association: string, wanted: object): Promise<Record<string, number | string>> {
  const auditor = await kiroku.token('auditor', association);
  const query = `source=${summary.load}&from=2025-09-30&to=2026-09-30`;
  const deadline = Date.now() + 60_000;
  for (;;) {
    const { body } = await kiroku.get<Reconciliation>(`/v1/reconciliation?${query}`, auditor);
    const isThere = Object.entries(wanted).every(([count, value]) => body.total[count] === value);
    if (isThere || Date.now() > deadline) return body.total;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

interface Import {
  readonly id: string;
  readonly status: string;
  readonly [count: string]: unknown;
}

/** Sends a file as an import, and waits until every row of it was taken. */
async function imported(association: string, file: string): Promise<Import> {
  const token = await kiroku.token('integrator', association);
  const sent = await fetch(new URL('/v1/transfers/imports', kiroku.url), {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/x-ndjson' },
    body: await readFile(file),
  });
  expect(sent.status).toBe(202);
  const { id } = (await sent.json()) as Import;
  const deadline = Date.now() + 60_000;
  for (;;) {
    const { body } = await kiroku.get<Import>(`/v1/transfers/imports/${id}`, token);
    if (body.status === 'done' || body.status === 'failed' || Date.now() > deadline) return body;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe('kiroku simulate', () => {
  it('is taken whole by the product, which then counts what the sender counts', async () => {
    const { members, consents, objections, withdrawals, transfers, corrections, completions, voids } = summary;
    const requests = [members, consents, objections, withdrawals, transfers, corrections, completions, voids];
    // A load in which everything happens, or the counts would agree without having been tried.
    expect([...requests, summary.notSent].every((count) => count > 0)).toBe(true);
    expect(summary.posted).toEqual({
      accepted: requests.reduce((sum, count) => sum + count, 0),
      repeated: 0,
      refused: 0,
    });
    for (const [association, counts] of Object.entries(summary.associations)) {
      const total = await reconciled(association, wantedOf(counts));
      expect([association, total]).toEqual([association, expect.objectContaining(wantedOf(counts))]);
      // A few lines go out without a ground, as in life; most are lawful.
      expect(Number(total['blockedLines']) / counts.lines).toBeLessThan(0.05);
    }
  }, 120_000);

  it('is the same facts when it is done again', async () => {
    const { code, stdout } = await commands.run([...LOAD, '--post', '--json'], { env });
    const { posted } = JSON.parse(stdout) as Summary;
    expect([code, posted.refused, posted.repeated]).toEqual([0, 0, summary.transfers]);
  }, 120_000);

  it('writes as files what it posts: imports, and a script in the order in which it can be done', async () => {
    const { code } = await commands.run([...LOAD, '--out', folder], { env });
    expect(code).toBe(0);
    const script = rowsOf(await readFile(join(folder, 'operations.ndjson'), 'utf8'));
    for (const [association, { transfers, lines }] of Object.entries(summary.associations)) {
      const rows = rowsOf(await readFile(join(folder, `${association}.ndjson`), 'utf8'));
      expect([transfers, lines]).toEqual(['transfer', 'line'].map((t) => rows.filter((row) => row.t === t).length));
      const own = script.filter((row) => row['association'] === association);
      const mark = own.findIndex((row) => row['import'] === `${association}.ndjson`);
      const isAmendment = (row: Row) => String(row['path']).startsWith('/v1/transfers/');
      expect([own.slice(0, mark).some(isAmendment), own.slice(mark + 1).every(isAmendment)]).toEqual([false, true]);
      // Every row is taken, and every transfer is the one that was posted: nothing is counted twice.
      const job = await imported(association, join(folder, `${association}.ndjson`));
      expect(job).toMatchObject({ status: 'done', read: rows.length, recorded: rows.length, rejected: 0 });
      expect(await reconciled(association, wantedOf(summary.associations[association]!))).toMatchObject({ transfers });
    }
  }, 120_000);

  it('prints an import, or all other requests, and says the counts elsewhere', async () => {
    const one = [...LOAD, '--association', 'mihon-unyu'];
    const imports = await commands.run(one, { env });
    const others = await commands.run([...one, '--operations'], { env });
    const mixed = await commands.run(LOAD, { env });
    expect(new Set(rowsOf(imports.stdout).map(({ t }) => t))).toEqual(new Set(['transfer', 'line', 'end']));
    expect(rowsOf(others.stdout).every((row) => row['method'] === 'POST')).toBe(true);
    expect(new Set(rowsOf(mixed.stdout).flatMap((row) => row['association'] ?? [])).size).toBe(5);
    expect(imports.stderr).toMatch(/members, \d+ transfers/);
  }, 60_000);

  it.each([
    [['simulate'], '--members'],
    [['simulate', '--members', '0'], 'whole number'],
    [['simulate', '--members', '9', '--until', '2026-02-30'], 'YYYY-MM-DD'],
    [['simulate', '--members', '9', '--until', '2999-01-01'], 'lies ahead'],
    [['simulate', '--members', '9', '--association', 'nobody'], 'mihon-seizo'],
    [['simulate', '--members', '9', '--post', '--out', 'x'], 'Say one of'],
    [['simulate', '--members', '9', '--post', '--token', 'x'], '--association'],
    [['simulate', '--members', '9', '--post', '--members-per-transfer', '2000'], '1000'],
  ])('exits with 2 for %j', async (args, words) => {
    const { code, stdout, stderr } = await commands.run(args, { env });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(words);
  });

  it('says what the service refuses, and exits with 1', async () => {
    const wrong = ['--association', 'mihon-unyu', '--token', await kiroku.token('integrator', 'mihon-seizo')];
    const { code, stderr } = await commands.run([...LOAD, '--post', ...wrong], { env });
    expect(code).toBe(1);
    expect(stderr).toContain('refused');
  }, 60_000);
});

describe('kiroku reconcile', () => {
  const transfer = (key: string) => ({
    t: 'transfer',
    key,
    source: 'sender',
    externalId: key,
    direction: 'OUT',
    arrangement: { id: 'B04' },
    party: { id: 'mihon-seizo-kk' },
    occurredAt: '2026-06-10T15:30:00Z',
    purpose: 'U08',
    means: 'ELECTRONIC',
    items: [{ code: 'NAME' }],
  });
  const line = (key: string) => ({ t: 'line', key, ref: '7b89296c-6dcb-4c50-8857-7eb1924770d3' });
  const file = async (...keys: string[]): Promise<string> => {
    const rows = keys.flatMap((key) => [transfer(key), line(key), { t: 'end', key, count: 1 }]);
    const path = join(folder, `${keys.join('-')}.ndjson`);
    await writeFile(path, `${rows.map((row) => JSON.stringify(row)).join('\n')}\n`);
    return path;
  };
  const reconciling = (path: string) => ['reconcile', path, '--association', 'mihon-seizo'];
  const reconcile = (path: string, ...more: string[]) => commands.run([...reconciling(path), ...more], { env });

  it('finds a file that agrees, one that has more, and one that has others', async () => {
    const token = await kiroku.token('integrator', 'mihon-seizo');
    for (const key of ['one', 'two']) {
      const [posted] = transfersOf(rowsOf(await readFile(await file(key), 'utf8')));
      const { status, body } = await kiroku.post('/v1/transfers', token, posted);
      expect(status).toBe(201);
      const path = `/v1/reconciliation?from=2026-06-11&to=2026-06-11&atLeast=${String(body['position'])}`;
      expect((await kiroku.get(path, token)).status).toBe(200);
    }
    const same = await reconcile(await file('one', 'two'));
    expect([same.code, same.stdout]).toEqual([0, 'The file and the ledger agree.\n']);
    const more = await reconcile(await file('one', 'two', 'three'));
    expect(more.code).toBe(3);
    expect(more.stdout).toMatch(/^2026-06-11\tsender\tB04\tfile 3 transfers, 3 lines.*ledger 2 transfers, 2 lines/);
    const other = await reconcile(await file('one', 'four'), '--json');
    const [difference, ...rest] = (JSON.parse(other.stdout) as { differences: Row[] }).differences;
    expect([other.code, rest]).toEqual([3, []]);
    expect(difference).toMatchObject({ day: '2026-06-11', file: { transfers: 2 }, ledger: { transfers: 2 } });
  }, 60_000);

  it.each([
    ['utf-8', Buffer.from('団体'), []],
    ['shift_jis', Buffer.from([0x92, 0x63, 0x91, 0xcc]), ['--encoding', 'shift_jis']],
  ])(
    'reads CSV as it was imported, in %s',
    async (encoding, word, options) => {
      const name = encoding === 'utf-8' ? 'a' : 'b';
      const cells = (key: string) =>
        `${key},sender-${name},${key},OUT,B04,mihon-seizo-kk,2026-06-12,U08,ELECTRONIC,NAME`;
      const header =
        'key,source,externalId,direction,arrangement.id,party.id,occurredOn,purpose,means,items,ground.contractRef,member.ref';
      const [anna, ben] = ['7b89296c-6dcb-4c50-8857-7eb1924770d3', '08ceac39-2904-4def-8f84-b683a749f9c5'];
      const rows = [`${cells('c-1')},%,${anna}`, `c-1,,,,,,,,,,,${ben}`, `${cells('c-2')},,${ben}`];
      const csv = async (path: string, lines: readonly string[]) => {
        const [before, after] = [header, ...lines].join('\r\n').split('%');
        await writeFile(join(folder, path), Buffer.concat([Buffer.from(before!), word, Buffer.from(`${after!}\r\n`)]));
        return join(folder, path);
      };
      const sent = await csv(`sent-${name}.csv`, rows);
      const imported = await commands.run(['import', sent, '--association', 'mihon-seizo', '--json', ...options], {
        env,
      });
      expect([imported.code, JSON.parse(imported.stdout)]).toMatchObject([0, { recorded: 3 }]);
      await until(async () => (await reconcile(sent, ...options)).code === 0);

      const less = await reconcile(await csv(`less-${name}.csv`, rows.slice(0, 2)), ...options);
      expect(less.code).toBe(3);
      expect(less.stdout).toMatch(/^2026-06-12\tsender-.\tB04\tfile 1 transfers, 2 lines.*ledger 2 transfers, 3 lines/);
      if (encoding === 'utf-8') return;
      const other = await reconcile(sent);
      // Without the row that cannot be read, its transfer has a line less, or none at all.
      expect([other.code, other.stdout]).toMatchObject([3, expect.stringContaining('ledger 2 transfers, 3 lines')]);
      expect(other.stderr).toContain('Row 2 ');
    },
    60_000,
  );

  it('says which column of CSV is none', async () => {
    const path = join(folder, 'bad.csv');
    await writeFile(path, 'key,sorce\r\n');
    const { code, stdout, stderr } = await reconcile(path);
    expect([code, stdout, stderr]).toEqual([1, '', 'kiroku: Column 2 (sorce) is no column of an import.\n']);
  });

  it('says that there is no file', async () => {
    const { code, stdout, stderr } = await reconcile(join(folder, 'nothing.ndjson'));
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain('cannot be read');
  });

  it('names rows that cannot be read, compares the others, and quotes none', async () => {
    const path = join(folder, 'bad.ndjson');
    const good = await readFile(await file('one', 'two'), 'utf8');
    const bad = [
      '山田太郎',
      '{"t":"x"}',
      '{"t":"line","key":"山田"}',
      JSON.stringify({ ...transfer('no-day'), occurredAt: 7 }),
      JSON.stringify({ ...transfer('no-such-day'), occurredAt: undefined, occurredOn: '2026-13-01' }),
    ];
    await writeFile(path, `${bad.join('\n')}\n${good}`);
    const { code, stdout, stderr } = await reconcile(path);
    expect([code, stdout]).toEqual([3, 'What can be read of the file agrees with the ledger.\n']);
    expect(stderr.trimEnd().split('\n')).toEqual([
      expect.stringMatching(/^Row 1 is not JSON/),
      expect.stringMatching(/^Row 2 /),
      'Row 3 is a line of a transfer that does not stand before it.',
      'Row 4 is a transfer without source, externalId or day.',
      'Row 5 is a transfer without source, externalId or day.',
    ]);
    expect(stderr).not.toContain('山田');
  });

  it('counts unreadable rows beyond the first twenty', async () => {
    const path = join(folder, 'worse.ndjson');
    await writeFile(path, '{\n'.repeat(23));
    const { code, stderr } = await reconcile(path);
    expect([code, stderr.trimEnd().split('\n').length]).toEqual([3, 21]);
    expect(stderr).toContain('3 more rows cannot be read.');
  });
});

/** Transfers as they would be posted, out of the rows of an import. */
function transfersOf(rows: readonly Row[]): object[] {
  return rows
    .filter(({ t }) => t === 'transfer')
    .map(({ t: _t, key, ...header }) => ({
      ...header,
      members: rows
        .filter((row) => row.t === 'line' && row.key === key)
        .map(({ t: _line, key: _key, ...member }) => member),
    }));
}
