import { randomUUID } from 'node:crypto';
import { feed, FEEDS } from '../harness/feeds.js';
import { Commands } from '../harness/run-cli.js';
import { removeDataDir, RunningKiroku } from '../harness/running-kiroku.js';

const b04 = feed('B04');
let kiroku: RunningKiroku;
let integrator: string;
let env: Record<string, string>;
let commands: Commands;
beforeAll(async () => {
  kiroku = await RunningKiroku.start();
  integrator = await kiroku.token('integrator', b04.association);
  env = { KIROKU_DATA_DIR: kiroku.dataDir, KIROKU_URL: kiroku.url };
  commands = new Commands();
}, 90_000);
afterAll(async () => {
  commands.end();
  await kiroku.stop();
  await removeDataDir(kiroku.dataDir);
}, 60_000);

interface PrintedArticle {
  readonly printed: string;
  readonly status: string;
  readonly current: { readonly ref: string; readonly ja: string } | null;
}

describe('articles by the numbers that people print (law.md section 0)', () => {
  const read = async (printed: string, printedOn = '') => {
    const query = new URLSearchParams({ printed, ...(printedOn && { printedOn }) });
    const { body } = await kiroku.get<{ reading: PrintedArticle }>(`/v1/catalogue/articles?${query}`, integrator);
    return body.reading;
  };

  it('shows the current one beside an old one, Japanese or English', async () => {
    for (const printed of ['個人情報保護法第23条第5項第3号', 'APPI 23(4)(iii)']) {
      const { status, current } = await read(printed);
      expect([status, current?.ref, current?.ja]).toEqual([
        'superseded',
        'APPI 27(5)(iii)',
        expect.stringContaining('共同利用'),
      ]);
    }
    expect((await read('23条5項')).status).toBe('ambiguous');
    expect((await read('25条', '2019-04-01')).current?.ref).toBe('APPI 29');
    expect(await read('刑事訴訟法197条2項')).toMatchObject({ status: 'unknown', current: null });
  });

  it('lists what each number was', async () => {
    const { body } = await kiroku.get<{ articles: object[]; reading: null }>('/v1/catalogue/articles', integrator);
    expect(body.reading).toBeNull();
    expect(body.articles).toContainEqual(
      expect.objectContaining({
        ref: 'NUM 9(5)',
        was: expect.arrayContaining([{ numbering: '2017-05', ref: 'NUM 9(4)' }]),
      }),
    );
  });

  it('refuses a day that is none and a text that is no number, with their names', async () => {
    for (const query of ['printed=x&printedOn=2019-02-30', `printed=${'x'.repeat(200)}`, 'printed=x&page=2']) {
      const { status, body } = await kiroku.get<{ code: string }>(`/v1/catalogue/articles?${query}`, integrator);
      expect([status, body.code]).toEqual([400, 'invalid-request']);
    }
  });

  it('takes an old number as the ground of a transfer, and shows it with the current one', async () => {
    const ground = { route: 'E1', law: { act: '個人情報保護法', article: '第23条第1項第1号', requestRef: '照会 12' } };
    const post = { ...b04.post, externalId: 'old-number', ground };
    const { status, body } = await kiroku.post<{ id: string }>('/v1/transfers', integrator, post);
    expect(status).toBe(201);
    const shown = await kiroku.get<{ versions: { articles: PrintedArticle[] }[] }>(
      `/v1/transfers/${body.id}`,
      integrator,
    );
    expect(shown.body.versions[0]!.articles).toMatchObject([
      { printed: '個人情報保護法 第23条第1項第1号', status: 'superseded', current: { ref: 'APPI 27(1)(i)' } },
    ]);
  });
});

it('shows the articles of an announcement as printed, with those of today', async () => {
  const officer = await kiroku.token('officer', b04.association);
  const { status, body } = await kiroku.get<{
    versions: { terms: { announcedFrom: string | null }; articles: PrintedArticle[] }[];
  }>('/v1/arrangements/B01', officer);
  expect(status).toBe(200);
  const told = body.versions.flatMap(({ articles }) => articles.map(({ printed, current }) => [printed, current?.ref]));
  expect(told).toEqual([
    ['APPI 23(5)(iii)', 'APPI 27(5)(iii)'],
    ['APPI 27(5)(iii)', 'APPI 27(5)(iii)'],
  ]);
});

