import { randomUUID } from 'node:crypto';
import { Clock } from '#platform';
import { stopIds } from '../../libs/disclosure/keep-requests/request-stops.js';
import { feed } from '../harness/feeds.js';
import { KirokuInProcess, type Injected } from '../harness/kiroku-in-process.js';
import { aPost, B04, type Answer, type Problem } from '../harness/recording.js';
import { sampleFile } from '../harness/sample-association.js';
import { Scene } from '../harness/scene.js';
import { StandingKeeper } from '../harness/standing.js';

interface Mark {
  readonly id: string;
  readonly state: string;
  readonly position: string;
}
interface Request {
  readonly id: string;
  readonly member?: string;
  readonly state: string;
  readonly kind: { readonly code: string; readonly citations: readonly { readonly ref: string }[] };
  readonly fee: number;
  readonly missing: readonly string[];
  readonly answer: { readonly state: string; readonly dueOn: string | null; readonly daysLeft: number | null };
  readonly suit?: { readonly alertOn: string; readonly possibleFrom: string } | null;
  readonly suitIsNear?: boolean;
  readonly decision: {
    readonly outcome: { readonly code: string };
    readonly reason: { readonly code: string } | null;
    readonly records: number | null;
    readonly standingId: string | null;
    readonly format: { readonly code: string } | null;
    readonly text: string | null;
  } | null;
  readonly history?: readonly { readonly type: string; readonly role: string; readonly text: string | null }[];
}
interface Tasks {
  readonly tasks: readonly {
    readonly request: string;
    readonly erasure: {
      readonly isDue: boolean;
      readonly dueOn: string | null;
      readonly blockedBy: readonly { readonly kind: string; readonly until: string | null }[];
    } | null;
    readonly uses: readonly { readonly arrangement: string; readonly kind: string }[];
  }[];
}
interface Courtesies {
  readonly requests: readonly {
    readonly outcome: { readonly code: string } | null;
    readonly reason: { readonly code: string } | null;
  }[];
}
interface Queue {
  readonly requests: readonly Request[];
  readonly next: string | null;
}
interface Content {
  readonly record: string;
  readonly fields: readonly string[];
  readonly date: string | null;
  readonly party: { readonly name: string } | null;
  readonly items: readonly { readonly code: string }[] | null;
}
interface Voluntary {
  readonly isCut: boolean;
  readonly extras: readonly (Content & { readonly extra: string })[];
}
interface Records {
  readonly known: readonly Content[];
  readonly answered: { readonly records: readonly Content[]; readonly voluntary: Voluntary | null } | null;
  readonly voluntary: Voluntary | null;
  readonly restricted: readonly Content[] | null;
  readonly differences: readonly { readonly record: string; readonly difference: string }[];
}

const MEMBERS = sampleFile(B04.association).members;
const [FATHER, MOTHER, CHILD, SACHIKO, , JIRO, KAZUKO, SABURO] = MEMBERS.map(({ ref }) => ref) as [string, ...string[]];
const NO_SCOPE = { classes: [], parties: [], items: [], purposes: [] };
const LICENCE = { role: 'PERSON', method: 'DRIVING_LICENCE', channel: 'COUNTER', copy: 'NONE' };

let kiroku: KirokuInProcess;
let officer: string;
let integrator: string;

beforeAll(async () => {
  kiroku = await KirokuInProcess.start();
  officer = await kiroku.token('officer', B04.association);
  integrator = await kiroku.token('integrator', B04.association);
}, 60_000);
afterAll(() => kiroku.stop());
beforeEach(() => onDay('2026-11-24'));

/** From now on it is noon in Japan of a day. */
function onDay(day: string): void {
  kiroku.app.get(Clock, { strict: false }).now = () => new Date(`${day}T03:00:00Z`);
}

const own = (member: string) => kiroku.token('member', B04.association, member);
const receive = (member: string, over: object = {}, id: string = randomUUID(), token = officer) =>
  kiroku.post<Mark & Problem>(`/v1/members/${member}/disclosure-requests`, token, {
    id,
    kind: 'RQ3',
    asker: 'SELF',
    channel: 'COUNTER',
    method: 'PAPER',
    receivedAt: '2026-11-24T01:00:00Z',
    ...over,
  });
const step = (member: string, id: string, what: string, body: object) =>
  kiroku.post<Mark & Problem>(`/v1/members/${member}/disclosure-requests/${id}/${what}`, officer, body);
const show = async (member: string, id: string) =>
  (await kiroku.get<Request>(`/v1/members/${member}/disclosure-requests/${id}`, officer)).body;
const records = async (member: string, id: string) =>
  (await kiroku.get<Records>(`/v1/members/${member}/disclosure-requests/${id}/records`, officer)).body;

/** A request at the counter by somebody whose licence was seen. */
async function ready(member: string, over: object = {}): Promise<string> {
  const { body } = await receive(member, over);
  expect((await step(member, body.id, 'identity', { ...LICENCE, shownOn: '2026-11-24' })).body.state).toBe(
    'in-preparation',
  );
  return body.id;
}

async function sent(member: string, externalId: string, over: object = {}): Promise<Answer> {
  const { status, body } = await kiroku.post<Answer>(
    '/v1/transfers',
    integrator,
    aPost(externalId, { members: [{ ref: member }], ...over }),
  );
  expect(status).toBe(201);
  return body;
}

