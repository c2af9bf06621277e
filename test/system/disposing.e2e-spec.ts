import { ProjectionOrders, Projector } from '#event-store';
import { Clock } from '#platform';
import { feed } from '../harness/feeds.js';
import { linesOf } from '../harness/importing.js';
import { KirokuInProcess } from '../harness/kiroku-in-process.js';
import type { Answer, Problem } from '../harness/recording.js';
import { recordsOf } from '../harness/registers.js';

const UNYU = 'mihon-unyu';
const [{ ref: MEMBER }] = feed('D04-consent').post.members as [{ ref: string }];

interface Disposal {
  readonly id: string;
  readonly status: string;
  readonly records: number;
  readonly kept: number;
  readonly spared: number;
  readonly digest: string;
  readonly certificate: {
    readonly records: number;
    readonly transfers: number;
    readonly keys: number;
    readonly from: string | null;
    readonly to: string | null;
    readonly digest: string;
    readonly position: string;
  } | null;
}
interface Listed {
  readonly record: string;
  readonly decision: string;
  readonly reasons: readonly string[];
}

let kiroku: KirokuInProcess;
let first: string;
let second: string;

beforeAll(async () => {
  kiroku = await KirokuInProcess.start();
  first = await kiroku.tokenOf('officer-1', 'officer', UNYU);
  second = await kiroku.tokenOf('officer-2', 'officer', UNYU);
}, 120_000);
afterEach(() => {
  kiroku.app.get(Clock).now = () => new Date();
});
afterAll(() => kiroku.stop());

/** From now on the service believes that it is this day. */
function itIs(day: string): void {
  kiroku.app.get(Clock).now = () => new Date(`${day}T03:00:00Z`);
}

async function post(externalId: string, changes: object = {}, name = 'D04-consent'): Promise<Answer> {
  const { association, post: body } = feed(name);
  const token = await kiroku.token('integrator', association);
  const { status, body: answer } = await kiroku.post<Answer>('/v1/transfers', token, {
    ...body,
    externalId,
    ...changes,
  });
  if (status !== 201) throw new Error(`${externalId}: ${status} ${JSON.stringify(answer)}`);
  return answer;
}

const each = (madeOn: string) => ({ record: { method: 'EACH', madeOn }, occurredOn: madeOn, occurredAt: null });
const idOf = (n: number) => `0a6c2d54-8f0e-4b7a-9a3c-${String(n).padStart(12, '0')}`;
const propose = (n: number, asOf?: string) =>
  kiroku.post<Disposal & Problem>('/v1/disposals', first, { id: idOf(n), ...(asOf && { asOf }) });
const step = (n: number, what: 'approval' | 'withdrawal' | 'execution', token: string) =>
  kiroku.post<Disposal & Problem>(`/v1/disposals/${idOf(n)}/${what}`, token, {});
async function listed(n: number): Promise<Map<string, Listed>> {
  const { body } = await kiroku.get<string>(`/v1/disposals/${idOf(n)}/records`, first);
  return new Map(linesOf<Listed>(body).map((one) => [one.record, one]));
}
const hold = (id: string, scope: object) =>
  kiroku.post<{ position: string }>('/v1/holds', first, { id, code: 'LEGAL_HOLD', scope, reason: '訴訟' });