interface Assessed {
  readonly allowed: boolean;
  readonly dryRun: boolean;
  readonly ruleset: { readonly id: string };
  readonly groups: readonly {
    readonly lines: readonly number[];
    readonly allowed: boolean;
    readonly route: string | null;
    readonly basis: string | null;
    readonly duty: string;
    readonly method: string | null;
    readonly findings: readonly { readonly code: string }[];
    readonly tried: readonly { readonly rule: string; readonly hit: boolean; readonly decided: boolean }[];
  }[];
  readonly rules: readonly { readonly rule: string; readonly when: { readonly ja: string } }[];
  readonly code?: string;
  readonly errors?: readonly { readonly pointer: string }[];
}

const { externalId: _name, ...body } = b04.post;
const ask = (over: object = {}, token = integrator) =>
  kiroku.post<Assessed>('/v1/assessments', token, { ...body, ...over });
const codesOf = ({ groups }: Pick<Assessed, 'groups'>) =>
  groups.map(({ findings }) => findings.map(({ code }) => code));

const publicHealth = { ground: { exception: 'E3', protects: '地域の感染症の調査' } };
const optOut = {
  items: [{ code: 'NAME' }],
  record: { method: 'EACH' },
  ground: { route: 'O', optOut: { filingNo: 'F-1', published: true } },
};

describe('asking before a send (D1, D3)', () => {
  it('comes to what a post of every feed comes to', async () => {
    const tokens = new Map<string, string>();
    for (const { name, association, post, expected } of FEEDS) {
      const token = tokens.get(association) ?? (await kiroku.token('officer', association));
      tokens.set(association, token);
      const { externalId: _own, ...asked } = post;
      const answer = await kiroku.post<Assessed>('/v1/assessments', token, { ...asked, phase: 'done' });
      const [first] = answer.body.groups;
      const { allowed, route, basis, duty, method } = expected;
      expect([name, answer.status, answer.body.allowed]).toEqual([name, 200, allowed]);
      expect([name, first]).toEqual([name, expect.objectContaining({ route, basis, duty, method })]);
    }
  }, 60_000);

  it('answers what is blocked with 200 and what a refused plan is told, and with the rules tried in words', async () => {
    const blocked = { ground: { route: 'N1' } };
    const asked = await ask(blocked);
    const refused = await kiroku.post<Assessed>('/v1/transfers', integrator, {
      ...b04.post,
      ...blocked,
      externalId: 'refused-as-asked',
      phase: 'planned',
    });
    expect([asked.status, asked.body.allowed, refused.status]).toEqual([200, false, 422]);
    expect(codesOf(asked.body)).toEqual(codesOf(refused.body));
    const deciding = asked.body.groups[0]!.tried.filter(({ decided }) => decided).map(({ rule }) => rule);
    expect(deciding).toContain('G8.N1.contract');
    expect(asked.body.rules.find(({ rule }) => rule === 'G8.N1.contract')?.when.ja).toContain('契約が示されていない');
  });

  it('sees at once what a member declared, and not by what was known before', async () => {
    const [{ ref }] = b04.post.members as [{ ref: string }];
    const members = [{ ref }];
    const occurredAt = new Date(Date.now() + 60_000).toISOString();
    const send = { members, occurredOn: undefined, occurredAt, period: undefined, phase: 'planned' };
    expect((await ask(send)).body.allowed).toBe(true);
    const asOf = new Date().toISOString();
    const scope = { classes: [], parties: [], items: [], purposes: [] };
    const now = new Date().toISOString();
    const objection = {
      id: randomUUID(),
      kind: 'OBJECTION',
      matter: 'B04',
      scope,
      receivedAt: now,
      effectiveFrom: now,
      form: 'WEB',
    };
    expect((await kiroku.post(`/v1/members/${ref}/standing`, integrator, objection)).status).toBe(201);
    expect(codesOf((await ask(send)).body)[0]).toContain('OBJECTED');
    expect((await ask({ ...send, asOf })).body.allowed).toBe(true);
  });

  it('records nothing that anybody could take for a transfer', async () => {
    const officer = await kiroku.token('officer', b04.association);
    const listed = () => kiroku.get<{ days: object[] }>('/v1/reconciliation?from=2026-06-01&to=2026-06-30', officer);
    const before = (await listed()).body.days;
    await ask({ phase: 'done' });
    expect((await listed()).body.days).toEqual(before);
  });

  it('is for those who post, each for the own association', async () => {
    const member = await kiroku.token('member', b04.association, b04.post.members[0]!.ref);
    for (const token of [
      member,
      await kiroku.token('auditor', b04.association),
      await kiroku.token('operator', null),
    ]) {
      expect((await ask({}, token)).status).toBe(403);
    }
    const foreign = await ask({}, await kiroku.token('integrator', 'mihon-unyu'));
    expect([foreign.status, foreign.body.code]).toEqual([422, 'member-unknown']);
  });

  it.each([
    ['a day that is none', { asOf: '2026-02-30' }, 400, '/asOf'],
    ['a day to come', { asOf: '2099-01-01' }, 400, '/asOf'],
    ['an instant without an offset', { asOf: '2026-02-01T00:00:00' }, 400, '/asOf'],
    ['a law that nobody knows', { ruleset: 'jp-appi-2099-01' }, 422, '/ruleset'],
    ['an item outside the catalogue', { items: [{ code: 'NO_SUCH_ITEM' }] }, 400, '/items/0/code'],
    ['10,000 items', { items: Array.from({ length: 10_000 }, () => ({ code: 'NAME' })) }, 400, '/items'],
    ['a purpose outside the catalogue', { purpose: 'U99' }, 400, '/purpose'],
    ['nobody', { members: [] }, 400, '/members'],
    ['somebody unknown', { members: [{ ref: randomUUID() }] }, 422, '/members/0'],
  ])('refuses %s by its place', async (_what, over, status, pointer) => {
    const answer = await ask(over);
    expect([answer.status, answer.body.errors?.[0]?.pointer]).toEqual([status, pointer]);
  });

  it('takes the very body that will be posted: its name names nothing here', async () => {
    const [named, unnamed] = [await ask({ externalId: 'never-recorded' }), await ask()];
    expect(named.status).toBe(200);
    expect(codesOf(named.body)).toEqual(codesOf(unnamed.body));
    const path = `/v1/transfers?source=${body.source}&externalId=never-recorded`;
    expect((await kiroku.get(path, integrator)).body).toEqual({ transfers: [] });
  });

  it('is limited for each caller, and says when to come again', async () => {
    const auditee = await kiroku.token('officer', 'mihon-sekkei');
    const members = Array.from({ length: 1_000 }, () => ({ ref: randomUUID() }));
    const statuses: number[] = [];
    for (let call = 0; call < 7; call += 1) {
      const answer = await ask({ members }, auditee);
      statuses.push(answer.status);
      if (answer.status !== 429) continue;
      expect(answer.body.code).toBe('asked-too-often');
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    }
    expect(statuses.at(-1)).toBe(429);
    expect((await ask()).status).toBe(200);
  });
});

