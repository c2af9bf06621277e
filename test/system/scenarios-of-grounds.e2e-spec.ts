import { KirokuInProcess, type Injected } from '../harness/kiroku-in-process.js';
import type { Answer, ListedRecord, Problem } from '../harness/recording.js';

/** An association of this file alone; nobody else is registered with it. */
const KENPO = 'grounds-kenpo';
const DAY_MS = 86_400_000;
const JAPAN_MS = 9 * 3_600_000;

let kiroku: KirokuInProcess;
let officer: string;
let member: string;

beforeAll(async () => {
  kiroku = await KirokuInProcess.start();
  officer = await kiroku.token('officer', KENPO);
  const operator = await kiroku.token('operator', null);
  await created(kiroku.post('/v1/associations', operator, anAssociation()));
  await created(kiroku.post('/v1/parties', officer, aParty('honyaku', 'ENTRUSTEE')));
  await created(kiroku.post('/v1/parties', officer, aParty('kigyo', 'EMPLOYER')));
  [member] = (await kiroku.registerMembers(KENPO, 1)) as [string];
}, 60_000);
afterAll(() => kiroku.stop());

function anAssociation() {
  return {
    id: KENPO,
    class: 'KENPO',
    name: { ja: '根拠健康保険組合', en: 'Grounds Kenpo' },
    insurerNumber: null,
    address: '東京都見本区根拠町1-1',
    representative: '理事長 根拠 一郎',
    contact: { desk: '個人情報相談窓口', phone: '00-0000-0000', complaintDesk: '苦情受付窓口' },
    recordsHeldFrom: '2024-04-01',
    purposes: [
      { code: 'U06', publishedFrom: '2024-04-01' },
      { code: 'U08', publishedFrom: '2024-04-01' },
    ],
  };
}

function aParty(id: string, kind: string) {
  return { id, name: `株式会社${id}`, address: '東京都見本区1', representative: '代表', class: kind, location: 'JP' };
}

/** Days of today and around it, in Japan. */
function day(daysFromToday = 0): string {
  return new Date(Date.now() + JAPAN_MS + daysFromToday * DAY_MS).toISOString().slice(0, 10);
}

function terms(over: object = {}) {
  return {
    kind: 'entrustment',
    announcedFrom: '2024-04-01',
    effectiveFrom: '2024-04-01',
    parties: ['honyaku'],
    users: [],
    items: ['NAME'],
    itemsOpen: false,
    purposes: [],
    route: { candidates: ['N1'], chosen: 'N1' },
    means: ['ELECTRONIC'],
    dataKind: 'PERSONAL_DATA',
    sensitivity: 'normal',
    contract: { ref: 'K-1', clauses: ['再委託の禁止'] },
    memberView: 'show',
    restricted: false,
    cadence: { every: 'event' },
    printedCitations: [],
    ...over,
  };
}

const title = { ja: '見本の取決め', en: 'A sample' };
const announce = (id: string, version: number, over: object = {}) =>
  kiroku.post<Problem>(`/v1/arrangements/${id}/versions`, officer, { version, title, terms: terms(over) });

function transfer(externalId: string, over: object = {}) {
  return {
    source: 'kenpo-core',
    externalId,
    direction: 'OUT',
    occurredOn: day(),
    purpose: 'U06',
    means: 'ELECTRONIC',
    items: [{ code: 'NAME' }],
    members: [{ ref: member }],
    ground: { supervisionRef: 'S-1' },
    ...over,
  };
}

const post = (externalId: string, over: object = {}) =>
  kiroku.post<Answer & Problem>('/v1/transfers', officer, transfer(externalId, over));

async function created<Body>(answering: Promise<Injected<Body>>): Promise<Body> {
  const { status, body } = await answering;
  if (status !== 201) throw new Error(`answered ${status}: ${JSON.stringify(body)}`);
  return body;
}

async function read<Body>(path: string, token = officer): Promise<{ etag: string; body: Body }> {
  const { status, headers, body } = await kiroku.get<Body>(path, token, { 'accept-language': 'en' });
  if (status !== 200) throw new Error(`${path} answered ${status}: ${JSON.stringify(body)}`);
  return { etag: String(headers['etag']), body };
}