describe('a member who asks online', () => {
  it('is asked for nothing more, sees how far it is, and what was disclosed once it is delivered', async () => {
    await new StandingKeeper(kiroku, officer).consent(SABURO!, '2026-01-01T00:00:00Z');
    const transfer = await sent(SABURO!, 'asked-online');
    const token = await own(SABURO!);
    const id = randomUUID();
    const body = { id, kind: 'RQ3', method: 'ELECTRONIC', format: 'CSV', text: '個人番号 123456789018 の提供記録' };
    const asked = await kiroku.post<Mark>('/v1/me/disclosure-requests', token, body);
    expect([asked.status, asked.body.state]).toEqual([201, 'in-preparation']);
    onDay('2026-11-25');
    expect((await kiroku.post('/v1/me/disclosure-requests', token, body)).status).toBe(200);
    const other = await kiroku.post<Problem>('/v1/me/disclosure-requests', token, { ...body, kind: 'RQ2' });
    expect([other.status, other.body.code]).toEqual([409, 'disclosure-request-differs']);
    const early = await kiroku.get<Problem>(`/v1/me/disclosure-requests/${id}/records`, token);
    expect([early.status, early.body.code]).toEqual([409, 'disclosure-not-delivered']);

    const known = await show(SABURO!, id);
    expect(known.answer).toMatchObject({ state: 'running', dueOn: '2026-12-08', daysLeft: 13 });
    expect(known.history![0]!.text).toMatch(/^個人番号 \*+ の提供記録$/);
    const { known: current } = await records(SABURO!, id);
    const record = current.find((one) => one.record.startsWith(transfer.id))!;
    // Rules 20: neither the day nor why is a field of a record by consent.
    expect([record.fields, record.date]).toEqual([['party', 'person', 'items', 'consent'], null]);

    const withheld = [{ record: record.record, field: 'items', reason: 'HARM' }];
    const part = { outcome: 'PART', method: 'ELECTRONIC', withheld, text: '医師の意見による' };
    expect((await step(SABURO!, id, 'decision', part)).status).toBe(201);
    expect((await step(SABURO!, id, 'decision', part)).status).toBe(200);
    const before = await kiroku.get<{ requests: Request[] }>('/v1/me/disclosure-requests', token);
    expect(before.body.requests[0]).toMatchObject({ id, state: 'decided', decision: null });
    const delivered = { deliveredOn: '2026-11-25', channel: 'ONLINE' };
    expect((await step(SABURO!, id, 'delivery', delivered)).body.state).toBe('delivered');
    const after = await kiroku.get<{ requests: Request[] }>('/v1/me/disclosure-requests', token);
    expect(after.body.requests[0]!.decision).toMatchObject({
      outcome: { code: 'PART' },
      // A28: as it was asked for.
      format: { code: 'CSV' },
      text: '医師の意見による',
    });
    const disclosed = await kiroku.get<{ records: Content[] }>(`/v1/me/disclosure-requests/${id}/records`, token);
    const shown = disclosed.body.records.find((one) => one.record === record.record)!;
    expect([shown.party!.name, shown.items]).toEqual([record.party!.name, null]);

    // What is shown of then stays as it was, whatever comes in and is corrected afterwards (A52).
    const later = await sent(SABURO!, 'asked-online-later');
    const correction = { version: 1, reason: '相手方の誤り', items: [{ code: 'NAME' }] };
    expect((await kiroku.post(`/v1/transfers/${transfer.id}/corrections`, integrator, correction)).status).toBe(201);
    const { answered, differences } = await records(SABURO!, id);
    expect(answered!.records).toEqual(disclosed.body.records);
    expect(differences).toEqual(
      expect.arrayContaining([
        { record: record.record, difference: 'changed' },
        { record: `${later.id}:1`, difference: 'new' },
      ]),
    );
    expect((await step(SABURO!, id, 'close', {})).body.state).toBe('closed');
    const path = `/v1/looks?member=${SABURO}&what=DISCLOSURE_REQUESTS`;
    const looks = await kiroku.get<{ looks: object[] }>(path, officer);
    expect(looks.body.looks.length).toBeGreaterThan(0);
  });

  it('takes a request back, and sees nothing of anybody else', async () => {
    const token = await own(JIRO!);
    const id = randomUUID();
    await kiroku.post('/v1/me/disclosure-requests', token, { id, kind: 'RQ1', method: 'PAPER' });
    const foreign = await own(KAZUKO!);
    expect((await kiroku.get<{ requests: object[] }>('/v1/me/disclosure-requests', foreign)).body.requests).toEqual([]);
    const theirs = await kiroku.post<Problem>(`/v1/me/disclosure-requests/${id}/withdrawal`, foreign, {});
    expect([theirs.status, theirs.body.code]).toEqual([404, 'disclosure-request-unknown']);
    expect((await kiroku.get(`/v1/me/disclosure-requests/${id}/records`, foreign)).status).toBe(404);
    const back = await kiroku.post<Mark>(`/v1/me/disclosure-requests/${id}/withdrawal`, token, { text: '不要' });
    expect([back.status, back.body.state]).toEqual([201, 'withdrawn']);
    expect((await kiroku.post(`/v1/me/disclosure-requests/${id}/withdrawal`, token, { text: '不要' })).status).toBe(
      200,
    );
  });
});