describe('a change of law is a change of data (D2)', () => {
  it('judges the same body otherwise under another ruleset, and says that it is a dry run', async () => {
    const answers = async (over: object) => {
      const [now, then] = [await ask(over), await ask({ ...over, ruleset: 'jp-appi-r8-draft' })];
      expect([now.body.dryRun, now.body.ruleset.id]).toEqual([false, 'jp-appi-2022-04']);
      expect([then.body.dryRun, then.body.ruleset.id]).toEqual([true, 'jp-appi-r8-draft']);
      return [now.body.allowed, then.body.allowed];
    };
    expect(await answers(publicHealth)).toEqual([false, true]);
    expect(await answers(optOut)).toEqual([true, false]);
  });

  it('decides nothing under a draft', async () => {
    const post = { ...b04.post, ...publicHealth, externalId: 'not-under-a-draft', ruleset: 'jp-appi-r8-draft' };
    expect((await kiroku.post('/v1/transfers', integrator, post)).status).toBe(400);
  });

  it('lists, shows and compares versions of the law', async () => {
    const list = await kiroku.get<{ rulesets: { id: string; isDraft: boolean; isInForce: boolean }[] }>(
      '/v1/rulesets',
      integrator,
    );
    expect(list.body.rulesets).toMatchObject([
      { id: 'jp-appi-2022-04', isDraft: false, isInForce: true },
      { id: 'jp-appi-r8-draft', isDraft: true, isInForce: false },
    ]);
    const shown = await kiroku.get<{
      rules: { rule: string; when: { en: string } }[];
      requests: { kinds: { code: string; refusals: string[] }[]; identity: { code: string }[] };
    }>('/v1/rulesets/jp-appi-2022-04', integrator);
    expect(shown.body.rules.find(({ rule }) => rule === 'G5.sale')?.when.en).toContain('the data is sold');
    const { kinds, identity } = shown.body.requests;
    expect(kinds.find(({ code }) => code === 'RQ5')?.refusals).toContain('NO_GROUND');
    expect(identity.map(({ code }) => code)).toContain('PASSPORT');
    const compared = await kiroku.get<{ differences: { part: string; id: string; change: string }[] }>(
      '/v1/rulesets/jp-appi-2022-04/diff/jp-appi-r8-draft',
      integrator,
    );
    const gates = compared.body.differences.filter(({ part }) => part === 'gate');
    expect(gates).toMatchObject([
      { id: 'G8.E3.need', change: 'changed' },
      { id: 'G8.O.recipient', change: 'added' },
    ]);
    for (const path of ['/v1/rulesets/none', '/v1/rulesets/jp-appi-2022-04/diff/none']) {
      expect((await kiroku.get(path, integrator)).status).toBe(404);
    }
  });
});

