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