describe('who asks', () => {
  it('A31: an insured husband is refused at once; A32: a mother of a child of nine shows the family register', async () => {
    const husband = await receive(MOTHER!, { asker: 'INSURED', representative: '夫' });
    expect([husband.status, husband.body.state]).toEqual([201, 'decided']);
    expect((await show(MOTHER!, husband.body.id)).decision!.reason!.code).toBe('NOT_REPRESENTATIVE');

    const { body } = await receive(CHILD!, { asker: 'PARENT', representative: '母' });
    const pending = await step(CHILD!, body.id, 'identity-question', { text: '戸籍謄本をお持ちください' });
    expect(pending.body.state).toBe('identity-pending');
    expect((await show(CHILD!, body.id)).missing).toEqual(['REPRESENTATIVE', 'EVIDENCE']);
    const mother = { ...LICENCE, role: 'REPRESENTATIVE', shownOn: '2026-11-24' };
    expect((await step(CHILD!, body.id, 'identity', mother)).body.state).toBe('identity-pending');
    const register = { papers: ['FAMILY_REGISTER'], shownOn: '2026-11-24' };
    expect((await step(CHILD!, body.id, 'evidence', register)).body.state).toBe('in-preparation');
  });

  it('cannot be told from what shows nothing: nothing is changed by it', async () => {
    const { body } = await receive(MOTHER!);
    for (const [what, wrong] of [
      ['identity', { ...LICENCE, method: 'FACE', shownOn: '2026-11-24' }],
      ['identity', { ...LICENCE, shownOn: '2026-02-30' }],
      ['identity', { ...LICENCE, shownOn: '2026-11-25' }],
      ['identity', { ...LICENCE, copy: 'FULL', shownOn: '2026-11-24' }],
      ['evidence', { papers: ['MANDATE_LETTER'], shownOn: '2026-11-24' }],
      ['decision', { outcome: 'PERHAPS', method: 'PAPER' }],
    ] as const)
      expect([what, (await step(MOTHER!, body.id, what, wrong)).status]).toEqual([what, 400]);
    const early = await step(MOTHER!, body.id, 'decision', { outcome: 'GRANTED', method: 'PAPER' });
    expect([early.status, early.body.code]).toEqual([422, 'disclosure-identity-missing']);
    expect((await show(MOTHER!, body.id)).history).toHaveLength(1);
    expect((await step(MOTHER!, randomUUID(), 'close', {})).body.code).toBe('disclosure-request-unknown');
    expect((await receive(randomUUID())).body.code).toBe('no-such-member');
    expect((await receive(MOTHER!, { kind: 'RQ9' })).status).toBe(400);
    expect((await receive(MOTHER!, { receivedAt: '2027-01-01T00:00:00Z' })).status).toBe(400);
  });
});

describe('a stop of provision, RQ6', () => {
  const ask = { kind: 'RQ6', grounds: ['RIGHTS_AT_RISK'] };
  const plan = (member: string, externalId: string) =>
    kiroku.post<Answer & Problem>(
      '/v1/transfers',
      integrator,
      aPost(externalId, { members: [{ ref: member }], phase: 'planned', occurredOn: '2026-11-24', occurredAt: null }),
    );

  it('stops what is sent from the moment on at which it is granted', async () => {
    await new StandingKeeper(kiroku, officer).consent(SACHIKO!, '2026-01-01T00:00:00Z');
    const id = await ready(SACHIKO!, ask);
    expect((await plan(SACHIKO!, 'stop-before')).status).toBe(201);
    const silent = await step(SACHIKO!, id, 'decision', { outcome: 'GRANTED', method: 'PAPER' });
    expect([silent.status, silent.body.errors![0]!.pointer]).toEqual([400, '/stop']);
    expect((await plan(SACHIKO!, 'stop-not-yet')).status).toBe(201);
    const odd = { outcome: 'GRANTED', method: 'PAPER', stop: { ...NO_SCOPE, items: ['NO_SUCH_ITEM'] } };
    expect((await step(SACHIKO!, id, 'decision', odd)).body.errors![0]!.pointer).toBe('/stop/items/0');
    const grant = { outcome: 'GRANTED', method: 'PAPER', stop: NO_SCOPE };
    expect((await step(SACHIKO!, id, 'decision', grant)).status).toBe(201);
    expect((await step(SACHIKO!, id, 'decision', grant)).status).toBe(200);
    const stopped = await plan(SACHIKO!, 'stop-after');
    expect(stopped.status).toBe(422);
    const codes = stopped.body.groups.flatMap(({ findings }) => findings.map(({ code }) => code));
    expect(codes).toContain('STOPPED');
    const path = `/v1/members/${SACHIKO}/standing`;
    const { body } = await kiroku.get<{ standing: { id: string; kind: string }[] }>(path, officer);
    const { decision } = await show(SACHIKO!, id);
    expect(body.standing.filter(({ kind }) => kind === 'STOP').map((one) => one.id)).toEqual([decision!.standingId]);
  });

  it('stops although somebody took its id, and withdrew what was declared there', async () => {
    await new StandingKeeper(kiroku, officer).consent(JIRO!, '2026-01-01T00:00:00Z');
    const id = await ready(JIRO!, ask);
    const [taken] = stopIds({ requestId: id }, NO_SCOPE) as [string];
    const at = { receivedAt: '2026-11-24T02:00:00Z', effectiveFrom: '2026-11-24T02:00:00Z' };
    const path = `/v1/members/${JIRO}/standing`;
    const stop = { id: taken, kind: 'STOP', scope: NO_SCOPE, form: 'PAPER', ...at };
    expect((await kiroku.post(path, integrator, stop)).status).toBe(201);
    expect((await kiroku.post(`${path}/${taken}/withdrawal`, integrator, at)).status).toBe(201);
    const grant = { outcome: 'GRANTED', method: 'PAPER', stop: NO_SCOPE };
    expect((await step(JIRO!, id, 'decision', grant)).status).toBe(201);
    expect((await step(JIRO!, id, 'decision', grant)).status).toBe(200);
    expect((await plan(JIRO!, 'stop-after-taken')).status).toBe(422);
    expect((await show(JIRO!, id)).decision!.standingId).not.toBe(taken);
  });

  it('stops nothing where it is refused', async () => {
    const id = await ready(FATHER, ask);
    const refuse = { outcome: 'REFUSED', reason: 'NO_GROUND', method: 'PAPER', text: '理由が認められません' };
    const stop = await step(FATHER, id, 'decision', { ...refuse, stop: NO_SCOPE });
    expect([stop.status, stop.body.errors![0]!.pointer]).toEqual([400, '/stop']);
    expect((await step(FATHER, id, 'decision', refuse)).status).toBe(201);
    const { body } = await kiroku.get<{ standing: { kind: string }[] }>(`/v1/members/${FATHER}/standing`, officer);
    expect(body.standing.filter(({ kind }) => kind === 'STOP')).toEqual([]);
  });
});