describe('kiroku assess', () => {
  const words = ['assess', '-', '--association', b04.association];
  const inputOf = (over: object) => JSON.stringify({ ...b04.post, members: b04.post.members.slice(1), ...over });
  const run = (over: object, ...options: string[]) =>
    commands.run([...words, ...options], { env, input: inputOf(over) });

  it('prints the judgement as a person reads it, and exits with 0 where it is allowed', async () => {
    const { code, stdout } = await run({});
    expect(code).toBe(0);
    expect(stdout).toMatch(/^判定: 可 \(予定\)$/m);
    expect(stdout).toMatch(/^■ 明細 1-2: 可$/m);
    expect(stdout).toMatch(/根拠 +本人の同意 \[C1\]/);
    expect(stdout).toMatch(/記録義務 +提供記録（同意による提供） \[REC_CONSENT_27\] \/ 一括 \[BATCH\]/);
    expect(stdout).toMatch(/● OUT\.consent ← 決め手/);
    expect(stdout).toContain('APPI 29(1)  個人情報保護法29条1項');
  });

  it('exits with 3 where it is blocked, and says what is missing and where, in English as well', async () => {
    const law = { act: 'APPI', article: '23(5)(i)', requestRef: '-' };
    const { code, stdout } = await run({ ground: { route: 'N1', law } }, '--lang', 'en');
    expect(code).toBe(3);
    expect(stdout).toMatch(/^Judgement: NOT allowed/m);
    expect(stdout).toMatch(/Missing +\/ground\/contractRef/);
    expect(stdout).toMatch(/\[blocking\] .+ \(CONTRACT_MISSING\)/);
    expect(stdout).toContain('APPI 23(5)(i) → APPI 27(5)(i)');
    expect(stdout).toMatch(/● G8\.N1\.contract ← decided .*no contract is stated/);
  });

  it('tries another law, and says so', async () => {
    const { code, stdout } = await run(publicHealth, '--ruleset', 'jp-appi-r8-draft');
    expect(code).toBe(0);
    expect(stdout).toMatch(/試算: 現行の規則による判定ではありません。.*法令の条文ではありません/);
    const asJson = await run(publicHealth, '--json');
    expect([asJson.code, (JSON.parse(asJson.stdout) as Assessed).allowed]).toEqual([3, false]);
  });

  it.each([
    ['a bad field', { direction: 'UP' }, [], '/direction'],
    ['an unknown law', {}, ['--ruleset', 'none'], '/ruleset'],
  ])('exits with 1 for %s, and names it', async (_what, over, options, words) => {
    const { code, stdout, stderr } = await run(over, ...options);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain(words);
  });
});

describe('kiroku ruleset', () => {
  it('lists, shows and compares without a service', async () => {
    const list = await commands.run(['ruleset', 'list']);
    expect(list.stdout).toMatch(/^\* jp-appi-2022-04\t2022-04-01\t/m);
    expect(list.stdout).toMatch(/^ {2}jp-appi-r8-draft\t草案\t/m);
    const shown = await commands.run(['ruleset', 'show', 'jp-appi-2022-04']);
    expect(shown.stdout).toMatch(/^G7\.no-consent {2}→ 不可: FOREIGN_CONSENT_MISSING\n {4}外国にある第三者/m);
    const diff = await commands.run(['ruleset', 'diff', 'jp-appi-2022-04', 'jp-appi-r8-draft']);
    expect(diff.stdout).toMatch(/^関門 G8\.E3\.need: 変更\n {2}- when: .*困難.*\n {2}\+ when: /m);
    const asJson = await commands.run(['ruleset', 'diff', 'jp-appi-2022-04', 'jp-appi-2022-04', '--json']);
    expect(JSON.parse(asJson.stdout)).toMatchObject({ differences: [] });
    expect([list.code, shown.code, diff.code, asJson.code]).toEqual([0, 0, 0, 0]);
  });

  it('exits with 2 for a law that nobody knows, and names those that there are', async () => {
    const { code, stderr } = await commands.run(['ruleset', 'show', 'jp-appi-2099-01']);
    expect([code, stderr]).toEqual([2, expect.stringContaining('jp-appi-2022-04')]);
  });
});