it('A54: proposes what is due, names what is kept and why, and spares what came to be held', async () => {
  const due = await post('due', each('2023-06-10'));
  const held = await post('held', each('2023-06-11'));
  const late = await post('held-late', each('2023-06-12'));
  const base = await post('base', each('2023-06-13'));
  // It rests on a record that is kept, and is due itself no sooner than in 2029.
  const young = await post('young', each('2026-05-18'));
  const dependent = await post('dependent', { record: { method: 'EACH', madeOn: '2026-05-18', baseRecord: young.id } });
  await hold('3f1c0b6a-5d5c-4d57-9a54-6e4c86a4b201', { record: held.id });

  const proposed = await propose(1);
  expect([proposed.status, proposed.body.status, proposed.body.certificate]).toEqual([201, 'proposed', null]);
  const list = await listed(1);
  expect(list.get(`${due.id}:1`)).toEqual({ record: `${due.id}:1`, decision: 'dispose', reasons: [] });
  expect(list.get(`${held.id}:1`)).toEqual({ record: `${held.id}:1`, decision: 'keep', reasons: ['LEGAL_HOLD'] });
  for (const { id } of [young, dependent]) expect(list.has(`${id}:1`)).toBe(false);

  expect([(await step(1, 'execution', first)).body.code, (await step(1, 'approval', first)).body.code]).toEqual([
    'disposal-not-approved',
    'disposal-same-person',
  ]);
  const mistaken = await propose(9);
  expect([mistaken.status, (await step(9, 'withdrawal', first)).body.status]).toEqual([201, 'withdrawn']);
  expect([(await step(9, 'withdrawal', second)).status, (await step(9, 'approval', second)).body.code]).toEqual([
    200,
    'disposal-withdrawn',
  ]);
  expect((await step(9, 'execution', second)).body.code).toBe('disposal-withdrawn');

  const approved = await step(1, 'approval', second);
  expect((await step(1, 'withdrawal', first)).body.code).toBe('disposal-approved');
  expect([approved.status, approved.body.status]).toEqual([200, 'approved']);
  await hold('3f1c0b6a-5d5c-4d57-9a54-6e4c86a4b202', { record: `${late.id}:1` });

  const executed = await step(1, 'execution', first);
  expect([executed.status, executed.body.status, executed.body.spared]).toEqual([200, 'executed', 1]);
  expect((await listed(1)).get(`${late.id}:1`)).toMatchObject({ decision: 'spare', reasons: ['LEGAL_HOLD'] });
  const { certificate, records } = executed.body;
  expect(certificate).toMatchObject({ records: records - 1, transfers: records - 1, keys: 0 });
  expect([certificate!.from! <= certificate!.to!, certificate!.digest.length]).toEqual([true, 64]);

  const { position } = certificate!;
  const left = await Promise.all(
    [due, held, late, base].map(({ id }) => recordsOf(kiroku, UNYU, 'provision-records', { id, position })),
  );
  expect(left.map((some) => some.length)).toEqual([0, 1, 1, 0]);
  const view = await kiroku.get<{ transfers: { transfer: string }[] }>(
    `/v1/members/${MEMBER}/transfers?limit=200&atLeast=${position}`,
    first,
  );
  const seen = view.body.transfers.map(({ transfer }) => transfer);
  expect([seen.includes(due.id), seen.includes(held.id)]).toEqual([false, true]);

  const shown = await kiroku.get<{ versions: unknown[]; externalId: null; history: { type: string }[] }>(
    `/v1/transfers/${due.id}`,
    first,
  );
  expect([shown.body.versions, shown.body.externalId, shown.body.history.map(({ type }) => type)]).toEqual([
    [],
    null,
    ['TransferRecorded', 'RecordsDisposed'],
  ]);
  expect((await step(1, 'execution', second)).body.certificate).toEqual(certificate);
  expect((await propose(1)).status).toBe(200);
  const corrected = await kiroku.post<Problem>(`/v1/transfers/${due.id}/corrections`, first, {
    version: 1,
    reason: '遅い訂正',
    means: 'PAPER',
  });
  expect([corrected.status, corrected.body.code]).toEqual([409, 'record-disposed']);
}, 60_000);

it('certifies a disposal as a document that says who agreed by role, and names nobody', async () => {
  const certify = (n: number) =>
    kiroku.post<{ links: { file: string } } & Problem>(`/v1/disposals/${idOf(n)}/documents`, first, { format: 'JSON' });
  await propose(5, '2020-01-01');
  expect([(await certify(5)).body.code, (await certify(99)).body.code]).toEqual([
    'disposal-not-executed',
    'disposal-unknown',
  ]);
  const { status, body } = await certify(1);
  expect(status).toBe(201);
  const { body: told } = await kiroku.get<Record<string, unknown>>(body.links.file, first);
  const { certificate } = (await kiroku.get<Disposal>(`/v1/disposals/${idOf(1)}`, first)).body;
  expect(told).toMatchObject({
    kind: 'DISPOSAL_CERTIFICATE',
    disposal: idOf(1),
    certificate,
    proposed: { role: 'officer' },
    approved: { role: 'officer' },
    kept: expect.arrayContaining([{ reasons: ['LEGAL_HOLD'], records: 1 }]),
    spared: [{ reasons: ['LEGAL_HOLD'], records: 1 }],
  });
  expect(JSON.stringify(told)).not.toContain(MEMBER);
});

it('A54: lets a record go after its release', async () => {
  const held = await post('released', each('2023-05-11'));
  const HOLD = '3f1c0b6a-5d5c-4d57-9a54-6e4c86a4b203';
  await hold(HOLD, { member: MEMBER });
  await propose(2, '2026-06-01');
  expect((await listed(2)).get(`${held.id}:1`)).toMatchObject({ decision: 'keep', reasons: ['LEGAL_HOLD'] });
  await kiroku.post(`/v1/holds/${HOLD}/release`, first, { reason: '和解' });
  await propose(3, '2026-06-01');
  expect((await listed(3)).get(`${held.id}:1`)).toMatchObject({ decision: 'dispose' });
});

it('A06: names an open series whose first send is long past, and does not dispose of it', async () => {
  const open = { period: { from: '2023-04-01', to: '2029-03-31' }, occurredAt: null };
  const old = await post('A06-old', {
    ...open,
    occurredOn: '2023-05-10',
    record: { method: 'BATCH', madeOn: '2023-05-10' },
  });
  await post('A06-new', { ...open, occurredOn: '2026-05-10', record: { method: 'BATCH', madeOn: '2026-05-10' } });
  await propose(4);
  expect((await listed(4)).get(`${old.id}:1`)).toMatchObject({ decision: 'keep', reasons: ['SERIES_OPEN'] });
  const [record] = await recordsOf(kiroku, UNYU, 'provision-records', old);
  expect(record!.retainUntil).toBeNull();
});