it('A55: an erasure, RQ5, of a person with records that have to be kept takes the measure in its place', async () => {
  await new StandingKeeper(kiroku, officer).consent(KAZUKO!, '2026-01-01T00:00:00Z');
  await sent(KAZUKO!, 'kept-by-law');
  const id = await ready(KAZUKO!, { kind: 'RQ5', grounds: ['NO_LONGER_NEEDED'] });
  const grant = await step(KAZUKO!, id, 'decision', { outcome: 'GRANTED', method: 'PAPER', stop: NO_SCOPE });
  expect([grant.status, grant.body.code]).toEqual([422, 'disclosure-records-kept']);
  const instead = {
    outcome: 'ALTERNATIVE',
    alternative: 'KEPT_BY_LAW',
    method: 'PAPER',
    stop: NO_SCOPE,
    text: '満了後に消去',
  };
  const { externalId: _other, ...jointUse } = feed('B03').post;
  const shared = { ...jointUse, externalId: 'used-in-joint-use', members: [{ ref: KAZUKO }] };
  expect((await kiroku.post('/v1/transfers', integrator, shared)).status).toBe(201);
  const decided = await step(KAZUKO!, id, 'decision', instead);
  expect(decided.status).toBe(201);
  expect((await show(KAZUKO!, id)).decision!.standingId).not.toBeNull();

  // What is left to be done: the person is erased after the period, and joint use goes on until somebody sees to it.
  const tasks = async (position: string) => {
    const path = `/v1/disclosure-request-tasks?limit=200&atLeast=${position}`;
    return (await kiroku.get<Tasks>(path, officer)).body.tasks.find(({ request }) => request === id)!;
  };
  const { erasure, uses } = await tasks(decided.body.position);
  expect([erasure!.isDue, erasure!.blockedBy.map(({ kind }) => kind)]).toEqual([false, ['RECORD', 'OPEN_REQUEST']]);
  expect(uses.map(({ arrangement, kind }) => [arrangement, kind])).toEqual([['B03', 'joint-use']]);
  const ended = { arrangement: 'B03', settlement: 'ENDED', settledOn: '2026-11-24', text: '事業所へ停止を通知' };
  const odd = await step(KAZUKO!, id, 'use-settlement', { ...ended, settledOn: '2026-11-23' });
  expect([odd.status, odd.body.errors![0]!.pointer]).toEqual([400, '/settledOn']);
  const settled = await step(KAZUKO!, id, 'use-settlement', ended);
  expect(settled.status).toBe(201);
  expect((await step(KAZUKO!, id, 'use-settlement', ended)).status).toBe(200);
  expect((await tasks(settled.body.position)).uses).toEqual([]);
  await step(KAZUKO!, id, 'delivery', { deliveredOn: '2026-11-24', channel: 'COUNTER' });
  const { erasure: after } = await tasks(settled.body.position);
  const [record] = after!.blockedBy;
  expect([after!.blockedBy.length, record!.kind, record!.until! < after!.dueOn!]).toEqual([1, 'RECORD', true]);
});

it('A52: a correction, RQ4, is made by an event, which the granted request names', async () => {
  await new StandingKeeper(kiroku, officer).consent(JIRO!, '2026-01-01T00:00:00Z');
  const { id: transfer } = await sent(JIRO!, 'corrected-for-jiro');
  const id = await ready(JIRO!, { kind: 'RQ4', grounds: ['NOT_TRUE'], text: '項目の誤り' });
  const grant = { outcome: 'GRANTED', method: 'PAPER', corrections: [transfer] };
  const early = await step(JIRO!, id, 'decision', grant);
  expect([early.status, early.body.errors![0]!.pointer]).toEqual([400, '/corrections/0']);
  const correction = { version: 1, reason: '本人の請求による', items: [{ code: 'NAME' }] };
  expect((await kiroku.post(`/v1/transfers/${transfer}/corrections`, integrator, correction)).status).toBe(201);
  expect((await step(JIRO!, id, 'decision', grant)).status).toBe(201);
  expect((await show(JIRO!, id)).decision).toMatchObject({ outcome: { code: 'GRANTED' }, corrections: [transfer] });
});

