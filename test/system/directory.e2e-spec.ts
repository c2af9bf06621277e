import { feed } from '../harness/feeds.js';
import { KirokuInProcess } from '../harness/kiroku-in-process.js';
import { aPost, B04, type Answer, type Problem } from '../harness/recording.js';

let kiroku: KirokuInProcess;
let officer: string;
let integrator: string;

beforeAll(async () => {
  kiroku = await KirokuInProcess.start();
  officer = await kiroku.token('officer', B04.association);
  integrator = await kiroku.token('integrator', B04.association);
}, 120_000);
afterAll(() => kiroku.stop());

describe('an insurer number that was mistyped', () => {
  const wrong = { pointer: '/insurerNumber', detail: 'has a wrong check digit' };

  it('is refused of a member', async () => {
    const person = { insurerNumber: '06990015', number: '1', name: '見本 一郎' };
    const { status, body } = await kiroku.post<Problem>('/v1/members', officer, person);
    expect([status, body.code, body.errors]).toEqual([400, 'invalid-request', [wrong]]);
  });

  it('is refused of an association, which is not registered by it', async () => {
    const operator = await kiroku.token('operator', null);
    const association = {
      id: 'mistyped-kenpo',
      class: 'KENPO',
      name: { ja: '誤記健康保険組合', en: 'Mistyped Kenpo' },
      insurerNumber: '06990015',
      address: '東京都見本区1-1',
      representative: '理事長 見本 一郎',
      contact: { desk: '個人情報相談窓口', phone: '00-0000-0000', complaintDesk: '苦情受付窓口' },
      recordsHeldFrom: '2024-04-01',
      purposes: [{ code: 'U06', publishedFrom: '2024-04-01' }],
    };
    const refused = await kiroku.post<Problem>('/v1/associations', operator, association);
    expect([refused.status, refused.body.errors]).toEqual([400, [wrong]]);
    const right = await kiroku.post<object>('/v1/associations', operator, { ...association, insurerNumber: '990010' });
    expect(right.status).toBe(201);
  });
});

let count = 0;
/** Somebody new. */
async function aMember(own: object = {}): Promise<string> {
  const person = { insurerNumber: '06990014', symbol: 'DIR', number: String((count += 1)), name: '見本 名簿', ...own };
  const { status, body } = await kiroku.post<{ ref: string }>('/v1/members', officer, person);
  expect(status).toBe(201);
  return body.ref;
}