it.each([
  ['of a day to come', { id: idOf(90), asOf: '2999-01-01' }, 400, 'invalid-request'],
  ['without an id', {}, 400, 'invalid-request'],
  ['of another day under a known id', { id: idOf(91), asOf: '2025-01-01' }, 409, 'disposal-differs'],
])('refuses a proposal %s', async (_what, request, status, code) => {
  await propose(91, '2024-01-01');
  const answer = await kiroku.post<Problem>('/v1/disposals', first, request);
  expect([answer.status, answer.body.code]).toEqual([status, code]);
});

it('knows no disposal that nobody proposed, and lets only officers propose', async () => {
  expect((await step(99, 'approval', second)).body.code).toBe('disposal-unknown');
  expect((await step(99, 'execution', second)).body.code).toBe('disposal-unknown');
  const auditor = await kiroku.token('auditor', UNYU);
  expect((await kiroku.post('/v1/disposals', auditor, { id: idOf(98) })).status).toBe(403);
  const others = await kiroku.token('officer', 'mihon-seizo');
  expect((await kiroku.get(`/v1/disposals/${idOf(1)}`, others)).status).toBe(404);
  const list = await kiroku.get<{ disposals: Disposal[] }>('/v1/disposals', auditor);
  expect(list.body.disposals.map(({ id }) => id)).toContain(idOf(1));
});

describe('the key of a year', () => {
  const keysOf = async (member: string) =>
    (await kiroku.rows(`SELECT wrapped IS NULL AS gone FROM access.data_key WHERE subject = $1 AND period ~ '^\\d'`, [
      member,
    ])) as { gone: boolean }[];
  const member = async (number: string) => {
    const { body } = await kiroku.post<{ ref: string }>('/v1/members', first, { number, name: '見本 廃棄' });
    return body.ref;
  };
  const all = async (n: number) => {
    await propose(n);
    await step(n, 'approval', second);
    return (await step(n, 'execution', first)).body;
  };

  it('is destroyed once nothing kept needs it, and spared by a line without a record or a declaration', async () => {
    const [alone, other, consenting] = [await member('key-1'), await member('key-2'), await member('key-3')];
    const of = (ref: string) => ({ ...each('2023-05-20'), members: [{ ref }] });
    const gone = await post('key-alone', of(alone));
    await post('key-other', of(other));
    const entrusted = { ground: { route: 'N1', contractRef: 'K-1' }, arrangement: null };
    expect((await post('key-entrusted', { ...of(other), ...entrusted })).groups[0]!.duty).toBe('NONE');
    await post('key-consenting', of(consenting));
    await kiroku.post(`/v1/members/${consenting}/standing`, first, {
      id: idOf(1),
      kind: 'CONSENT',
      scope: { classes: [], parties: [], items: [], purposes: [] },
      receivedAt: '2023-05-01T00:00:00Z',
      effectiveFrom: '2023-05-01T00:00:00Z',
      form: 'PAPER',
    });
    // In the year in which they were recorded, no key is destroyed: more may be written with it.
    expect((await all(10)).certificate!.keys).toBe(0);
    expect(await keysOf(alone)).toEqual([{ gone: false }]);

    const again = await post('key-again', of(alone));
    itIs('2028-05-01');
    const certified = (await all(11)).certificate!;
    expect(certified.keys).toBeGreaterThanOrEqual(1);
    expect([await keysOf(alone), await keysOf(other), await keysOf(consenting)]).toEqual([
      [{ gone: true }],
      [{ gone: false }],
      [{ gone: false }],
    ]);
    // The log keeps what was written, and its hash; nobody can read the person's part any more.
    for (const { id } of [gone, again]) {
      const shown = await kiroku.get<{ versions: { lines: { consentId: string | null }[] }[] }>(
        `/v1/transfers/${id}`,
        first,
      );
      expect(shown.status).toBe(200);
    }
  }, 60_000);
});

it('makes the same rows anew: what was disposed of stays gone', async () => {
  const tables = [
    'records.transfer',
    'records.statutory_record',
    'records.series',
    'records.record_link',
    'records.hold',
    'records.disposal',
    'records.disposed',
    'disclosure.transfer',
    'disclosure.member_line',
  ];
  const rows = () =>
    Promise.all(tables.map((table) => kiroku.rows(`SELECT one::text AS line FROM ${table} AS one ORDER BY 1`)));
  const projector = kiroku.app.get(Projector);
  await projector.stop();
  await projector.catchUp();
  const before = await rows();
  expect(before.map((some) => some.length > 0)).toEqual(tables.map(() => true));
  const orders = new ProjectionOrders(kiroku.owner);
  for (const projection of ['records', 'member-view']) await orders.rebuild({ projection, association: null });
  await projector.catchUp();
  expect(await rows()).toEqual(before);
}, 60_000);