const codesOf = ({ groups }: Pick<Answer, 'groups'>) => groups[0]!.findings.map(({ code }) => code);

describe('settings of an association', () => {
  it('are the defaults until the association says otherwise, and change from a day on', async () => {
    const { etag, body } = await read<{ settings: object }>('/v1/settings');
    expect(body.settings).toMatchObject({ recordPublicHospitals: true, announceWithinDays: 14, openItems: 'warn' });
    const change = { effectiveFrom: day(10), settings: { announceWithinDays: 7 } };
    const changed = await kiroku.patch('/v1/settings', officer, etag, change);
    expect(changed).toMatchObject({ status: 200, body: { isNew: true } });
    // The same again is the same change.
    expect(await kiroku.patch('/v1/settings', officer, etag, change)).toMatchObject({ body: { isNew: false } });
    const now = await read<{ settings: object; changes: object[] }>('/v1/settings');
    expect(now.etag).toBe(changed.headers['etag']);
    expect(now.body.settings).toMatchObject({ announceWithinDays: 14 });
    expect(now.body.changes).toMatchObject([change]);
    const then = await read<{ settings: object }>(`/v1/settings?on=${day(10)}`);
    expect(then.body.settings).toMatchObject({ announceWithinDays: 7 });
  });

  it('change for nobody who has not read them, and not back in time', async () => {
    const { etag } = await read('/v1/settings');
    const change = (tag: string | null, body: object) =>
      kiroku.patch<Problem>('/v1/settings', officer, tag, body).then((answer) => [answer.status, answer.body.code]);
    const settings = { keepLaterDate: true };
    expect(await change(null, { settings })).toEqual([428, 'if-match-missing']);
    expect(await change('"0"', { settings })).toEqual([412, 'changed-meanwhile']);
    expect(await change('"99"', { settings })).toEqual([412, 'changed-meanwhile']);
    expect(await change('*', { settings })).toEqual([400, 'invalid-request']);
    expect(await change(etag, { effectiveFrom: day(-1), settings })).toEqual([400, 'invalid-request']);
    expect(await change(etag, { settings: {} })).toEqual([400, 'invalid-request']);
    expect(await change(etag, { settings: { keepLaterDate: 'yes' } })).toEqual([400, 'invalid-request']);
    expect(await change(etag, { settings: { keepLaterDat: true } })).toEqual([400, 'invalid-request']);
    expect((await read('/v1/settings')).etag).toBe(etag);
    const integrator = await kiroku.token('integrator', KENPO);
    expect((await kiroku.patch('/v1/settings', integrator, etag, { settings })).status).toBe(403);
  });
});

