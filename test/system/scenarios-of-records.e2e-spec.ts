import { createHash, randomUUID } from 'node:crypto';
import { EVENT_STORE, type EventStore } from '#event-store';
import { dayInJapan } from '#statute';
import { RegisterLimits } from '../../libs/disclosure/issue-registers/register-limits.js';
import { feed, FEEDS } from '../harness/feeds.js';
import { linesOf } from '../harness/importing.js';
import type { Answer, Problem } from '../harness/recording.js';
import { KirokuInProcess } from '../harness/kiroku-in-process.js';
import { recordsOf, type ShownRecord } from '../harness/registers.js';

const KURASHI = 'mihon-kurashi';
const UNYU = 'mihon-unyu';

let kiroku: KirokuInProcess;
const tokens = new Map<string, string>();

beforeAll(async () => {
  kiroku = await KirokuInProcess.start();
  for (const association of new Set(FEEDS.map((one) => one.association))) {
    for (const role of ['integrator', 'officer', 'auditor'] as const)
      tokens.set(`${role} ${association}`, await kiroku.token(role, association));
  }
}, 120_000);
afterAll(() => kiroku.stop());

const officer = (association: string) => tokens.get(`officer ${association}`)!;
const integrator = (association: string) => tokens.get(`integrator ${association}`)!;