it('discloses the records of a period, where one is asked for, and says that there is none outside of it', async () => {
  await new StandingKeeper(kiroku, officer).consent(KAZUKO!, '2026-01-01T00:00:00Z');
  const { id: transfer } = await sent(KAZUKO!, 'in-a-period');
  const id = await ready(KAZUKO!, { period: { from: '2020-04-01', to: '2021-03-31' } });
  expect((await records(KAZUKO!, id)).known).toEqual([]);
  const none = { outcome: 'NO_RECORD', method: 'PAPER', text: 'この期間の記録はありません' };
  expect((await step(KAZUKO!, id, 'decision', none)).status).toBe(201);
  const other = await ready(KAZUKO!);
  await step(KAZUKO!, other, 'target-question', { text: 'どの期間でしょうか' });
  const period = { from: '2026-04-01', to: '2027-03-31' };
  const narrowed = { answeredOn: '2026-11-24', narrowed: true, text: '今年度', period };
  expect((await step(KAZUKO!, other, 'target', narrowed)).body.state).toBe('in-preparation');
  expect(await show(KAZUKO!, other)).toMatchObject({ period });
  const { known } = await records(KAZUKO!, other);
  expect(known.map(({ record }) => record)).toContain(`${transfer}:1`);
  expect((await step(KAZUKO!, other, 'decision', { outcome: 'GRANTED', method: 'PAPER' })).status).toBe(201);
  for (const wrong of [
    { ...period, to: '2025-01-01' },
    { ...period, to: '2026-02-30' },
  ])
    expect((await receive(KAZUKO!, { period: wrong })).status).toBe(400);
});

it('a request that waits for an answer stands against an erasure, and one that is passed over is no work any more', async () => {
  const second = await kiroku.tokenOf('second-officer', 'officer', B04.association);
  const { body: person } = await kiroku.post<{ ref: string }>('/v1/members', officer, {
    number: 'erased-with-request',
    name: '消去 太郎',
    birthDate: '1980-01-01',
  });
  const id = await ready(person.ref, { kind: 'RQ2' });
  const proposal = { member: person.ref, basis: 'REQUEST_NO_NEED', reason: '本人の請求による' };
  const propose = (over: object = {}) =>
    kiroku.post<Problem & { id: string }>('/v1/erasures', officer, { id: randomUUID(), ...proposal, ...over });
  const blocked = await propose();
  expect([blocked.status, blocked.body.code]).toEqual([409, 'erasure-blocked']);
  expect(JSON.stringify(blocked.body['blockedBy'])).toContain('OPEN_REQUEST');
  await step(person.ref, id, 'decision', { outcome: 'NO_RECORD', method: 'PAPER', text: '保有していません' });
  // What was decided has still to be told.
  expect((await propose()).body.code).toBe('erasure-blocked');
  await step(person.ref, id, 'delivery', { deliveredOn: '2026-11-24', channel: 'COUNTER' });

  const later = await ready(person.ref, { kind: 'RQ2' });
  const despite = { code: 'ORDERED', text: '裁判所の命令' };
  const { body: erasure } = await propose({ despite });
  await kiroku.post(`/v1/erasures/${erasure.id}/approval`, second, {});
  const done = await kiroku.post<{ executed: { position: string; despite: { kind: string }[] } }>(
    `/v1/erasures/${erasure.id}/execution`,
    officer,
    {},
  );
  expect(done.body.executed.despite.map(({ kind }) => kind)).toEqual(['OPEN_REQUEST']);
  const path = `/v1/disclosure-requests?limit=200&atLeast=${done.body.executed.position}`;
  const { body: queue } = await kiroku.get<Queue>(path, officer);
  const ids = queue.requests.map((one) => one.id);
  expect([ids.includes(id), ids.includes(later)]).toEqual([false, false]);
});

describe('records that nobody may know of', () => {
  it('A25, A26: are not listed and not counted, and neither is what owes no record', async () => {
    const scene = await Scene.of(kiroku, 'requests-kenpo');
    await scene.party('requests-party', 'EMPLOYER');
    await scene.party('requests-police', 'STATE_ORGAN');
    const feed = { kind: 'provision-feed', parties: ['requests-party'], chosen: 'C1' };
    await scene.arrangement('requests-quiet', { ...feed, memberView: 'hidden', restricted: true });
    const member = await scene.member();
    await scene.declares(member, 'CONSENT', 'requests-quiet');
    const quiet = { arrangement: { id: 'requests-quiet', version: 1 } };
    const { groups } = await scene.done('requests-party', [member], quiet);
    expect(groups[0]!.duty).toBe('REC_CONSENT_27');
    const law = { act: '刑事訴訟法', article: '197(2)', requestRef: '照会書1' };
    const asked = await scene.done('requests-police', [member], { ground: { route: 'E1', exception: 'E1', law } });
    expect(asked.groups[0]!.duty).toBe('NONE');

    const id = randomUUID();
    const token = await kiroku.token('member', 'requests-kenpo', member);
    await kiroku.post('/v1/me/disclosure-requests', token, { id, kind: 'RQ3', method: 'PAPER' });
    const path = `/v1/members/${member}/disclosure-requests/${id}`;
    const { body: seen } = await kiroku.get<Records>(`${path}/records`, scene.officer);
    expect([seen.known, seen.restricted]).toEqual([[], null]);
    const auditor = await kiroku.token('auditor', 'requests-kenpo');
    const { body: audited } = await kiroku.get<Records>(`${path}/records`, auditor);
    expect([audited.known, audited.restricted!.length]).toEqual([[], 1]);
    const decide = (outcome: string) =>
      kiroku.post<Problem>(`${path}/decision`, scene.officer, { outcome, method: 'PAPER', text: '記録はありません' });
    expect((await decide('GRANTED')).body.code).toBe('disclosure-records-none');
    expect((await decide('NO_RECORD')).status).toBe(201);
    await kiroku.post(`${path}/delivery`, scene.officer, { deliveredOn: '2026-11-24', channel: 'ONLINE' });
    const { body } = await kiroku.get<{ requests: Request[] }>('/v1/me/disclosure-requests', token);
    expect(body.requests[0]!.decision).toMatchObject({ outcome: { code: 'NO_RECORD' }, reason: null, records: null });
  });
});