describe('what is amended of an association and its parties', () => {
  it('A63 a purpose that is published later unblocks from that day on', async () => {
    await created(announce('M13', 1));
    const over = { arrangement: { id: 'M13' }, party: { id: 'honyaku' }, purpose: 'U20' };
    const before = await post('A63-before', { ...over, phase: 'planned' });
    expect([before.status, before.body.code, codesOf(before.body)]).toEqual([
      422,
      'transfer-blocked',
      ['PURPOSE_NOT_PUBLISHED'],
    ]);
    const { etag } = await read('/v1/association');
    const publish = { effectiveFrom: day(), publish: [{ code: 'U20', publishedFrom: day() }] };
    expect((await kiroku.patch('/v1/association', officer, etag, publish)).status).toBe(200);
    const after = await created(post('A63-after', { ...over, phase: 'planned' }));
    expect(after.groups).toMatchObject([{ allowed: true, duty: 'NONE' }]);
    // What was sent the day before was sent without it.
    const yesterday = await created(post('A63-yesterday', { ...over, occurredOn: day(-1) }));
    expect(codesOf(yesterday)).toContain('PURPOSE_NOT_PUBLISHED');
    // The end of a publication ends it from the day after.
    const again = await read('/v1/association');
    const end = { effectiveFrom: day(), unpublish: [{ code: 'U06', publishedUntil: day() }] };
    expect((await kiroku.patch('/v1/association', officer, again.etag, end)).status).toBe(200);
    expect((await created(post('A63-last-day', { ...over, purpose: 'U06' }))).groups[0]!.allowed).toBe(true);
    const tomorrow = await post('A63-tomorrow', { ...over, purpose: 'U06', phase: 'planned', occurredOn: day(1) });
    expect(codesOf(tomorrow.body)).toEqual(['PURPOSE_NOT_PUBLISHED']);
  });

  it('refuse what cannot be, by pointer, and change nothing', async () => {
    const { etag } = await read('/v1/association');
    const refused = async (body: object) => {
      const answer = await kiroku.patch<Problem>('/v1/association', officer, etag, { effectiveFrom: day(), ...body });
      return [answer.status, answer.body.errors?.map(({ pointer }) => pointer)];
    };
    expect(await refused({})).toEqual([400, ['']]);
    expect(await refused({ publish: [{ code: 'U99', publishedFrom: day() }] })).toEqual([400, ['/publish/0/code']]);
    expect(await refused({ publish: [{ code: 'U08', publishedFrom: day() }] })).toEqual([400, ['/publish/0/code']]);
    const twice = [0, 1].map(() => ({ code: 'U09', publishedFrom: day() }));
    expect(await refused({ publish: twice })).toEqual([400, ['/publish/1/code']]);
    expect(await refused({ unpublish: [{ code: 'U09', publishedUntil: day() }] })).toEqual([
      400,
      ['/unpublish/0/code'],
    ]);
    expect(await refused({ unpublish: [{ code: 'U08', publishedUntil: '2024-03-31' }] })).toEqual([
      400,
      ['/unpublish/0/publishedUntil'],
    ]);
    expect(await refused({ effectiveFrom: '2026-02-30', address: '東京' })).toEqual([400, ['/effectiveFrom']]);
    expect((await read('/v1/association')).etag).toBe(etag);
  });

  it('leave a record of the days before as it was, and judge by what holds on the day', async () => {
    const consent = { candidates: ['C1'], chosen: 'C1' };
    await created(announce('B04', 1, { kind: 'provision-feed', parties: ['kigyo'], route: consent, contract: null }));
    const given = new Date(Date.now() - 30 * DAY_MS).toISOString();
    const scope = { classes: ['EMPLOYER', 'LOCAL_BODY'], parties: [], items: ['NAME'], purposes: ['U08'] };
    const id = '0d9a3f44-7c1c-4c59-9a39-000000000001';
    const declared = { id, kind: 'CONSENT', scope, receivedAt: given, effectiveFrom: given, form: 'WEB' };
    await created(kiroku.post(`/v1/members/${member}/standing`, officer, declared));
    const over = { arrangement: { id: 'B04' }, party: { id: 'kigyo' }, purpose: 'U08', ground: {} };
    const before = await created(post('party-before', { ...over, occurredOn: day(-2) }));
    expect(before.groups[0]!.duty).toBe('REC_CONSENT_27');

    const { etag } = await read<object>('/v1/parties/kigyo');
    const amendment = { effectiveFrom: day(-1), name: '株式会社新企業', class: 'LOCAL_BODY', representative: null };
    const amended = await kiroku.patch<Answer>('/v1/parties/kigyo', officer, etag, amendment);
    expect(amended).toMatchObject({ status: 200, headers: { etag: '"1"' } });
    const after = await created(post('party-after', { ...over, occurredOn: day(-1) }));
    // A body of art. 16(2) gets no record.
    expect(after.groups[0]!.duty).toBe('NONE');

    const path = `/v1/provision-records?limit=200&atLeast=${after.position}`;
    const { body } = await read<{ records: ListedRecord[] }>(path);
    expect(body.records.map(({ transfer: of, party }) => [of, party.name])).toEqual([[before.id, '株式会社kigyo']]);
    const parties = await read<{ parties: { id: string; name: string }[] }>(
      `/v1/parties?atLeast=${amended.body.position}`,
    );
    expect(parties.body.parties.map(({ name }) => name)).toEqual(['株式会社honyaku', '株式会社新企業']);
    const then = await read<{ party: object; amendments: object[] }>(`/v1/parties/kigyo?on=${day(-2)}`);
    expect(then.body).toMatchObject({ party: { name: '株式会社kigyo', class: 'EMPLOYER' } });
    expect(then.body.amendments).toMatchObject([{ changes: amendment }]);
    expect((await kiroku.get('/v1/parties/nobody', officer)).status).toBe(404);
    expect((await kiroku.patch('/v1/parties/nobody', officer, '"0"', amendment)).status).toBe(404);
    expect((await kiroku.patch('/v1/parties/kigyo', officer, '"1"', { effectiveFrom: day() })).status).toBe(400);
    // Parties of one association are nobody in another.
    const other = await kiroku.token('officer', 'mihon-seizo');
    expect((await kiroku.get('/v1/parties/kigyo', other)).status).toBe(404);
  });

  it('goes through the parties page by page', async () => {
    const first = await read<{ parties: { id: string }[]; next: string }>('/v1/parties?limit=1');
    const second = await read<{ parties: { id: string }[]; next: string | null }>(
      `/v1/parties?limit=1&cursor=${first.body.next}`,
    );
    expect([...first.body.parties, ...second.body.parties].map(({ id }) => id)).toEqual(['honyaku', 'kigyo']);
    expect(second.body.next).toBeNull();
  });
});