/** Posts what a feed posts, with changes, and takes the answer of what was recorded. */
async function post(name: string, externalId: string, changes: object = {}): Promise<Answer> {
  const { association, post: body } = feed(name);
  const request = { ...body, externalId, ...changes };
  const answer = await kiroku.post<Answer>('/v1/transfers', integrator(association), request);
  if (answer.status !== 201) throw new Error(`${externalId}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body;
}

const refuse = (name: string, externalId: string, changes: object) => {
  const { association, post: body } = feed(name);
  return kiroku.post<Problem>('/v1/transfers', integrator(association), { ...body, externalId, ...changes });
};

const provisions = (association: string, answer: Pick<Answer, 'id' | 'position'>) =>
  recordsOf(kiroku, association, 'provision-records', answer);
const receipts = (association: string, answer: Pick<Answer, 'id' | 'position'>) =>
  recordsOf(kiroku, association, 'receipt-records', answer);
const quarantined = (association: string, answer: Pick<Answer, 'id' | 'position'>) =>
  recordsOf(kiroku, association, 'quarantine', answer);

const correct = (association: string, { id }: Answer, changes: object) =>
  kiroku.post<Answer & Problem>(`/v1/transfers/${id}/corrections`, integrator(association), {
    version: 1,
    reason: '確認を補う',
    ...changes,
  });

const each = (madeOn: string) => ({
  record: { method: 'EACH', madeOn },
  occurredOn: madeOn,
  occurredAt: null,
  period: null,
});
const keptOf = ({ retainUntil, disposableFrom, keptFor }: ShownRecord) => [retainUntil, disposableFrom, keptFor];

describe('how long a record is kept', () => {
  it('A03: made on 29 February 2024, until 28 February 2027', async () => {
    const [record] = await provisions(UNYU, await post('D04-consent', 'A03', each('2024-02-29')));
    expect(keptOf(record!)).toEqual(['2027-02-28', '2027-03-01', []]);
  });

  it('A04: made on 28 February 2025, over the leap day of 2028', async () => {
    const [record] = await provisions(UNYU, await post('D04-consent', 'A04', each('2025-02-28')));
    expect(record!.retainUntil).toBe('2028-02-29');
  });

  it('A05: by contract, one year from the last send, which is day 1', async () => {
    const paper = { ground: { route: 'C1', contractRef: 'A05-paper' } };
    const day = { occurredOn: '2023-03-01', occurredAt: null, period: null };
    const sent = await post('P04', 'A05', {
      ...day,
      ...paper,
      record: { method: 'CONTRACT', madeOn: '2023-03-01', servesPerson: true },
    });
    const [open] = await provisions(KURASHI, sent);
    expect([open!.retainUntil, open!.keptFor, open!.contractRef]).toEqual([null, ['SERIES_OPEN'], 'A05-paper']);
    const closing = { closedOn: '2023-04-01', reason: '契約終了' };
    const path = `/v1/series/${open!.series!.id}/close`;
    const closed = await kiroku.post<{ position: string }>(path, officer(KURASHI), closing);
    expect(closed.status).toBe(201);
    const [record] = await provisions(KURASHI, { ...sent, position: closed.body.position });
    expect(keptOf(record!)).toEqual(['2024-02-29', '2024-03-01', []]);
    expect((await kiroku.post(path, officer(KURASHI), closing)).status).toBe(200);
    const other = await kiroku.post<Problem>(path, officer(KURASHI), { ...closing, closedOn: '2023-05-01' });
    expect([other.status, other.body.code]).toEqual([409, 'series-closed']);
  });

  it('A06: of a batch that is open nobody knows it yet', async () => {
    const until = `${new Date().getUTCFullYear() + 1}-12-31`;
    const open = { period: { from: '2026-01-01', to: until } };
    const first = await post('P03', 'A06-1', { ...open, occurredAt: '2026-02-01T00:00:00Z' });
    const second = await post('P03', 'A06-2', { ...open, occurredAt: '2026-03-01T00:00:00Z' });
    const position = { position: second.position };
    const [one, two] = [
      await provisions(KURASHI, { ...first, ...position }),
      await provisions(KURASHI, { ...second, ...position }),
    ];
    for (const record of [...one, ...two]) expect(keptOf(record)).toEqual([null, null, ['SERIES_OPEN']]);
    expect(one[0]!.series).toEqual(two[0]!.series);
    expect(one[0]!.series).toMatchObject({ firstOn: '2026-02-01', lastOn: '2026-03-01', closedBy: null });
  });

  it('is the later of its possible ends where the association settled so (law.md 10.1, OP4)', async () => {
    const paper = { ground: { route: 'C1', contractRef: 'OP4-paper' }, occurredAt: null, period: null };
    const record = { method: 'CONTRACT', madeOn: '2026-06-30', servesPerson: true };
    const sent = await post('P04', 'OP4', { ...paper, occurredOn: '2026-06-01', record });
    const [open] = await provisions(KURASHI, sent);
    const closing = { closedOn: '2026-07-01', reason: '契約終了' };
    const closed = await kiroku.post<{ position: string }>(
      `/v1/series/${open!.series!.id}/close`,
      officer(KURASHI),
      closing,
    );
    const [before] = await provisions(KURASHI, { ...sent, position: closed.body.position });
    expect(keptOf(before!)).toEqual(['2027-05-31', '2027-06-01', []]);
    const { headers } = await kiroku.get('/v1/settings', officer(KURASHI));
    const change = { effectiveFrom: dayInJapan(new Date().toISOString()), settings: { keepLaterDate: true } };
    const settled = await kiroku.patch('/v1/settings', officer(KURASHI), String(headers['etag']), change);
    expect(settled.status).toBeLessThan(300);
    const [after] = await provisions(KURASHI, sent);
    expect(keptOf(after!)).toEqual(['2027-05-31', '2027-07-01', ['LATER_MAKING']]);
    const now = await kiroku.get('/v1/settings', officer(KURASHI));
    const back = { ...change, settings: { keepLaterDate: false } };
    await kiroku.patch('/v1/settings', officer(KURASHI), String(now.headers['etag']), back);
  });

  it('PROXY: as the method wants that the other side used', async () => {
    const record = { method: 'PROXY', proxyBy: '株式会社みほん', proxyMethod: 'EACH', madeOn: '2026-05-18' };
    const [made] = await provisions(UNYU, await post('D04-consent', 'proxy', { record }));
    expect(made).toMatchObject({ method: 'PROXY', proxyMethod: 'EACH', proxyBy: '株式会社みほん' });
    expect(made!.retainUntil).toBe('2029-05-18');
  });
});

describe('a series', () => {
  it('A61: is the record of one month and one clinic, with its first and last day kept besides', async () => {
    const may = { period: { from: '2026-05-01', to: '2026-05-31' } };
    const first = await post('P03', 'A61-1', { ...may, occurredAt: '2026-05-10T00:00:00Z' });
    const last = await post('P03', 'A61-2', { ...may, occurredAt: '2026-05-28T00:00:00Z' });
    const april = { period: { from: '2026-04-01', to: '2026-04-30' }, occurredAt: '2026-04-15T00:00:00Z' };
    const other = await post('P03', 'A61-3', { ...april, record: { method: 'BATCH', madeOn: '2026-04-15' } });
    const records = await provisions(KURASHI, { ...first, position: last.position });
    expect(records.map(({ person }) => person.number)).toEqual(
      expect.arrayContaining([expect.stringMatching(/^MK-\d{7}$/)]),
    );
    for (const record of records) {
      expect(record.series).toMatchObject({ ...may.period, firstOn: '2026-05-10', lastOn: '2026-05-28' });
      expect(record.series!.closedBy).toBe('period');
      expect(record.fields.find(({ code }) => code === 'date')).toMatchObject({ statutory: false, present: true });
      // Made on 1 June, after the last send: PPC Q&A 13-35 guards it.
      expect(keptOf(record)).toEqual(['2029-05-27', '2029-06-02', ['LATER_MAKING']]);
    }
    const [earlier] = await provisions(KURASHI, other);
    expect([earlier!.series!.lastOn, ...keptOf(earlier!)]).toEqual(['2026-04-15', '2029-04-14', '2029-04-15', []]);
  });

  it('is listed with its period, its days and what closed it', async () => {
    const { body } = await kiroku.get<{ series: Record<string, unknown>[] }>(
      '/v1/series?arrangement=P03&limit=200',
      officer(KURASHI),
    );
    expect(body.series).toContainEqual(
      expect.objectContaining({
        method: 'BATCH',
        register: 'provision',
        party: expect.any(String) as string,
        from: '2026-05-01',
        to: '2026-05-31',
        firstOn: '2026-05-10',
        lastOn: '2026-05-28',
        lines: 4,
        open: false,
        closedBy: 'period',
        retainUntil: '2029-05-27',
      }),
    );
  });

  it('moves with what is sent, and back with what is void', async () => {
    const march = { period: { from: '2026-03-01', to: '2026-03-31' } };
    const record = { record: { method: 'BATCH', madeOn: '2026-03-31' } };
    const first = await post('P03', 'moves-1', { ...march, ...record, occurredAt: '2026-03-05T00:00:00Z' });
    const last = await post('P03', 'moves-2', { ...march, ...record, occurredAt: '2026-03-25T00:00:00Z' });
    const lastOn = async (position: string) => (await provisions(KURASHI, { ...first, position }))[0]!.series!.lastOn;
    expect(await lastOn(last.position)).toBe('2026-03-25');
    const voided = await kiroku.post<{ position: string }>(`/v1/transfers/${last.id}/void`, integrator(KURASHI), {
      version: 1,
      reason: '二重の登録',
    });
    expect(await lastOn(voided.body.position)).toBe('2026-03-05');
  });

  it('cannot be closed where it does not exist, or on a day to come', async () => {
    const unknown = await kiroku.post<Problem>('/v1/series/nobody/close', officer(KURASHI), { reason: '終了' });
    expect([unknown.status, unknown.body.code]).toEqual([404, 'series-unknown']);
    const late = await kiroku.post<Problem>('/v1/series/nobody/close', officer(KURASHI), {
      reason: '終了',
      closedOn: '2999-01-01',
    });
    expect([late.status, late.body.errors?.[0]?.pointer]).toEqual([400, '/closedOn']);
  });
});

describe('a receipt', () => {
  it('A20: without origin is kept apart, and is released by a correction that supplies it', async () => {
    const unconfirmed = await post('P07', 'A20', { confirmation: { providerHow: '名刺により確認' } });
    expect(unconfirmed.groups[0]!.findings.map(({ code }) => code)).toContain('NO_ORIGIN');
    expect(await receipts(KURASHI, unconfirmed)).toEqual([]);
    const [apart] = await quarantined(KURASHI, unconfirmed);
    expect(apart).toMatchObject({ quarantine: 'NO_ORIGIN', complete: false });
    expect(apart!.missing).toContain('acquisition');

    const { confirmation } = feed('P07').post;
    const corrected = await correct(KURASHI, unconfirmed, { confirmation });
    expect(corrected.status).toBe(201);
    const now = { ...unconfirmed, position: corrected.body.position };
    expect(await quarantined(KURASHI, now)).toEqual([]);
    expect(await receipts(KURASHI, now)).toMatchObject([{ status: 'corrected', quarantine: null, complete: true }]);
  });

  it('A20: or is rejected and given back; both stand in its history', async () => {
    const unconfirmed = await post('P07', 'A20-returned', { confirmation: null });
    const path = `/v1/quarantine/${unconfirmed.id}/rejection`;
    const early = { version: 1, returnedOn: '2020-01-01', reason: '経緯を確認できない' };
    expect((await kiroku.post(path, officer(KURASHI), early)).status).toBe(400);
    const rejecting = { ...early, returnedOn: '2026-06-01' };
    const rejected = await kiroku.post<{ status: string; position: string }>(path, officer(KURASHI), rejecting);
    expect([rejected.status, rejected.body.status]).toEqual([200, 'rejected']);
    const now = { ...unconfirmed, position: rejected.body.position };
    expect([await quarantined(KURASHI, now), await receipts(KURASHI, now)]).toEqual([[], []]);
    const [{ ref }] = feed('P07').post.members as [{ ref: string }];
    const view = await kiroku.get<{ transfers: { transfer: string; status: string }[] }>(
      `/v1/members/${ref}/transfers?limit=200&atLeast=${now.position}`,
      officer(KURASHI),
    );
    expect(view.body.transfers.find(({ transfer }) => transfer === unconfirmed.id)!.status).toBe('rejected');
    const again = await correct(KURASHI, unconfirmed, { confirmation: feed('P07').post['confirmation'] });
    expect([again.status, again.body.code]).toEqual([409, 'transfer-changed']);
  });

  it('is not rejected where it is in no quarantine', async () => {
    const { id } = await post('P07', 'accepted');
    const answer = await kiroku.post<Problem>(`/v1/quarantine/${id}/rejection`, officer(KURASHI), {
      version: 1,
      returnedOn: '2026-06-01',
      reason: '誤り',
    });
    expect([answer.status, answer.body.code]).toEqual([409, 'transfer-not-quarantined']);
  });

  it('A21: of the same facts points at the first record, which is kept as long as it is needed (Rules 22(3))', async () => {
    const first = await post('P07', 'A21-1', each('2025-05-28'));
    const second = await post('P07', 'A21-2', { confirmation: { sameAsRecord: `${first.id}:1` } });
    const [record] = await receipts(KURASHI, second);
    expect(record).toMatchObject({ complete: true, acquisition: '本人の診療にあたり本人から直接取得' });
    expect(record!.fields.find(({ code }) => code === 'acquisition')!.from).toBe(`${first.id}:1`);
    const [base] = await receipts(KURASHI, { ...first, position: second.position });
    expect(keptOf(base!)).toEqual(['2028-05-28', '2029-05-29', ['DEPENDENT_RECORD']]);
  });

  it('A21: of another provider does not get away with it', async () => {
    const first = await post('P07', 'A21-3');
    const party = { name: '別の医院', address: '東京都', class: 'MEDICAL_INSTITUTION', location: 'JP' };
    const second = await post('P07', 'A21-4', { party, confirmation: { sameAsRecord: first.id } });
    expect(await quarantined(KURASHI, second)).toMatchObject([{ quarantine: 'NO_ORIGIN' }]);
  });

  it('A41: from kenpo to kenpo is a provision record here and a receipt record there; A42: to a city it is none', async () => {
    const answered = await post('D04-consent', 'A41-answer');
    expect(await provisions(UNYU, answered)).toMatchObject([{ duty: 'REC_CONSENT_27', status: 'in-force' }]);
    const { confirmation } = feed('P07').post;
    const received = await post('D04-consent', 'A41-received', { direction: 'IN', arrangement: null, confirmation });
    expect(await receipts(UNYU, received)).toMatchObject([{ duty: 'REC_24_1_II', complete: true }]);
    const city = await post('D04-law', 'A42');
    expect([city.groups[0]!.duty, await provisions(feed('D04-law').association, city)]).toEqual(['NONE', []]);
  });
});

describe('a base record', () => {
  const record = (baseRecord: string, madeOn: string) => ({ record: { method: 'EACH', madeOn, baseRecord } });

  it('holds what its dependents left out, and waits for the last of them', async () => {
    const base = await post('P07', 'base', each('2024-06-10'));
    const dependent = await post('P07', 'dependent', { ...record(base.id, '2026-05-28'), confirmation: null });
    const [shown] = await receipts(KURASHI, dependent);
    expect([shown!.complete, shown!.retainUntil]).toEqual([true, '2029-05-28']);
    const [waiting] = await receipts(KURASHI, { ...base, position: dependent.position });
    expect(keptOf(waiting!)).toEqual(['2027-06-10', '2029-05-29', ['DEPENDENT_RECORD']]);
  });

  it('that is due, unknown or of the other register is refused, and nothing is recorded', async () => {
    const due = await post('P07', 'base-due', each('2023-06-10'));
    const sent = await post('D04-consent', 'base-sent');
    const refused = await Promise.all([
      refuse('P07', 'on-due', record(due.id, '2026-05-28')),
      refuse('P07', 'on-nothing', record('6e0f9b1c-7a52-4b7e-9a3c-2f8c7f0d9b11:1', '2026-05-28')),
      refuse('P07', 'on-words', record('先月の記録', '2026-05-28')),
      refuse('P07', 'on-others', record(sent.id, '2026-05-28')),
    ]);
    expect(refused.map(({ status, body }) => [status, body.code, body.errors?.[0]?.pointer])).toEqual([
      [422, 'record-not-kept', '/record/baseRecord'],
      [422, 'record-unknown', '/record/baseRecord'],
      [422, 'record-unknown', '/record/baseRecord'],
      [422, 'record-unknown', '/record/baseRecord'],
    ]);
    const found = await kiroku.get<{ transfers: unknown[] }>(
      '/v1/transfers?source=kyosai-core&externalId=on-due',
      integrator(KURASHI),
    );
    expect(found.body.transfers).toEqual([]);
  });
});

describe('a hold', () => {
  const HOLD = '3f1c0b6a-5d5c-4d57-9a54-6e4c86a4a101';
  const hold = (scope: object, changes: object = {}) => ({
    id: HOLD,
    code: 'LEGAL_HOLD',
    scope,
    reason: '訴訟',
    ...changes,
  });

  it('A54: keeps a record beyond its end, until it is released', async () => {
    const sent = await post('D04-consent', 'A54', each('2023-06-10'));
    const placed = await kiroku.post<{ position: string }>(
      '/v1/holds',
      officer(UNYU),
      hold({ record: `${sent.id}:1` }),
    );
    expect(placed.status).toBe(201);
    const [held] = await provisions(UNYU, { ...sent, position: placed.body.position });
    expect(keptOf(held!)).toEqual(['2026-06-10', null, ['LEGAL_HOLD']]);
    const released = await kiroku.post<{ position: string }>(`/v1/holds/${HOLD}/release`, officer(UNYU), {
      reason: '和解',
    });
    const [free] = await provisions(UNYU, { ...sent, position: released.body.position });
    expect(keptOf(free!)).toEqual(['2026-06-10', '2026-06-11', []]);
    const { body } = await kiroku.get<{ holds: object[] }>('/v1/holds', officer(UNYU));
    expect(body.holds).toMatchObject([{ id: HOLD, scope: 'record', target: `${sent.id}:1`, reason: '訴訟' }]);
  });

  it('of another statute keeps all records with a party until its day', async () => {
    const sent = await post('D04-consent', 'other-statute');
    const id = '3f1c0b6a-5d5c-4d57-9a54-6e4c86a4a102';
    const wish = hold({ party: 'mihon-kyogikai-kenpo' }, { id, code: 'OTHER_STATUTE', until: '2033-03-31' });
    const placed = await kiroku.post<{ position: string }>('/v1/holds', officer(UNYU), wish);
    const [held] = await provisions(UNYU, { ...sent, position: placed.body.position });
    expect(keptOf(held!)).toEqual(['2029-05-18', '2033-04-01', ['OTHER_STATUTE']]);
    await kiroku.post(`/v1/holds/${id}/release`, officer(UNYU), { reason: '誤り' });
  });

  it.each([
    ['nothing', {}, '/scope'],
    ['two things', { party: 'mihon-songai', arrangement: 'D04' }, '/scope'],
    ['a party that nobody knows', { party: 'nobody' }, '/scope/party'],
    ['a record that nobody knows', { record: '6e0f9b1c-7a52-4b7e-9a3c-2f8c7f0d9b11' }, '/scope/record'],
  ])('of %s is refused', async (_what, scope, pointer) => {
    const wish = hold(scope, { id: '3f1c0b6a-5d5c-4d57-9a54-6e4c86a4a103' });
    const { status, body } = await kiroku.post<Problem>('/v1/holds', officer(UNYU), wish);
    expect([status, body.errors?.[0]?.pointer]).toEqual([400, pointer]);
  });

  it('is one hold under its id, and is placed by officers alone', async () => {
    const other = await kiroku.post<Problem>('/v1/holds', officer(UNYU), hold({ party: 'mihon-songai' }));
    expect([other.status, other.body.code]).toEqual([409, 'hold-differs']);
    const asAuditor = await kiroku.post('/v1/holds', tokens.get(`auditor ${UNYU}`)!, hold({ party: 'mihon-songai' }));
    expect(asAuditor.status).toBe(403);
    const unknown = await kiroku.post<Problem>(
      '/v1/holds/6e0f9b1c-7a52-4b7e-9a3c-2f8c7f0d9b11/release',
      officer(UNYU),
      {
        reason: '誤り',
      },
    );
    expect([unknown.status, unknown.body.code]).toEqual([404, 'hold-unknown']);
  });
});

describe('A64: a register that is taken away', () => {
  interface Line {
    readonly t: string;
    readonly id: string;
    readonly transfer: string;
    readonly occurredOn: string;
    readonly status: string;
    readonly leafHash: string;
    readonly linePosition: string;
    readonly correctionReason: string | null;
    readonly earlier: readonly { version: number; occurredOn: string; position: string; leafHash: string }[];
    readonly count: number;
    readonly sha256: string;
  }
  const wish = { register: 'provision', from: '2025-04-01', to: '2026-06-30', ground: '法146条の報告の求め' };
  const take = (body: object, token = officer(UNYU)) => kiroku.post<string>('/v1/registers/exports', token, body);

  it('is complete and in order, shows corrections and leaf hashes, and stands in the log', async () => {
    const first = await post('D04-consent', 'A64-1', each('2026-01-10'));
    const corrected = await correct(UNYU, first, { occurredOn: '2026-01-12', reason: '提供日の誤り' });
    const second = await post('D04-consent', 'A64-2', each('2026-01-11'));
    const voided = await post('D04-consent', 'A64-3', each('2026-01-13'));
    await kiroku.post(`/v1/transfers/${voided.id}/void`, integrator(UNYU), { version: 1, reason: '二重' });
    const { status, headers, body } = await take(wish);
    const lines = linesOf<Line>(body);
    const records = lines.filter(({ t }) => t === 'record');
    expect([status, lines[0]!.t, lines.at(-1)!.t, lines.at(-1)!.count]).toEqual([
      200,
      'register',
      'end',
      records.length,
    ]);
    expect(Number(headers['kiroku-records'])).toBe(records.length);
    const days = records.map(({ occurredOn }) => occurredOn);
    expect(days).toEqual([...days].sort());
    const listed = await kiroku.get<{ records: { id: string }[] }>(
      `/v1/provision-records?limit=200&from=${wish.from}&to=${wish.to}`,
      officer(UNYU),
    );
    expect(records.map(({ id }) => id).sort()).toEqual(listed.body.records.map(({ id }) => id).sort());
    const hashed = createHash('sha256')
      .update(body.slice(0, body.lastIndexOf('{"t":"end"')))
      .digest('hex');
    expect(lines.at(-1)!.sha256).toBe(hashed);

    const of = (id: string) => records.find(({ transfer }) => transfer === id)!;
    expect(of(first.id)).toMatchObject({
      status: 'corrected',
      occurredOn: '2026-01-12',
      correctionReason: '提供日の誤り',
      linePosition: corrected.body.position,
      leafHash: corrected.body.leafHash,
      earlier: [{ version: 1, occurredOn: '2026-01-10', position: first.position, leafHash: first.leafHash }],
    });
    expect(of(second.id)).toMatchObject({ leafHash: second.leafHash, linePosition: second.position, earlier: [] });
    expect(of(voided.id).status).toBe('voided');

    const [logged] = (await kiroku.app.get<EventStore>(EVENT_STORE).readLog(UNYU, null, 10_000)).filter(
      ({ position }) => position === headers['kiroku-position'],
    );
    const { from, to } = wish;
    expect(logged!.envelope).toMatchObject({
      type: 'RegisterExported',
      data: { register: 'provision', from, to, format: 'ndjson', records: records.length, chains: ['open'] },
    });
  });

  it('may be a table, in which no name is taken for a formula', async () => {
    const party = {
      name: '=HYPERLINK("x")',
      address: '東京都',
      representative: '代表',
      class: 'KENPO',
      location: 'JP',
    };
    await post('D04-consent', 'A64-formula', { ...each('2026-02-10'), party, arrangement: null });
    const { headers, body } = await take({ ...wish, format: 'csv', from: '2026-02-10', to: '2026-02-10' });
    const [header, line] = body.split('\r\n');
    expect([String(headers['content-type']), header!.slice(0, 14)]).toEqual([
      'text/csv; charset=utf-8',
      '\uFEFFrecord,status',
    ]);
    expect(line).toContain(`"'=HYPERLINK(""x"")"`);
  });

  it('may be a document in Shift_JIS: 髙﨑 is kept, 𠮷 is 〓 and counted, and no name is a formula', async () => {
    const party = { name: '髙﨑𠮷商店', address: '=1+1', representative: '代表', class: 'KENPO', location: 'JP' };
    await post('D04-consent', 'A64-rare', { ...each('2026-02-11'), party, arrangement: null });
    const day = { from: '2026-02-11', to: '2026-02-11' };
    const document = { ...wish, ...day, format: 'CSV_SHIFT_JIS' };
    interface Issued {
      readonly id: string;
      readonly replacedSigns: number;
      readonly links: { readonly file: string };
    }
    const issued = await kiroku.post<Issued>('/v1/registers/documents', officer(UNYU), document);
    expect([issued.status, issued.body.replacedSigns]).toEqual([201, 1]);
    const headers = { authorization: `Bearer ${officer(UNYU)}` };
    const { rawPayload } = await kiroku.app.inject({ method: 'GET', url: issued.body.links.file, headers });
    const [header, line] = new TextDecoder('shift_jis').decode(rawPayload).split('\r\n');
    expect(header).toContain('第三者の氏名又は名称,第三者の住所,第三者の代表者');
    expect(line).toContain("髙﨑〓商店,'=1+1,代表");

    const certified = await kiroku.post<Issued>('/v1/registers/retention-certificates', officer(UNYU), {
      ...document,
      format: 'JSON',
    });
    const taken = await kiroku.get<{ groups: object[] }>(certified.body.links.file, officer(UNYU));
    expect(taken.body.groups).toMatchObject([{ method: 'EACH', years: 3, retainUntil: '2029-02-11', count: 1 }]);
    expect(JSON.stringify(taken.body)).not.toContain('髙﨑');
  });

  it('is one document under one Idempotency-Key, and another period under it is refused', async () => {
    const day = { ...wish, from: '2026-02-11', to: '2026-02-11', format: 'JSON' };
    const headers = { 'content-type': 'application/json', 'idempotency-key': 'one-register' };
    const order = (path: string, over: object = {}) =>
      kiroku.upload<{ id: string } & Problem>(path, officer(UNYU), JSON.stringify({ ...day, ...over }), headers);
    const first = await order('/v1/registers/documents');
    const before = await kiroku.app.get<EventStore>(EVENT_STORE).head(UNYU);
    const again = await order('/v1/registers/documents');
    expect([first.status, again.status, again.body.id]).toEqual([201, 200, first.body.id]);
    const others = [{ to: '2026-02-12' }, { language: 'en' }].map((over) => order('/v1/registers/documents', over));
    const asOther = [...(await Promise.all(others)), await order('/v1/registers/retention-certificates')];
    expect(asOther.map(({ status, body }) => [status, body.code])).toEqual(
      asOther.map(() => [409, 'document-differs']),
    );
    // Nothing was read again, so nobody was looked at and nothing taken away.
    expect(await kiroku.app.get<EventStore>(EVENT_STORE).head(UNYU)).toBe(before);
  });

  it('is no document where it is too long, and nothing is written of it', async () => {
    const limits = kiroku.app.get(RegisterLimits, { strict: false });
    const { recordsMax } = limits;
    const { ref } = (await provisions(UNYU, await post('D04-consent', 'A64-long', each('2026-02-12'))))[0]!.person;
    const before = await kiroku.app.get<EventStore>(EVENT_STORE).head(UNYU);
    Object.assign(limits, { recordsMax: 0 });
    try {
      const day = { ...wish, from: '2026-02-12', to: '2026-02-12', format: 'JSON' };
      for (const [path, body] of [
        ['/v1/registers/documents', day],
        ['/v1/registers/retention-certificates', day],
        [`/v1/members/${ref}/retention-certificates`, { format: 'JSON' }],
      ] as const) {
        const refused = await kiroku.post<Problem>(path, officer(UNYU), body);
        expect([path, refused.status, refused.body.code]).toEqual([path, 422, 'register-too-long']);
      }
    } finally {
      Object.assign(limits, { recordsMax });
    }
    expect(await kiroku.app.get<EventStore>(EVENT_STORE).head(UNYU)).toBe(before);
  });

  it('is certified for one person, record by record, with what holds it', async () => {
    const [record] = await provisions(UNYU, await post('D04-consent', 'A64-person', each('2026-02-13')));
    const { ref } = record!.person;
    const hold = { id: randomUUID(), code: 'LEGAL_HOLD', scope: { member: ref }, reason: '訴訟' };
    expect((await kiroku.post('/v1/holds', officer(UNYU), hold)).status).toBe(201);
    const path = `/v1/members/${ref}/retention-certificates`;
    interface Certified {
      readonly id: string;
      readonly links: { readonly file: string };
    }
    const certified = await kiroku.post<Certified>(path, officer(UNYU), { format: 'JSON' });
    expect(certified.status).toBe(201);
    const taken = await kiroku.get<{ records: object[]; holds: object[] }>(certified.body.links.file, officer(UNYU));
    const [providedOn, retainUntil, keptFor] = ['2026-02-13', '2029-02-13', ['LEGAL_HOLD']];
    expect(taken.body).toMatchObject({
      about: { member: ref },
      holds: [{ code: 'LEGAL_HOLD', scope: 'member', until: null }],
    });
    expect(taken.body.records).toContainEqual(
      expect.objectContaining({ record: record!.id, occurredOn: providedOn, retainUntil, keptFor }),
    );
    expect((await kiroku.post(`/v1/holds/${hold.id}/release`, officer(UNYU), { reason: '終結' })).status).toBeLessThan(
      300,
    );

    // It is a document of the person: in the list of the person, and under no other.
    const { documents } = (await kiroku.get<{ documents: { id: string }[] }>(path, officer(UNYU))).body;
    const { id } = certified.body;
    expect(documents.map((one) => one.id)).toEqual([id]);
    const other = (await kiroku.post<{ ref: string }>('/v1/members', officer(UNYU), { number: '77001', name: '他人' }))
      .body;
    for (const elsewhere of [
      `/v1/members/${other.ref}/retention-certificates/${id}/file`,
      `/v1/registers/documents/${id}/file`,
    ])
      expect((await kiroku.get<Problem>(elsewhere, officer(UNYU))).body.code).toBe('document-unknown');
    const unknown = `/v1/members/${randomUUID()}/retention-certificates`;
    expect((await kiroku.post<Problem>(unknown, officer(UNYU), {})).body.code).toBe('no-such-member');
    expect((await kiroku.post(path, integrator(UNYU), {})).status).toBe(403);
    expect((await kiroku.post(path, officer(UNYU), { format: 'DOCX' })).status).toBe(400);
  });

  it('is no document where the period ends before it begins', async () => {
    const backwards = { ...wish, to: '2025-03-31' };
    for (const path of ['documents', 'retention-certificates']) {
      const { status, body } = await kiroku.post<Problem>(`/v1/registers/${path}`, officer(UNYU), backwards);
      expect([status, body.errors?.[0]?.pointer]).toEqual([400, '/to']);
    }
    expect((await kiroku.post('/v1/registers/documents', integrator(UNYU), wish)).status).toBe(403);
  });

  it('is given to officers and auditors, for a ground and a period that is one', async () => {
    expect((await take(wish, integrator(UNYU))).status).toBe(403);
    expect((await take(wish, tokens.get(`auditor ${UNYU}`)!)).status).toBe(200);
    const backwards = await kiroku.post<Problem>('/v1/registers/exports', officer(UNYU), { ...wish, to: '2025-03-31' });
    expect([backwards.status, backwards.body.errors?.[0]?.pointer]).toEqual([400, '/to']);
    const { ground: _none, ...without } = wish;
    expect((await take(without)).status).toBe(400);
    const nothing = linesOf<Line>((await take({ ...wish, from: '1999-01-01', to: '1999-12-31' })).body);
    expect([nothing.length, nothing.at(-1)!.count]).toEqual([2, 0]);
  });
});