describe('the queue', () => {
  it('shows what is due first, and when a suit is near (A35)', async () => {
    onDay('2026-04-10');
    const received = { receivedAt: '2026-04-01T01:00:00Z' };
    const waiting = (await receive(MOTHER!, received)).body;
    const queue = async (position: string) => {
      const path = `/v1/disclosure-requests?kind=RQ3&atLeast=${position}`;
      const { body } = await kiroku.get<{ requests: Request[] }>(path, officer);
      return body.requests.find(({ id }) => id === waiting.id)!;
    };
    expect(await queue(waiting.position)).toMatchObject({ answer: { state: 'waiting' }, suitIsNear: false });
    const shown = await step(MOTHER!, waiting.id, 'identity', { ...LICENCE, shownOn: '2026-04-02' });
    expect((await show(MOTHER!, waiting.id)).suit).toMatchObject({ alertOn: '2026-04-11', possibleFrom: '2026-04-16' });
    for (const [day, state, daysLeft, near] of [
      ['2026-04-11', 'running', 5, true],
      ['2026-04-12', 'warning', 4, true],
      ['2026-04-17', 'overdue', -1, true],
    ] as const) {
      onDay(day);
      expect(await queue(shown.body.position)).toMatchObject({ answer: { state, daysLeft }, suitIsNear: near });
    }
    const extension = { dueOn: '2026-05-01', noticedOn: '2026-04-16', channel: 'POST', text: '件数が多いため' };
    const extended = await step(MOTHER!, waiting.id, 'extension', extension);
    expect((await queue(extended.body.position)).answer).toMatchObject({ state: 'running', dueOn: '2026-05-01' });
    const doubled = (await receive(MOTHER!, received)).body;
    const duplicate = await step(MOTHER!, doubled.id, 'duplicate', { of: waiting.id, text: '同じ内容' });
    expect(duplicate.body.state).toBe('duplicate');
    const { body } = await kiroku.get<{ requests: Request[] }>(
      `/v1/disclosure-requests?atLeast=${duplicate.body.position}`,
      officer,
    );
    const days = body.requests.filter(({ state }) => state !== 'delivered').map(({ answer }) => answer.dueOn);
    expect(body.requests.map(({ id }) => id)).not.toContain(doubled.id);
    expect(days.filter((day) => day !== null)).toEqual(days.filter((day) => day !== null).toSorted());
  });

  it('is read page by page, whatever is in it, in the order of what is due', async () => {
    onDay('2026-11-24');
    await ready(SACHIKO!, { kind: 'RQ2' });
    const { body: last } = await receive(FATHER, { kind: 'RQ2' });
    const path = `/v1/disclosure-requests?atLeast=${last.position}`;
    const whole = await kiroku.get<Queue>(`${path}&limit=200`, officer);
    expect([whole.body.next, whole.headers['link'], whole.body.requests.length > 2]).toEqual([null, undefined, true]);
    const paged: Request[] = [];
    let url: string | null = `${path}&limit=2`;
    for (let pages = 0; url !== null && pages < 100; pages += 1) {
      const page: Injected<Queue> = await kiroku.get<Queue>(url, officer);
      paged.push(...page.body.requests);
      url = /^<(.*)>; rel="next"$/.exec(String(page.headers['link'] ?? ''))?.[1] ?? null;
    }
    expect(paged.map(({ id }) => id)).toEqual(whole.body.requests.map(({ id }) => id));
    expect((await kiroku.get<Problem>(`${path}&cursor=x`, officer)).body.code).toBe('invalid-cursor');
  });

  it('is for officers and auditors, and requests of members are for nobody else', async () => {
    const { body } = await receive(MOTHER!);
    for (const role of ['integrator', 'member'] as const) {
      const token = await kiroku.token(role, B04.association, role === 'member' ? MOTHER! : null);
      expect([role, (await kiroku.get('/v1/disclosure-requests', token)).status]).toEqual([role, 403]);
      const path = `/v1/members/${MOTHER}/disclosure-requests/${body.id}`;
      expect([role, (await kiroku.get(path, token)).status]).toEqual([role, 403]);
      expect([role, (await receive(MOTHER!, {}, randomUUID(), token)).status]).toEqual([role, 403]);
    }
    const auditor = await kiroku.token('auditor', B04.association);
    const { body: queue } = await kiroku.get<Queue>(
      `/v1/disclosure-requests?limit=200&atLeast=${body.position}`,
      auditor,
    );
    expect(queue.requests.map(({ id }) => id)).toContain(body.id);
    expect((await receive(MOTHER!, {}, randomUUID(), auditor)).status).toBe(403);
    // Without a reason nobody is asked about by name, and the queue names nobody.
    const silent = { method: 'GET', headers: { authorization: `Bearer ${auditor}` } } as const;
    const url = `/v1/members/${MOTHER}/disclosure-requests`;
    const named = await kiroku.app.inject({ ...silent, url });
    expect([named.statusCode, (JSON.parse(named.body) as Problem).code]).toEqual([403, 'reason-missing']);
    const masked = await kiroku.app.inject({ ...silent, url: '/v1/disclosure-requests?limit=200' });
    expect([masked.statusCode, masked.body.includes(MOTHER!)]).toEqual([200, false]);
  });
});