describe('arrangements', () => {
  const jointUse = (over: object = {}) => ({
    kind: 'joint-use',
    announcedFrom: day(-100),
    effectiveFrom: day(-99),
    parties: ['kigyo'],
    users: [
      { name: '根拠健康保険組合', entrustee: false },
      { name: '株式会社新企業', entrustee: false, party: 'kigyo' },
    ],
    responsible: {
      name: '根拠健康保険組合',
      address: '東京都見本区根拠町1-1',
      representative: '理事長 根拠 一郎',
    },
    items: ['NAME', 'SEX'],
    purposes: ['U08'],
    route: { candidates: ['N3'], chosen: 'N3' },
    contract: null,
    ...over,
  });
  interface Tasks {
    readonly tasks: readonly { kind: string; arrangement: string; overdue: boolean; since: string }[];
  }
  const refusals = async (answering: Promise<Injected<Problem>>) => {
    const { status, body } = await answering;
    return [status, body.code, body.errors?.map(({ pointer }) => pointer)];
  };

  it('A10 by opt-out are refused any method but EACH when they are configured', async () => {
    const optOut = { kind: 'provision-feed', route: { candidates: ['O'], chosen: 'O' }, optOut: { filingNo: 'F-1' } };
    for (const recordMethod of ['BATCH', 'CONTRACT']) {
      expect(await refusals(announce('OPT', 1, { ...optOut, recordMethod }))).toEqual([
        422,
        'arrangement-unlawful',
        ['/terms/recordMethod'],
      ]);
    }
    expect((await kiroku.get('/v1/arrangements/OPT', officer)).status).toBe(404);
    await created(announce('OPT', 1, { ...optOut, recordMethod: 'EACH' }));
  });

  it('A39 by implied consent are refused to a mutual-aid association when they are configured', async () => {
    const kurashi = await kiroku.token('officer', 'mihon-kurashi');
    const implied = { kind: 'implied-consent', parties: [], route: { candidates: ['C1i'], chosen: 'C1i' } };
    const body = { version: 1, title, terms: terms(implied) };
    expect(await refusals(kiroku.post('/v1/arrangements/P04-IMPLIED/versions', kurashi, body))).toEqual([
      422,
      'arrangement-unlawful',
      ['/terms/route/chosen'],
    ]);
    await created(announce('B05', 1, { ...implied, contract: null }));
  });

  it('A17 want a new representative of the responsible entity announced without delay', async () => {
    const { position } = await created(announce('B03', 1, jointUse()));
    const tasks = (at: unknown, query = '') => read<Tasks>(`/v1/arrangement-tasks?atLeast=${String(at)}${query}`);
    expect((await tasks(position)).body.tasks).toEqual([]);
    const { etag } = await read('/v1/association');
    const change = { effectiveFrom: day(-30), representative: '理事長 根拠 二郎' };
    const amended = await kiroku.patch<Answer>('/v1/association', officer, etag, change);
    const overdue = await tasks(amended.body.position, '&overdue=true');
    expect(overdue.body.tasks).toMatchObject([
      { kind: 'announce-change', arrangement: 'B03', since: day(-30), overdueFrom: day(-15), overdue: true },
    ]);
    expect((await tasks(amended.body.position, '&overdue=false')).body.tasks).toEqual([]);
    // Announced now, late as it is: what is past stays remarked.
    const responsible = { ...jointUse().responsible, representative: '理事長 根拠 二郎' };
    const late = jointUse({ announcedFrom: day(), effectiveFrom: day(), responsible });
    const body = { version: 2, title, terms: terms(late), change: { changedOn: day(-30) } };
    const announced = await created(
      kiroku.post<Answer & { remarks: object[] }>('/v1/arrangements/B03/versions', officer, body),
    );
    expect(announced.remarks).toMatchObject([{ code: 'CHANGE_ANNOUNCED_LATE', severity: 'warning' }]);
    expect((await tasks(announced.position)).body.tasks).toEqual([]);
    const again = await kiroku.post('/v1/arrangements/B03/versions', officer, body);
    expect(again).toMatchObject({ status: 200, body: { isNew: false } });
  });

  it('of joint use change their purposes before, and their items and users not by notice alone', async () => {
    const announced = { announcedFrom: day(), effectiveFrom: day(30) };
    const responsible = { ...jointUse().responsible, representative: '理事長 根拠 二郎' };
    const third = (over: object, change?: object) => {
      const body = { version: 3, title, terms: terms(jointUse({ ...announced, responsible, ...over })), change };
      return kiroku.post<Problem>('/v1/arrangements/B03/versions', officer, body);
    };
    const refused = async (over: object, change?: object) => (await refusals(third(over, change)))[2];
    expect(await refused({ items: ['NAME', 'SEX', 'AGE'] })).toEqual(['/terms/items']);
    const widened = [...jointUse().users, { name: '他社', entrustee: false }];
    expect(await refused({ users: widened })).toEqual(['/terms/users']);
    expect(await refused({ purposes: ['U08', 'U09'] })).toEqual(['/change/withinExpectation']);
    expect(await refused({ purposes: ['U08', 'U09'], announcedFrom: day(30) }, { withinExpectation: true })).toEqual([
      '/terms/announcedFrom',
    ]);
    expect(await refused({ responsible: { ...responsible, name: '別の組合' } })).toEqual(['/change/responsible']);
    await created(third({ items: ['NAME', 'SEX', 'AGE'] }, { reason: 'consent' }));
    const { body } = await read<{ versions: { terms: { items: string[] }; change: object | null }[] }>(
      '/v1/arrangements/B03',
    );
    expect(body.versions.map(({ terms: { items } }) => items.length)).toEqual([2, 2, 3]);
    expect(body.versions.at(-1)!.change).toEqual({ reason: 'consent' });
  });

  it('have their yearly check of a recipient abroad listed until it is made', async () => {
    const abroad = { ...aParty('reinsurer', 'REINSURER'), location: 'FOREIGN_EQUIV_SYSTEM', country: 'US' };
    await created(kiroku.post('/v1/parties', officer, abroad));
    const equivalence = { basis: '規則16条の契約', lastCheckedOn: day(-425) };
    const { position } = await created(announce('P01', 1, { parties: ['reinsurer'], equivalence }));
    const tasks = async (at: unknown) => {
      const { body } = await read<Tasks>(`/v1/arrangement-tasks?atLeast=${String(at)}`);
      return body.tasks.filter(({ kind }) => kind === 'equivalence-check').map((one) => [one.arrangement, one.overdue]);
    };
    expect(await tasks(position)).toEqual([['P01', true]]);
    const check = {
      id: '5a1b6f02-3c7e-4f9a-8a55-0d7a4f1c9e31',
      checkedOn: day(),
      outcome: 'kept',
      systemEstablishedBy: '委託契約',
      measures: '安全管理措置',
      checkMethod: '年1回の書面',
      country: 'US',
      foreignInstitutions: 'なし',
      hindrance: 'なし',
      remedy: '不要',
    };
    const path = '/v1/arrangements/P01/equivalence-checks';
    expect((await kiroku.post(path, officer, { ...check, checkedOn: day(1) })).status).toBe(400);
    const { remedy: _none, ...incomplete } = check;
    expect((await kiroku.post(path, officer, incomplete)).status).toBe(400);
    const checked = await created(kiroku.post<Answer>(path, officer, check));
    expect(await kiroku.post(path, officer, check)).toMatchObject({ status: 200, body: { isNew: false } });
    expect((await kiroku.post(path, officer, { ...check, outcome: 'mended' })).status).toBe(409);
    expect(await tasks(checked.position)).toEqual([['P01', false]]);
    const { body } = await read<{ equivalenceChecks: object[] }>('/v1/arrangements/P01');
    expect(body.equivalenceChecks).toMatchObject([{ checkedOn: day(), outcome: 'kept', measures: '安全管理措置' }]);
    expect((await kiroku.post('/v1/arrangements/NONE/equivalence-checks', officer, check)).status).toBe(404);
  });

  it('are shown in the words in which they are announced, and end', async () => {
    await created(announce('M20', 1, { cadence: { every: 'quarter', graceDays: 5 }, delivery: 'sealed' }));
    const shown = await read<{ versions: { terms: object }[] }>('/v1/arrangements/M20');
    const { terms: first } = shown.body.versions[0]!;
    expect(first).toMatchObject({ cadence: { every: 'quarter', graceDays: 5, times: 1 }, delivery: 'sealed' });
    // What is shown can be announced again as it is.
    const next = { version: 2, title, terms: first };
    await created(kiroku.post('/v1/arrangements/M20/versions', officer, next));

    const end = { version: 2, endsOn: day(-1), reason: '契約の終了' };
    const path = '/v1/arrangements/M20/end';
    expect((await kiroku.post(path, officer, { ...end, version: 1 })).status).toBe(409);
    expect((await kiroku.post(path, officer, { ...end, endsOn: '2020-01-01' })).status).toBe(400);
    const { position } = await created(kiroku.post<Answer>(path, officer, end));
    expect(await kiroku.post(path, officer, end)).toMatchObject({ status: 200, body: { isNew: false } });
    expect((await kiroku.post(path, officer, { ...end, endsOn: day() })).status).toBe(409);
    const sent = await created(post('after-the-end', { arrangement: { id: 'M20' }, party: { id: 'honyaku' } }));
    expect(codesOf(sent)).toContain('ARRANGEMENT_NOT_IN_FORCE');
    const { body } = await read<{ arrangements: { id: string; state: string }[] }>(
      `/v1/arrangements?limit=200&atLeast=${position}`,
    );
    expect(body.arrangements.find(({ id }) => id === 'M20')!.state).toBe('ended');
    expect((await kiroku.post('/v1/arrangements/NONE/end', officer, end)).status).toBe(404);
    // A version that is announced afterwards begins it anew.
    await created(announce('M20', 3, { effectiveFrom: day() }));
    expect((await read<{ state: string }>('/v1/arrangements/M20')).body.state).toBe('in-effect');
  });

  it('refuse days and numbers that cannot be, by pointer', async () => {
    const refused = async (over: object) => (await refusals(announce('BAD', 1, over)))[2];
    expect(await refused({ effectiveFrom: '2026-04-31' })).toEqual(['/terms/effectiveFrom']);
    expect(await refused({ endsOn: '2024-03-31' })).toEqual(['/terms/endsOn']);
    expect(await refused({ announcedAt: '2024-04-02T00:00:00+09:00' })).toEqual(['/terms/announcedAt']);
    expect(await refused({ controlTotals: { lines: { from: 2, to: 1 } } })).toEqual(['/terms/controlTotals/lines/to']);
    expect(await refused({ cadence: { every: 'hour' } })).toEqual(['/terms/cadence/every']);
    expect(await refused({ cadence: { every: 'month', graceDays: 10_000 } })).toEqual(['/terms/cadence/graceDays']);
    expect(await refused({ users: [{ name: 'x', entrustee: false, party: 'nobody' }] })).toEqual([
      '/terms/users/0/party',
    ]);
    expect(await refused({ items: Array.from({ length: 10_000 }, () => 'NAME') })).toEqual(['/terms/items']);
    expect((await announce('BAD', 2)).status).toBe(409);
    expect((await kiroku.get('/v1/arrangements/BAD', officer)).status).toBe(404);
  });
});
