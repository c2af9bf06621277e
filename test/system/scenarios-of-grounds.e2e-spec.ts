import { EVENT_STORE, type EventStore } from '#event-store';
import { KirokuInProcess, type Injected } from '../harness/kiroku-in-process.js';
import { findingsExamined } from '../harness/late-findings.js';
import type { Answer, ListedRecord, Problem } from '../harness/recording.js';

/** An association of this file alone; nobody else is registered with it. */
const KENPO = 'grounds-kenpo';
const DAY_MS = 86_400_000;
const JAPAN_MS = 9 * 3_600_000;

let kiroku: KirokuInProcess;
let officer: string;
let member: string;
let household: readonly string[];

beforeAll(async () => {
  kiroku = await KirokuInProcess.start();
  officer = await kiroku.token('officer', KENPO);
  const operator = await kiroku.token('operator', null);
  await created(kiroku.post('/v1/associations', operator, anAssociation()));
  await created(kiroku.post('/v1/parties', officer, aParty('honyaku', 'ENTRUSTEE')));
  await created(kiroku.post('/v1/parties', officer, aParty('kigyo', 'EMPLOYER')));
  await created(kiroku.post('/v1/parties', officer, aParty('setai', 'HOUSEHOLD')));
  const [first, ...others] = await kiroku.registerMembers(KENPO, 8);
  member = first!;
  household = others;
}, 120_000);
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
    expect(parties.body.parties.map(({ name }) => name)).toEqual([
      '株式会社honyaku',
      '株式会社新企業',
      '株式会社setai',
    ]);
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
    const last = await read<{ next: string | null }>(`/v1/parties?limit=1&cursor=${second.body.next}`);
    expect(last.body.next).toBeNull();
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
    const { remarks } = await created(announce('OPT', 1, { ...optOut, recordMethod: 'EACH' }));
    // It stands, and what is still to be filed and published is told.
    expect(remarks).toMatchObject(
      ['acquisition', 'provision', 'stopReception', 'updating', 'startsOn'].map((matter) => ({
        code: 'OPTOUT_MATTER_MISSING',
        pointer: `/terms/optOut/${matter}`,
      })),
    );
  });

  it('that hide their lines from members are refused where they are not restricted', async () => {
    const hidden = { kind: 'statutory-duty', memberView: 'hidden' };
    const answer = await refusals(announce('HID', 1, hidden));
    expect(answer).toEqual([422, 'arrangement-hidden-in-the-open', ['/terms/restricted']]);
    expect((await kiroku.get('/v1/arrangements/HID', officer)).status).toBe(404);
    await created(announce('HID', 1, { ...hidden, restricted: true }));
    expect((await refusals(announce('HID', 2, hidden)))[0]).toBe(422);
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
    const send = async (externalId: string) => {
      const over = { arrangement: { id: 'P01' }, party: { id: 'reinsurer' }, phase: 'planned' };
      const { status, body } = await post(externalId, over);
      return [status, codesOf(body).filter((code) => code === 'EQUIV_CHECK_OVERDUE')];
    };
    const settle = async (equivalenceOverdue: string) => {
      const { etag } = await read('/v1/settings');
      expect((await kiroku.patch('/v1/settings', officer, etag, { settings: { equivalenceOverdue } })).status).toBe(
        200,
      );
    };
    // It blocks a send, or warns where the association has settled so.
    expect(await send('P01-overdue')).toEqual([422, ['EQUIV_CHECK_OVERDUE']]);
    await settle('warn');
    expect(await send('P01-warned')).toEqual([201, ['EQUIV_CHECK_OVERDUE']]);
    await settle('block');
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
    expect(await send('P01-checked')).toEqual([201, []]);
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
    expect(await refused({ controlTotals: { lines: { from: 0, to: 2 ** 31 } } })).toEqual([
      '/terms/controlTotals/lines/to',
    ]);
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

/** A household notice by published implied consent, in a sealed envelope. */
const NOTICE = {
  kind: 'implied-consent',
  parties: ['setai'],
  items: ['NAME', 'VISIT_HISTORY'],
  purposes: ['U06'],
  route: {
    candidates: ['C1i'],
    chosen: 'C1i',
    exclusion: { code: 'X2', reason: '世帯の被保険者は本人と一体とみられる', approvedBy: '個人情報保護管理者' },
  },
  means: ['PAPER'],
  contract: null,
  delivery: 'sealed',
  implied: {
    matter: { ja: '医療費通知の世帯単位での送付', en: 'Medical-expense notice per household' },
    howToObject: '相談窓口へ書面で申し出る',
    explicitOnRequest: true,
    silenceIsConsent: true,
    changeable: true,
  },
};

describe('what members declare', () => {
  interface Standing {
    readonly standing: readonly {
      id: string;
      kind: string;
      state: string;
      matter: string | null;
      receivedAt: string;
      effectiveFrom: string;
      enteredAt: string;
      form: string;
      by: object | null;
      foreignInfo: object | null;
      withdrawal: { effectiveFrom: string } | null;
    }[];
  }
  const nothing = { classes: [], parties: [], items: [], purposes: [] };
  const id = (number: number) => `0d9a3f44-7c1c-4c59-9a39-0000000001${String(number).padStart(2, '0')}`;
  const at = (daysFromNow: number) => new Date(Date.now() + daysFromNow * DAY_MS).toISOString();
  const declared = (number: number, over: object = {}) => ({
    id: id(number),
    kind: 'OBJECTION',
    matter: 'B05',
    scope: nothing,
    receivedAt: at(-3),
    effectiveFrom: at(-3),
    form: 'PAPER',
    ...over,
  });
  const declare = (ref: string, body: object, token = officer) =>
    kiroku.post<Answer & Problem>(`/v1/members/${ref}/standing`, token, body);
  const notice = (externalId: string, refs: readonly string[], over: object = {}) =>
    post(externalId, {
      arrangement: { id: 'B05' },
      party: { id: 'setai' },
      items: NOTICE.items.map((code) => ({ code })),
      means: 'PAPER',
      ground: {},
      members: refs.map((ref) => ({ ref })),
      ...over,
    });
  let own: string;

  beforeAll(async () => {
    await created(announce('B05', 1, NOTICE));
    own = await kiroku.token('member', KENPO, household[0]!);
  });

  it('is listed with its three times, who declared it and what was told', async () => {
    const info = { country: 'US', system: true, measures: false, unknownReason: '調査中' };
    const scope = { classes: ['REINSURER'], parties: ['kigyo'], items: ['NAME'], purposes: ['U06'] };
    const over = { kind: 'FOREIGN_CONSENT', matter: null, scope, foreignInfo: info, noticeVersion: '2026-04' };
    const by = { who: 'representative', id: 'R-0001' };
    const body = declared(1, { ...over, by, evidence: '同意書', effectiveFrom: at(-5) });
    await created(declare(household[1]!, body));
    const list = await read<Standing>(`/v1/members/${household[1]}/standing`);
    expect(list.body.standing).toMatchObject([
      { ...over, by, foreignInfo: info, state: 'stands', evidence: '同意書', form: 'PAPER', withdrawal: null },
    ]);
    const [one] = list.body.standing;
    expect([one!.effectiveFrom < one!.receivedAt, one!.receivedAt < one!.enteredAt]).toEqual([true, true]);
    const withdrawal = { receivedAt: at(-1), effectiveFrom: at(-1), by: { who: 'self' } };
    await created(kiroku.post(`/v1/members/${household[1]}/standing/${id(1)}/withdrawal`, officer, withdrawal));
    const after = await read<Standing>(`/v1/members/${household[1]}/standing`);
    expect(after.body.standing).toMatchObject([{ state: 'withdrawn', withdrawal }]);
    const auditor = await kiroku.token('auditor', KENPO);
    expect((await read<Standing>(`/v1/members/${household[1]}/standing`, auditor)).body).toEqual(after.body);
    const nobody = '/v1/members/99999999-9999-4999-8999-999999999999/standing';
    expect((await kiroku.get(nobody, officer)).status).toBe(404);
    const elsewhere = await kiroku.token('officer', 'mihon-seizo');
    expect((await kiroku.get(`/v1/members/${household[1]}/standing`, elsewhere)).status).toBe(404);
  });

  it('is refused by pointer where nobody can have declared it, and leaves nothing behind', async () => {
    const refused = async (over: object) => {
      const { status, body } = await declare(household[2]!, declared(2, over));
      return [status, ...(body.errors ?? []).map(({ pointer }) => pointer)];
    };
    for (const kind of ['OBJECTION', 'RESERVATION', 'STOP']) {
      expect(await refused({ kind, effectiveFrom: at(-4) })).toEqual([400, '/effectiveFrom']);
    }
    expect(await refused({ receivedAt: at(1), effectiveFrom: at(1) })).toEqual([400, '/receivedAt']);
    expect(await refused({ matter: 'NOBODY' })).toEqual([422, '/matter']);
    expect(await refused({ kind: 'WISH' })).toEqual([400, '/kind']);
    expect(await refused({ scope: { ...nothing, items: ['NO_ITEM'] } })).toEqual([400, '/scope/items/0']);
    expect(await refused({ scope: { ...nothing, purposes: ['U99'] } })).toEqual([400, '/scope/purposes/0']);
    expect(await refused({ scope: { ...nothing, parties: ['nobody'] } })).toEqual([422, '/scope/parties/0']);
    const all = ['/scope/parties', '/scope/items', '/scope/purposes'];
    expect(await refused({ kind: 'CONSENT', matter: null })).toEqual([400, ...all]);
    expect(await refused({ by: { who: 'representative' } })).toEqual([400, '/by/id']);
    expect(await refused({ foreignInfo: { country: 'USA', system: true, measures: true } })).toEqual([
      400,
      '/foreignInfo/country',
    ]);
    expect((await read<Standing>(`/v1/members/${household[2]}/standing`)).body.standing).toEqual([]);
  });

  it("by the member's own hand counts from its receipt, and can be taken back", async () => {
    const objection = { id: id(3), kind: 'OBJECTION', matter: 'B05', reason: '知られたくない' };
    const sayOwn = (body: object) => kiroku.post<Answer & Problem>('/v1/me/standing', own, body);
    expect((await notice('own-before', [household[0]!], { phase: 'planned' })).status).toBe(201);
    await created(sayOwn(objection));
    expect(await sayOwn(objection)).toMatchObject({ status: 200, body: { isNew: false } });
    expect((await sayOwn({ ...objection, kind: 'STOP' })).status).toBe(409);
    const stopped = await notice('own-after', [household[0]!], { phase: 'planned' });
    expect([stopped.status, codesOf(stopped.body)]).toEqual([422, ['OBJECTED']]);
    // Nobody else of the household has said anything.
    expect((await notice('own-other', [household[2]!], { phase: 'planned' })).status).toBe(201);
    const list = await read<Standing>('/v1/me/standing', own);
    expect(list.body.standing).toMatchObject([
      { id: id(3), kind: 'OBJECTION', state: 'stands', matter: 'B05', form: 'WEB', by: { who: 'self' } },
    ]);
    const { receivedAt, effectiveFrom } = list.body.standing[0]!;
    expect(effectiveFrom).toBe(receivedAt);
    const withdraw = (standing: string) => kiroku.post(`/v1/me/standing/${standing}/withdrawal`, own, {});
    expect((await withdraw(id(3))).status).toBe(201);
    expect((await withdraw(id(3))).status).toBe(200);
    expect((await withdraw(id(1))).status).toBe(404);
    expect((await read<Standing>('/v1/me/standing', own)).body.standing[0]!.state).toBe('withdrawn');
  });

  it('by the member is about what everybody may know of, with the notice that was read', async () => {
    await created(announce('INV', 1, { kind: 'statutory-duty', restricted: true, memberView: 'hidden' }));
    const say = async (body: object) => {
      const answer = await kiroku.post<Problem>('/v1/me/standing', own, { id: id(4), kind: 'OBJECTION', ...body });
      return [answer.status, answer.body.code, answer.body.errors];
    };
    // What must not be known to exist is answered as what does not exist.
    expect(await say({ matter: 'INV' })).toEqual(await say({ matter: 'NOBODY' }));
    expect((await say({ matter: 'INV' }))[0]).toBe(422);
    expect((await say({ kind: 'CONSENT', matter: 'B05' }))[0]).toBe(400);
    expect((await say({ kind: 'CONSENT', matter: 'B05', noticeVersion: '2026-04' }))[0]).toBe(201);
    for (const [role, whose] of [
      ['officer', null],
      ['integrator', null],
    ] as const) {
      const token = await kiroku.token(role, KENPO, whose);
      expect((await kiroku.get('/v1/me/standing', token)).status).toBe(403);
    }
    expect((await kiroku.get(`/v1/members/${household[0]}/standing`, own)).status).toBe(403);
  });

  it('late of a reservation, and of a foreign consent taken back, has the lines between judged anew', async () => {
    const [, , , late, abroad] = household as [string, string, string, string, string];
    const sent = await created(notice('late-reservation', [late], { occurredOn: day(-1) }));
    expect(sent.groups[0]!.allowed).toBe(true);
    await created(
      kiroku.post('/v1/parties', officer, { ...aParty('bermuda', 'REINSURER'), location: 'FOREIGN_OTHER' }),
    );
    const consent = { candidates: ['C1'], chosen: 'C1' };
    await created(
      announce('F01', 1, { kind: 'provision-feed', parties: ['bermuda'], purposes: ['U06'], route: consent }),
    );
    const info = { country: 'BM', system: true, measures: true };
    await created(
      declare(
        abroad,
        declared(5, {
          kind: 'FOREIGN_CONSENT',
          matter: 'F01',
          foreignInfo: info,
          effectiveFrom: at(-9),
          evidence: '事業主に提出された同意書',
        }),
      ),
    );
    const infoGiven = { country: true, system: true, measures: true };
    const toBermuda = { arrangement: { id: 'F01' }, party: { id: 'bermuda' }, members: [{ ref: abroad }] };
    const ground = { foreign: { country: 'BM', infoGiven } };
    const provided = await created(post('late-foreign', { ...toBermuda, ground, occurredOn: day(-1) }));
    expect(provided.groups).toMatchObject([{ allowed: true, duty: 'REC_CONSENT_28' }]);

    await created(declare(late, declared(6, { kind: 'RESERVATION' })));
    const times = { receivedAt: at(-2), effectiveFrom: at(-2) };
    const path = `/v1/members/${abroad}/standing/${id(5)}/withdrawal`;
    const { position } = await created(kiroku.post<Answer>(path, officer, times));
    for (const [{ id: transferId }, code] of [
      [sent, 'OBJECTED'],
      [provided, 'CONSENT_WITHDRAWN'],
    ] as const) {
      const found = await findingsExamined(kiroku, officer, `transfer=${transferId}&atLeast=${position}`);
      expect(found.map((one) => one.code)).toEqual([code]);
    }
  });

  it('A37 takes the line of whoever objected out of the common notice, and nobody learns who', async () => {
    const four = await kiroku.registerMembers(KENPO, 12).then((refs) => refs.slice(8));
    const [, , objecting] = four as [string, string, string, string];
    const integrator = await kiroku.token('integrator', KENPO);
    interface Parts extends Problem {
      readonly common: string[];
      readonly separate: string[];
      readonly none: string[];
      readonly note: object;
    }
    const compose = (members: readonly string[]) =>
      kiroku.post<Parts>('/v1/household-notices', integrator, {
        arrangement: { id: 'B05' },
        members: members.map((ref) => ({ ref })),
      });
    const store = kiroku.app.get<EventStore>(EVENT_STORE);
    const head = await store.head(KENPO);
    const before = await compose(four);
    // It tells who objected: whoever asks is on record, and may not ask about everybody.
    const asked = (await store.readLog(KENPO, head, 100)).map(({ envelope: { type, subject } }) => [type, subject]);
    expect(asked).toEqual(four.map((ref) => ['AssessmentAsked', ref]));
    expect(before.headers['ratelimit']).toBeDefined();
    expect(before).toMatchObject({ status: 200, body: { common: four, separate: [], none: [], findings: [] } });

    await created(declare(objecting, declared(7)));
    const rest = four.filter((ref) => ref !== objecting);
    const after = await compose(four);
    expect(after.body).toMatchObject({ common: rest, separate: [objecting], none: [], findings: [] });
    // The sentence is the same whether anybody is left out or not.
    expect(after.body.note).toEqual(before.body.note);
    expect(after.body.note).not.toEqual({});

    const planned = await created(notice('A37-07', four, { phase: 'planned', household: four[0] }));
    expect(planned.groups.map(({ lines, allowed, duty }) => [lines, allowed, duty])).toEqual([
      [[1, 2, 3], true, 'NONE'],
    ]);
    const sent = await created(
      kiroku.post<Answer>(`/v1/transfers/${planned.id}/completion`, officer, {
        version: 1,
        outcome: 'sent',
        occurredAt: new Date().toISOString(),
      }),
    );
    expect(sent.groups.map(({ allowed, duty }) => [allowed, duty])).toEqual([[true, 'NONE']]);
    // To the person alone, there is nobody to object to.
    const person = { name: '本人', class: 'PRIVATE_PERSON', location: 'JP' };
    const alone = await notice('A37-07-separate', [objecting], { party: person, ground: { basis: 'SELF' } });
    expect(alone.body.groups).toMatchObject([{ allowed: true, duty: 'NONE' }]);
    const records = await read<{ records: ListedRecord[] }>(`/v1/provision-records?limit=200&atLeast=${sent.position}`);
    expect(records.body.records.filter(({ person }) => four.includes(person.ref))).toEqual([]);
    for (const ref of rest) {
      const token = await kiroku.token('member', KENPO, ref);
      const { body } = await kiroku.get<object>(`/v1/me/transfers?atLeast=${sent.position}`, token);
      expect(JSON.stringify(body)).not.toContain(objecting);
      expect(JSON.stringify(body)).not.toContain('OBJECTED');
    }
    // Sent with the line all the same, it is a fact, and found to be wrong.
    const wrong = await created(notice('A37-08', four, { household: four[0] }));
    expect(wrong.groups.map(({ lines, allowed }) => [lines, allowed])).toEqual([
      [[1, 2, 4], true],
      [[3], false],
    ]);
    expect(
      (
        await kiroku.post('/v1/household-notices', integrator, {
          arrangement: { id: 'M20' },
          members: [{ ref: member }],
        })
      ).status,
    ).toBe(422);
    const everybody = Array.from({ length: 31 }, () => ({ ref: member }));
    const tooMany = { arrangement: { id: 'B05' }, members: everybody };
    expect((await kiroku.post('/v1/household-notices', integrator, tooMany)).status).toBe(400);
  });
});

describe('the publication of an association', () => {
  interface Publication {
    readonly association: Record<string, unknown>;
    readonly purposes: readonly { code: string; ja: string; en: string; publishedUntil: string | null }[];
    readonly jointUses: readonly Record<string, unknown>[];
    readonly impliedConsents: readonly Record<string, unknown>[];
    readonly optOuts: readonly Record<string, unknown>[];
  }
  const PATH = `/v1/publications/${KENPO}`;

  it('is open to everybody, and tells what the law wants told', async () => {
    // Everything announced above is in its list once the projection came so far.
    const last = await created(announce('LAST', 1));
    await read(`/v1/arrangements?limit=1&atLeast=${last.position}`);
    const { status, headers, body } = await kiroku.get<Publication>(PATH);
    expect([status, headers['cache-control']]).toEqual([200, 'public, max-age=300']);
    expect(body.association).toMatchObject({
      id: KENPO,
      name: { ja: '根拠健康保険組合', en: 'Grounds Kenpo' },
      address: '東京都見本区根拠町1-1',
      representative: '理事長 根拠 二郎',
      desk: '個人情報相談窓口',
      complaintDesk: '苦情受付窓口',
    });
    expect(body.purposes.map(({ code, publishedUntil }) => [code, publishedUntil])).toEqual([
      ['U08', null],
      ['U20', null],
      ['U06', day()],
    ]);
    expect(body.purposes[0]!.en).toMatch(/^Checkups/);
    expect(body.jointUses).toMatchObject([
      {
        id: 'B03',
        version: 2,
        items: [{ code: 'NAME', ja: '氏名' }, { code: 'SEX' }],
        itemsOpen: false,
        users: [
          { name: '根拠健康保険組合', entrustee: false },
          { name: '株式会社新企業', entrustee: false },
        ],
        purposes: [{ code: 'U08' }],
        responsible: { name: '根拠健康保険組合', representative: '理事長 根拠 二郎' },
        versions: [{ version: 1 }, { version: 2, announcedFrom: day() }, { version: 3, effectiveFrom: day(30) }],
      },
    ]);
    expect(body.impliedConsents).toMatchObject([
      {
        id: 'B05',
        matter: NOTICE.implied.matter,
        howToObject: '相談窓口へ書面で申し出る',
        explicitOnRequest: true,
        silenceIsConsent: true,
        changeable: true,
      },
    ]);
    expect(body.optOuts).toMatchObject([{ id: 'OPT', filingNo: 'F-1', stopsOnRequest: true }]);
    // Nothing of anybody, and nothing of what nobody may know.
    const text = JSON.stringify(body);
    for (const kept of ['INV', ...household, member]) expect(text).not.toContain(kept);
  });

  it('is not sent again to whoever knows it, and is another once something of it is', async () => {
    const { headers } = await kiroku.get(PATH);
    const etag = String(headers['etag']);
    const again = await kiroku.get<string>(PATH, undefined, { 'if-none-match': etag });
    expect([again.status, again.body, again.headers['etag']]).toEqual([304, '', etag]);
    const association = await read('/v1/association');
    const change = { effectiveFrom: day(), contact: { complaintDesk: '新しい苦情窓口' } };
    const { body } = await kiroku.patch<Answer>('/v1/association', officer, association.etag, change);
    await read(`/v1/parties?limit=1&atLeast=${body.position}`);
    const changed = await kiroku.get<Publication>(PATH, undefined, { 'if-none-match': etag });
    expect([changed.status, changed.body.association['complaintDesk']]).toEqual([200, '新しい苦情窓口']);
    expect(changed.headers['etag']).not.toBe(etag);
  });

  it('is not there of nobody', async () => {
    expect((await kiroku.get<Problem>('/v1/publications/nobody')).body.code).toBe('no-such-publication');
    expect((await kiroku.get('/v1/publications/NO_BODY')).status).toBe(400);
    const { headers } = await kiroku.get('/v1/publications/nobody');
    expect(headers['cache-control']).toBe('no-store');
  });
});