it('a flag of the person is seen by officers, asks for a second one, and keeps unsafe channels out', async () => {
  const { body: person } = await kiroku.post<{ ref: string }>('/v1/members', officer, {
    number: 'flagged-and-asked-about',
    name: '不開示 花子',
    birthDate: '2016-01-01',
  });
  const path = `/v1/members/${person.ref}`;
  const { body: asked } = await receive(person.ref, {
    kind: 'RQ2',
    about: ['CLAIMS'],
    asker: 'PARENT',
    representative: '父',
  });
  await step(person.ref, asked.id, 'identity', { ...LICENCE, role: 'REPRESENTATIVE', shownOn: '2026-11-24' });
  await step(person.ref, asked.id, 'evidence', { papers: ['FAMILY_REGISTER'], shownOn: '2026-11-24' });
  const flag = { flag: 'NO_OWN_VIEW', from: '2026-11-24', reason: '支援措置' };
  expect((await kiroku.post(`${path}/flags`, officer, flag)).status).toBe(201);
  const inquiry = { inquiry: randomUUID(), askedOn: '2026-11-24', institution: '見本病院' };
  const early = await step(person.ref, asked.id, 'decision', { outcome: 'GRANTED', method: 'PAPER' });
  expect([early.status, early.body.code]).toEqual([422, 'disclosure-inquiry-open']);
  expect((await step(person.ref, asked.id, 'inquiry', inquiry)).status).toBe(201);
  expect((await step(person.ref, asked.id, 'inquiry', inquiry)).status).toBe(200);
  const answered = { inquiry: inquiry.inquiry, answeredOn: '2026-11-24', answer: 'NO_HINDRANCE' };
  expect((await step(person.ref, asked.id, 'inquiry-answer', answered)).status).toBe(201);
  const granted = await step(person.ref, asked.id, 'decision', { outcome: 'GRANTED', method: 'PAPER' });
  expect(granted.status).toBe(201);
  const delivery = { deliveredOn: '2026-11-24', channel: 'COUNTER' };
  expect((await step(person.ref, asked.id, 'delivery', delivery)).body.code).toBe('disclosure-approval-missing');
  const lifting = { ...flag, reason: '誤り' };
  expect((await kiroku.post(`${path}/flags/lifting`, officer, lifting)).status).toBe(201);
  expect((await step(person.ref, asked.id, 'delivery', delivery)).body.code).toBe('disclosure-approval-missing');
  expect(await show(person.ref, asked.id)).toMatchObject({ flags: [], approval: 'needed' });
  expect((await kiroku.post(`${path}/flags`, officer, flag)).status).toBe(201);
  const known = { flags: ['NO_OWN_VIEW'], approval: 'needed', inquiries: [{ institution: '見本病院' }] };
  expect(await show(person.ref, asked.id)).toMatchObject(known);
  const own = await step(person.ref, asked.id, 'decision-approval', {});
  expect([own.status, own.body.code]).toEqual([403, 'disclosure-approval-same-person']);
  const approval = `${path}/disclosure-requests/${asked.id}/decision-approval`;
  const second = await kiroku.tokenOf('second-officer', 'officer', B04.association);
  expect((await kiroku.post(approval, second, {})).status).toBe(201);
  const { body: queue } = await kiroku.get<Queue>(
    `/v1/disclosure-requests?limit=200&atLeast=${asked.position}`,
    officer,
  );
  expect(queue.requests.find(({ id }) => id === asked.id)).toMatchObject({ flags: ['NO_OWN_VIEW'] });

  const id = await ready(person.ref, { kind: 'RQ2', contact: '東京都見本区別の住所' });
  await step(person.ref, id, 'decision', { outcome: 'NO_RECORD', method: 'PAPER', text: '保有していません' });
  for (const channel of ['ONLINE', 'POST']) {
    const out = await step(person.ref, id, 'delivery', { deliveredOn: '2026-11-24', channel, atOwnRisk: true });
    expect([channel, out.status, out.body.code]).toEqual([channel, 422, 'disclosure-channel-protected']);
  }
  const counter = await step(person.ref, id, 'delivery', { deliveredOn: '2026-11-24', channel: 'COUNTER' });
  expect(counter.body.state).toBe('delivered');
});