describe('the own key of a member', () => {
  const lookUp = (body: object, token = officer) =>
    kiroku.post<{ ref: string; under: string | null } & Problem>('/v1/members/lookup', token, body);
  const lineOf = async (members: readonly object[]) => {
    const posted = await kiroku.post<Answer>(
      '/v1/transfers',
      integrator,
      aPost(`own-key-${(count += 1)}`, { members }),
    );
    expect(posted.status).toBe(201);
    const path = `/v1/transfers/${posted.body.id}`;
    const shown = await kiroku.get<{ versions: { lines: { member: string }[] }[] }>(path, officer);
    return shown.body.versions[0]!.lines[0]!.member;
  };

  it('names the member in a post and in a look-up', async () => {
    const ref = await aMember({ ownKey: 'S-3001' });
    expect(await lineOf([{ ownKey: 'Ｓ－３００１' }])).toBe(ref);
    expect((await lookUp({ ownKey: 'S-3001' })).body).toEqual({ ref, under: null });
    const shown = await kiroku.get<{ ownKey: string }>(`/v1/members/${ref}`, officer);
    expect(shown.body.ownKey).toBe('S-3001');
  });

  it('is given later, for the days from then on', async () => {
    const ref = await aMember();
    const change = { ownKey: 'S-3002', effectiveFrom: '2026-04-01' };
    expect((await kiroku.post(`/v1/members/${ref}/own-key`, officer, change)).status).toBe(201);
    expect((await kiroku.post(`/v1/members/${ref}/own-key`, officer, change)).status).toBe(200);
    expect((await lookUp({ ownKey: 'S-3002' })).body.ref).toBe(ref);
    const taken = await kiroku.post<Problem>(`/v1/members/${await aMember()}/own-key`, officer, change);
    expect([taken.status, taken.body.code]).toEqual([409, 'member-taken']);
  });

  it('is told of the reference that stays, where its own went into another', async () => {
    const [gone, stays] = [await aMember({ ownKey: 'S-3003' }), await aMember()];
    const merged = await kiroku.post(`/v1/members/${gone}/merge`, officer, { into: stays, reason: '二重登録' });
    expect(merged.status).toBe(201);
    expect((await lookUp({ ownKey: 'S-3003' })).body).toEqual({ ref: stays, under: gone });
    expect(await lineOf([{ ownKey: 'S-3003' }])).toBe(stays);
  });

  it.each<[string, object, number, string]>([
    ['nobody has', { ownKey: 'S-9999' }, 404, 'no-such-member'],
    ['is a part of a composite', { symbol: 'DIR', branch: '01' }, 400, 'member-ambiguous'],
    ['are of two kinds', { ownKey: 'S-3001', number: '1' }, 400, 'member-ambiguous'],
    ['have a mistyped insurer number', { insurerNumber: '06990015', number: '1' }, 400, 'invalid-request'],
    ['are blank', { ownKey: '　' }, 400, 'invalid-request'],
    ['are of an impossible day', { ownKey: 'S-3001', on: '2026-02-30' }, 400, 'invalid-request'],
  ])('is not found by what %s', async (_, asked, status, code) => {
    const answer = await lookUp(asked);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  it('is looked up by officers alone', async () => {
    expect((await lookUp({ ownKey: 'S-3001' }, integrator)).status).toBe(403);
  });

  it.each<[string, object, number, string, string]>([
    ['nobody has it', { ownKey: 'S-9999' }, 422, 'member-unknown', '/members/0'],
    ['it stands beside a reference', { ownKey: 'S-3001', number: '1' }, 400, 'invalid-request', '/members/0'],
  ])('is refused in a post where %s', async (_, member, status, code, pointer) => {
    const post = aPost(`own-key-${(count += 1)}`, { members: [member] });
    const { status: answered, body } = await kiroku.post<Problem>('/v1/transfers', integrator, post);
    expect([answered, body.code, body.errors![0]!.pointer]).toEqual([status, code, pointer]);
  });

  it('is no individual number (個人番号)', async () => {
    const person = { number: 'my-number', name: '見本 番号', ownKey: '123456789018' };
    const { status, body } = await kiroku.post<Problem>('/v1/members', officer, person);
    expect([status, body.errors![0]!.pointer]).toEqual([400, '/ownKey']);
    const ref = await aMember();
    const change = { ownKey: '123456789018', effectiveFrom: '2026-04-01' };
    expect((await kiroku.post<Problem>(`/v1/members/${ref}/own-key`, officer, change)).body.errors![0]!.pointer).toBe(
      '/ownKey',
    );
  });
});

describe('many members at once', () => {
  interface Outcome {
    readonly index: number;
    readonly status: string;
    readonly code: string | null;
    readonly pointer: string | null;
  }
  const bring = (members: readonly object[], token = officer) =>
    kiroku.post<{ outcomes: readonly Outcome[] } & Problem>('/v1/members/batches', token, { members });

  it('have an outcome each', async () => {
    const good = (number: string) => ({ symbol: 'BATCH', number, name: '見本 一括' });
    const { status, body } = await bring([
      good('1'),
      { ...good('2'), insurerNumber: '06990015' },
      good('3'),
      good('1'),
    ]);
    expect(status).toBe(200);
    expect(body.outcomes.map(({ index, status: is, code, pointer }) => [index, is, code, pointer])).toEqual([
      [0, 'registered', null, null],
      [1, 'refused', 'invalid-request', '/members/1/insurerNumber'],
      [2, 'registered', null, null],
      [3, 'known', null, null],
    ]);
  });

  it.each<[string, readonly object[], string]>([
    ['none', [], '/members'],
    ['more than a thousand', Array.from({ length: 1_001 }, () => ({ number: '1', name: '見本' })), '/members'],
    [
      'one of another form',
      [
        { number: '1', name: '見本' },
        { number: 1, name: '見本' },
      ],
      '/members/1/number',
    ],
  ])('are refused where there are %s', async (_, members, pointer) => {
    const { status, body } = await bring(members);
    expect([status, body.errors![0]!.pointer]).toEqual([400, pointer]);
  });
});

describe('the flags that protect a member', () => {
  interface Shown {
    readonly flags: readonly { flag: string; from: string; until: string | null }[];
    readonly portal: string;
    readonly history: readonly { type: string }[];
  }
  interface Parts extends Problem {
    readonly common: readonly string[];
    readonly separate: readonly string[];
    readonly none: readonly string[];
    readonly note: object;
  }
  const B05 = feed('B05');
  const today = new Date(Date.now() + 9 * 3_600_000).toISOString().slice(0, 10);
  const flag = (ref: string, name: string, over: object = {}) =>
    kiroku.post<Problem>(`/v1/members/${ref}/flags`, officer, {
      flag: name,
      from: today,
      reason: '本人の申出',
      ...over,
    });
  const lift = (ref: string, name: string) =>
    kiroku.post<Problem>(`/v1/members/${ref}/flags/lifting`, officer, {
      flag: name,
      from: today,
      reason: '本人の申出',
    });
  const show = async (ref: string) => (await kiroku.get<Shown>(`/v1/members/${ref}`, officer)).body;

  /** Codes of what was found late of a transfer, once everything up to a position was examined. */
  async function foundLate(transfer: string, position: string): Promise<string[]> {
    const deadline = Date.now() + 60_000;
    for (;;) {
      const path = `/v1/findings?transfer=${transfer}&atLeast=${position}`;
      const { status, body } = await kiroku.get<{ examining: number; findings: { code: string }[] }>(path, officer);
      if (status === 200 && body.examining === 0) return body.findings.map(({ code }) => code);
      if (Date.now() > deadline) throw new Error(`Nothing was examined within a minute: ${status}.`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  it('close the portal, of which nobody can tell why, until they are lifted', async () => {
    const ref = await aMember();
    const own = await kiroku.token('member', B04.association, ref);
    const view = () => kiroku.get<Problem>('/v1/me/transfers', own);
    expect((await view()).status).toBe(200);
    expect([(await flag(ref, 'NO_OWN_VIEW')).status, (await flag(ref, 'NO_OWN_VIEW')).status]).toEqual([201, 200]);
    const closed = await view();
    expect([closed.status, closed.body.code]).toEqual([403, 'portal-closed']);
    expect(await show(ref)).toMatchObject({
      flags: [{ flag: 'NO_OWN_VIEW', from: today, until: null }],
      portal: 'closed',
    });
    expect([(await lift(ref, 'NO_OWN_VIEW')).status, (await lift(ref, 'NO_OWN_VIEW')).status]).toEqual([201, 200]);
    expect((await view()).status).toBe(200);
    expect(await show(ref)).toMatchObject({ flags: [{ until: today }], portal: 'open' });
  });

  it('keep a member out of the notice of the household, and nobody learns of it', async () => {
    const [insured, spouse, child] = [await aMember(), await aMember(), await aMember()];
    const members = [insured, spouse, child].map((ref) => ({ ref }));
    const compose = () =>
      kiroku.post<Parts>('/v1/household-notices', integrator, { arrangement: { id: 'B05' }, members });
    const before = await compose();
    expect(before.body).toMatchObject({ common: [insured, spouse, child], separate: [], none: [], findings: [] });
    expect((await flag(spouse, 'NON_DISCLOSURE')).status).toBe(201);
    const after = await compose();
    expect(after.body).toMatchObject({ common: [insured, child], separate: [], none: [spouse], findings: [] });
    expect(after.body.note).toEqual(before.body.note);

    const post = (over: object) =>
      kiroku.post<Answer>('/v1/transfers', integrator, {
        ...B05.post,
        externalId: `flags-${(count += 1)}`,
        occurredAt: undefined,
        occurredOn: today,
        members,
        ...over,
      });
    const planned = await post({ phase: 'planned', household: insured });
    expect([planned.status, planned.body.groups.map(({ lines, allowed }) => [lines, allowed])]).toEqual([
      201,
      [[[1, 2], true]],
    ]);
    // What was sent all the same is a fact, and found to be wrong.
    const sent = await post({ household: insured });
    expect(sent.body.groups.filter(({ allowed }) => !allowed).map(({ lines }) => lines)).toEqual([[2]]);
    const [wrong] = sent.body.groups.filter(({ allowed }) => !allowed);
    expect(wrong!.findings.map(({ code }) => code)).toContain('HOUSEHOLD_WITHHELD');
    const found = await kiroku.get<{ findings: readonly { code: string }[] }>(
      `/v1/findings?transfer=${sent.body.id}&atLeast=${sent.body.position}`,
      officer,
    );
    expect(found.body.findings.map(({ code }) => code)).toContain('HOUSEHOLD_WITHHELD');
    for (const ref of [insured, child]) {
      const own = await kiroku.token('member', B04.association, ref);
      const { body } = await kiroku.get<object>(`/v1/me/transfers?atLeast=${sent.body.position}`, own);
      for (const word of [spouse, 'WITHHELD', 'NON_DISCLOSURE', 'MemberFlag'])
        expect(JSON.stringify(body)).not.toContain(word);
    }
    await lift(spouse, 'NON_DISCLOSURE');
    expect((await compose()).body).toMatchObject({ common: [insured, spouse, child], none: [] });
  });

  it('find what went to the household since the day from which they are set, and nothing before', async () => {
    const ref = await aMember();
    const send = (occurredOn: string) =>
      kiroku.post<Answer>('/v1/transfers', integrator, {
        ...B05.post,
        externalId: `flags-${(count += 1)}`,
        occurredOn,
        members: [{ ref }],
        household: ref,
      });
    const [before, since] = [await send('2026-10-31'), await send('2026-11-01')];
    expect([before.body.groups[0]!.allowed, since.body.groups[0]!.allowed]).toEqual([true, true]);
    const set = await flag(ref, 'NON_DISCLOSURE', { from: '2026-11-01' });
    expect(await foundLate(since.body.id, String(set.body['position']))).toEqual(['HOUSEHOLD_WITHHELD']);
    expect(await foundLate(before.body.id, String(set.body['position']))).toEqual([]);
  });

  it('are shown to officers and auditors alone', async () => {
    const ref = await aMember();
    await flag(ref, 'NON_DISCLOSURE');
    const auditor = await kiroku.token('auditor', B04.association);
    const own = await kiroku.token('member', B04.association, ref);
    const asked = [auditor, integrator, own].map((token) => kiroku.get<Shown>(`/v1/members/${ref}`, token));
    expect((await Promise.all(asked)).map(({ status }) => status)).toEqual([200, 403, 403]);
    expect((await kiroku.post(`/v1/members/${ref}/flags`, auditor, {})).status).toBe(403);
    expect((await kiroku.get('/v1/me/transfers', own)).status).toBe(200);
  });

  it.each<[string, object, number, string]>([
    ['of another kind', { flag: 'SECRET' }, 400, '/flag'],
    ['of a day to come', { from: '2999-01-01' }, 400, '/from'],
    ['of an impossible day', { from: '2026-02-30' }, 400, '/from'],
    ['without a reason', { reason: '' }, 400, '/reason'],
  ])('are refused %s, and nothing is set', async (_, over, status, pointer) => {
    const ref = await aMember();
    const { status: answered, body } = await flag(ref, 'NON_DISCLOSURE', over);
    expect([answered, body.errors![0]!.pointer]).toEqual([status, pointer]);
    expect((await show(ref)).flags).toEqual([]);
  });

  it('are not lifted where none stands, nor of anybody elsewhere', async () => {
    const ref = await aMember();
    const answer = await lift(ref, 'NON_DISCLOSURE');
    expect([answer.status, answer.body.code]).toEqual([409, 'member-change-differs']);
    const elsewhere = await kiroku.token('officer', 'mihon-unyu');
    const body = { flag: 'NO_OWN_VIEW', from: today, reason: '本人の申出' };
    expect((await kiroku.post(`/v1/members/${ref}/flags`, elsewhere, body)).status).toBe(404);
  });
});

describe('the search for members', () => {
  interface Found extends Problem {
    readonly candidates: readonly { ref: string; name: string; kana: string | null; flags: readonly string[] }[];
    readonly hasMore: boolean;
  }
  const search = (body: object, token = officer) => kiroku.post<Found>('/v1/members/search', token, body);
  const birthDate = '1971-03-09';

  it('finds by another variant, width and syllabary, and shows what was registered', async () => {
    const ref = await aMember({ name: '渡邉 𠮷德', kana: 'ワタナベ ヨシノリ', birthDate });
    await kiroku.post(`/v1/members/${ref}/flags`, officer, {
      flag: 'NON_DISCLOSURE',
      from: '2026-04-01',
      reason: '本人の申出',
    });
    const candidate = { ref, name: '渡邉 𠮷德', kana: 'ワタナベ ヨシノリ', birthDate, flags: ['NON_DISCLOSURE'] };
    const found = { candidates: [candidate], hasMore: false };
    expect((await search({ name: '渡辺吉徳', birthDate })).body).toEqual(found);
    expect((await search({ kana: 'わたなべ　ﾖｼﾉﾘ', birthDate })).body).toEqual(found);
    expect((await search({ name: '渡辺', birthDate })).body).toEqual({ candidates: [], hasMore: false });
    const elsewhere = await kiroku.token('officer', 'mihon-unyu');
    expect((await search({ name: '渡辺吉徳', birthDate }, elsewhere)).body.candidates).toEqual([]);
  });

  it('shows one person once, under the reference that stays', async () => {
    const twin = { name: '見本 双子', birthDate };
    const [gone, stays] = [await aMember(twin), await aMember(twin)];
    await kiroku.post(`/v1/members/${gone}/merge`, officer, { into: stays, reason: '二重登録' });
    const { body } = await search(twin);
    expect(body.candidates.map(({ ref }) => ref)).toEqual([stays]);
  });

  it('shows twenty at most, and says that there are more', async () => {
    const many = { name: '見本 多数', birthDate };
    for (let index = 0; index < 21; index += 1) await aMember(many);
    const { body, headers } = await search(many);
    expect([body.candidates.length, body.hasMore]).toEqual([20, true]);
    expect(headers['ratelimit']).toContain('member-reads');
  });

  it.each<[string, object, string]>([
    ['without a name', { birthDate }, '/name'],
    ['without a birth date', { name: '見本 双子' }, '/birthDate'],
    ['of an impossible birth date', { name: '見本 双子', birthDate: '1971-02-30' }, '/birthDate'],
    ['of an absurd length', { name: '見'.repeat(201), birthDate }, '/name'],
  ])('is refused %s', async (_, asked, pointer) => {
    const { status, body } = await search(asked);
    expect([status, body.errors![0]!.pointer]).toEqual([400, pointer]);
  });

  it('is for officers alone', async () => {
    const asked = { name: '見本 双子', birthDate };
    const auditor = await kiroku.token('auditor', B04.association);
    expect([(await search(asked, integrator)).status, (await search(asked, auditor)).status]).toEqual([403, 403]);
  });
});