it('A67: a child asks for the claims of a parent who died: a courtesy by own rules, and no request of the Act', async () => {
  const scene = await Scene.of(kiroku, 'courtesy-kenpo');
  const member = await scene.member();
  const path = `/v1/members/${member}`;
  const ask = (over: object = {}) => ({
    id: randomUUID(),
    relation: 'CHILD',
    subjects: ['CLAIMS'],
    channel: 'POST',
    arrivedOn: '2026-11-20',
    asker: '見本 一郎',
    ...over,
  });
  const post = (of: string, body: object) =>
    kiroku.post<Mark & Problem>(`${path}/courtesy-requests${of}`, scene.officer, body);
  const list = async () => (await kiroku.get<Courtesies>(`${path}/courtesy-requests`, scene.officer)).body.requests;
  expect((await post('', ask())).body.state).toBe('decided');
  const [refused] = await list();
  expect([refused!.outcome!.code, refused!.reason!.code]).toEqual(['REFUSED', 'NOT_OFFERED']);
  expect(JSON.stringify(refused)).not.toMatch(/33条|APPI 33/);

  const settings = { courtesyOffered: true, courtesyFeeYen: 300, courtesyAnswerDays: 20 };
  const { headers } = await kiroku.get('/v1/settings', scene.officer);
  const changed = await kiroku.app.inject({
    method: 'PATCH',
    url: '/v1/settings',
    headers: { authorization: `Bearer ${scene.officer}`, 'if-match': String(headers['etag']) },
    payload: { settings },
  });
  expect(changed.statusCode).toBe(200);
  const wanted = ask();
  expect((await post('', wanted)).body.state).toBe('received');
  expect((await post('', wanted)).status).toBe(200);
  expect((await post('', { ...wanted, relation: 'PARENT' })).body.code).toBe('courtesy-differs');
  expect((await post('', ask({ arrivedOn: '2026-11-31' }))).status).toBe(400);
  const of = `/${wanted.id}`;
  expect((await post(`${of}/decision`, { outcome: 'GRANTED' })).body.code).toBe('courtesy-evidence-missing');
  const papers = ['DEATH_CERTIFICATE', 'FAMILY_REGISTER'];
  const evidence = { identity: 'COPY_AND_REGISTERED_MAIL', papers, shownOn: '2026-11-24' };
  expect((await post(`${of}/evidence`, evidence)).body.state).toBe('shown');
  expect((await post(`${of}/decision`, { outcome: 'GRANTED' })).body.code).toBe('courtesy-person-lives');
  expect((await kiroku.post(`${path}/death`, scene.officer, { deceasedOn: '2026-11-01' })).status).toBeLessThan(300);
  const decided = await post(`${of}/decision`, { outcome: 'GRANTED' });
  expect(decided.status).toBe(201);
  const [shown] = await list();
  expect(shown).toMatchObject({ fee: 300, courtesyDueOn: '2026-12-14', asker: '見本 一郎' });
  const queue = async (name: string) => {
    const { body } = await kiroku.get<{ requests: { id: string }[] }>(
      `/v1/${name}?limit=200&atLeast=${decided.body.position}`,
      scene.officer,
    );
    return body.requests.map(({ id }) => id);
  };
  expect([await queue('disclosure-requests'), (await queue('courtesy-requests')).includes(wanted.id)]).toEqual([
    [],
    true,
  ]);
  const answer = { answeredOn: '2026-11-24', channel: 'POST' };
  expect((await post(`${of}/answer`, answer)).body.state).toBe('answered');
});

it('A28: tells of joint use beside the records only where the association switched it on, and apart from them', async () => {
  await new StandingKeeper(kiroku, officer).consent(SABURO!, '2026-01-01T00:00:00Z');
  await sent(SABURO!, 'beside-joint-use');
  const { externalId: _other, ...jointUse } = feed('B03').post;
  const shared = { ...jointUse, externalId: 'told-voluntarily', members: [{ ref: SABURO }] };
  const used = await kiroku.post<Answer>('/v1/transfers', integrator, shared);
  expect(used.status).toBe(201);
  const told = `${used.body.id}:1`;
  const grant = { outcome: 'GRANTED', method: 'PAPER' };
  const off = await ready(SABURO!);
  expect(await records(SABURO!, off)).toMatchObject({ voluntary: null });
  expect((await step(SABURO!, off, 'decision', grant)).status).toBe(201);

  const change = async (voluntaryExtras: string[]) => {
    const { headers } = await kiroku.get('/v1/settings', officer);
    return kiroku.app.inject({
      method: 'PATCH',
      url: '/v1/settings',
      headers: { authorization: `Bearer ${officer}`, 'if-match': String(headers['etag']) },
      payload: { settings: { voluntaryExtras } },
    });
  };
  expect((await change(['EVERYTHING'])).statusCode).toBe(400);
  expect((await change(['JOINT_USE'])).statusCode).toBe(200);
  const id = await ready(SABURO!);
  const known = await records(SABURO!, id);
  expect(known.voluntary!.extras.map(({ record, extra }) => [record, extra])).toEqual([[told, 'JOINT_USE']]);
  expect(known.known.map(({ record }) => record)).not.toContain(told);
  const withheld = [{ record: told, field: 'purpose', reason: 'HARM' }];
  const part = { ...grant, outcome: 'PART', withheld, text: '一部を開示しません' };
  const odd = { ...part, withheld: [{ ...withheld[0]!, field: 'person' }] };
  expect((await step(SABURO!, id, 'decision', odd)).status).toBe(400);
  expect((await step(SABURO!, id, 'decision', part)).status).toBe(201);
  expect((await step(SABURO!, id, 'decision', part)).status).toBe(200);
  expect((await change([])).statusCode).toBe(200);
  expect((await step(SABURO!, id, 'delivery', { deliveredOn: '2026-11-24', channel: 'COUNTER' })).status).toBe(201);

  // As it was answered, whatever the association settles afterwards.
  const { answered } = await records(SABURO!, id);
  expect(answered!.voluntary).toMatchObject({ isCut: false, extras: [{ record: told, purpose: null }] });
  const [extra] = answered!.voluntary!.extras;
  expect([extra!.party!.name, extra!.items]).toEqual([expect.any(String), expect.arrayContaining([expect.anything()])]);
  const asked = await kiroku.get(`/v1/me/disclosure-requests/${id}/records`, await own(SABURO!));
  expect(asked.body).toEqual(answered);
  expect((await records(SABURO!, off)).answered).toMatchObject({ voluntary: null });
});

it('the first sample association answers no fax, and warns of e-mail', async () => {
  const id = await ready(FATHER, { kind: 'RQ2', channel: 'FAX' });
  const none = { outcome: 'NO_RECORD', method: 'PAPER', text: '保有していません' };
  expect((await step(FATHER, id, 'decision', none)).status).toBe(201);
  const deliver = (channel: string, over: object = {}) =>
    step(FATHER, id, 'delivery', { deliveredOn: '2026-11-24', channel, ...over });
  expect((await deliver('FAX')).body.code).toBe('disclosure-channel-closed');
  expect((await deliver('EMAIL')).body.code).toBe('disclosure-channel-risk');
  expect((await deliver('EMAIL', { atOwnRisk: true })).status).toBe(201);
});
