import { feed } from '../harness/feeds.js';
import { KirokuInProcess } from '../harness/kiroku-in-process.js';
import { aPost, type Answer, B04, type Problem } from '../harness/recording.js';

interface Counts {
  readonly transfers: number;
  readonly lines: number;
  readonly [count: string]: number | string | null;
}
interface Reconciliation {
  readonly asOf: string;
  readonly chains: readonly string[];
  readonly days: readonly (Counts & { readonly day: string; readonly source: string; readonly arrangement: string })[];
  readonly total: Counts;
}

const THREE = B04.members.length;
const NOTHING = { planned: 0, done: 0, voided: 0, notSent: 0, corrected: 0, blockedLines: 0 };

let kiroku: KirokuInProcess;
let integrator: string;
let officer: string;
let auditor: string;
beforeAll(async () => {
  kiroku = await KirokuInProcess.start();
  integrator = await kiroku.token('integrator', B04.association);
  officer = await kiroku.token('officer', B04.association);
  auditor = await kiroku.token('auditor', B04.association);
}, 120_000);
afterAll(() => kiroku.stop());

/** The counts once everything acknowledged up to `position` is in them. */
async function counts(query: Record<string, string>, position: string, token = integrator): Promise<Reconciliation> {
  const parameters = new URLSearchParams({ from: '2026-01-01', to: '2026-12-31', ...query, atLeast: position });
  const { status, body } = await kiroku.get<Reconciliation>(`/v1/reconciliation?${parameters.toString()}`, token);
  expect([status, body.asOf >= position]).toEqual([200, true]);
  return body;
}

async function post(externalId: string, changes: object): Promise<Answer> {
  const answer = await kiroku.post<Answer>('/v1/transfers', integrator, aPost(externalId, changes));
  expect([externalId, answer.status]).toEqual([externalId, 201]);
  return answer.body;
}

async function amend(path: string, body: object): Promise<string> {
  const answer = await kiroku.post<Answer>(`/v1/transfers/${path}`, integrator, body);
  expect([path, answer.status < 300]).toEqual([path, true]);
  return answer.body.position;
}

it('answers the worked example of the control total', async () => {
  let position = '';
  // Another source than the example's own would have other ids: the other tests take one each.
  for (const name of ['A-1', 'A-2', '請求 3']) ({ position } = await post(name, { source: 'kenpo-core' }));
  const { days, total } = await counts({ source: 'kenpo-core' }, position);
  const expected = {
    ...NOTHING,
    transfers: 3,
    lines: 3 * THREE,
    done: 3,
    controlTotal: '2cd973a6d157fcc1019282e47f373476',
  };
  expect(total).toEqual(expected);
  expect(days).toEqual([{ day: '2026-06-10', source: 'kenpo-core', arrangement: 'B04', ...expected }]);
});

it('counts a transfer as it stands now, under the day on which it took place', async () => {
  const source = 'amended';
  const plan = { source, phase: 'planned' };
  const done = await post('done', { source });
  const corrected = await post('corrected', { source });
  const voided = await post('voided', { source });
  const sent = await post('sent', plan);
  const dropped = await post('dropped', plan);
  const waiting = await post('waiting', plan);
  const before = await counts({ source }, waiting.position);
  expect(before.total).toMatchObject({ ...NOTHING, transfers: 6, lines: 6 * THREE, done: 3, planned: 3 });

  await amend(`${corrected.id}/corrections`, { version: 1, reason: 'a wrong day', occurredOn: '2026-06-09' });
  await amend(`${corrected.id}/corrections`, { version: 2, reason: 'another item', items: [{ code: 'NAME' }] });
  await amend(`${voided.id}/void`, { version: 1, reason: 'posted twice' });
  await amend(`${dropped.id}/completion`, { version: 1, outcome: 'not-sent' });
  const position = await amend(`${sent.id}/completion`, { version: 1, outcome: 'sent', occurredOn: '2026-06-12' });

  const { days, total } = await counts({ source }, position);
  expect(days.map(({ controlTotal: _total, ...counted }) => counted)).toEqual([
    { ...dayOf('2026-06-09', source), transfers: 1, lines: THREE, done: 1, corrected: 1 },
    { ...dayOf('2026-06-10', source), transfers: 4, lines: 4 * THREE, done: 1, voided: 1, notSent: 1, planned: 1 },
    { ...dayOf('2026-06-12', source), transfers: 1, lines: THREE, done: 1 },
  ]);
  // The names are the same, so the total is: it does not follow what became of them.
  expect(total).toMatchObject({ transfers: 6, done: 3, controlTotal: before.total['controlTotal'] });
  expect(days[0]!['controlTotal']).toBe(corrected.id.replaceAll('-', ''));
  expect(await counts({ source, from: '2026-06-12' }, done.position)).toMatchObject({ total: { transfers: 1 } });
});

it('counts the day in Japan, lines that the law did not allow, and no plan that was refused', async () => {
  const source = 'judged';
  const items = [{ code: 'DIAGNOSIS' }];
  const { record } = feed('B04').post;
  const night = {
    occurredOn: undefined,
    occurredAt: '2026-06-10T15:30:00Z',
    record: { ...(record as object), madeOn: null },
  };
  const refused = await kiroku.post('/v1/transfers', integrator, aPost('refused', { source, items, phase: 'planned' }));
  const { position } = await post('at night', { source, items, ...night });
  expect(refused.status).toBe(422);
  const { days } = await counts({ source }, position);
  expect(days).toMatchObject([
    { ...dayOf('2026-06-11', source), transfers: 1, lines: THREE, done: 1, blockedLines: THREE },
  ]);
});

it('keeps senders, arrangements and associations apart', async () => {
  const { post: b01 } = feed('B01');
  const here = await post('mine', { source: 'first' });
  await post('mine', { source: 'second' });
  const other = await kiroku.post<Answer>('/v1/transfers', integrator, { ...b01, source: 'first' });
  const { position } = other.body;
  expect((await counts({ source: 'first' }, position)).days.map(({ day, arrangement }) => [day, arrangement])).toEqual([
    ['2026-05-11', 'B01'],
    ['2026-06-10', 'B04'],
  ]);
  expect((await counts({ source: 'first', arrangement: 'B04' }, position)).total).toMatchObject({
    transfers: 1,
    controlTotal: here.id.replaceAll('-', ''),
  });
  const all = await counts({ from: '2026-06-10', to: '2026-06-10', arrangement: 'B04' }, position, officer);
  expect(all.days.map(({ source }) => source)).toEqual(expect.arrayContaining(['first', 'second']));
  const stranger = await kiroku.token('integrator', 'mihon-unyu');
  const theirs = await kiroku.get<Reconciliation>('/v1/reconciliation?from=2026-01-01&to=2026-12-31', stranger);
  expect([theirs.status, theirs.body.days, theirs.body.total.transfers]).toEqual([200, [], 0]);
});

it('counts the restricted chain for auditors alone', async () => {
  const { body } = await kiroku.post<Answer>('/v1/transfers', integrator, { ...feed('B10').post, source: 'hidden' });
  const seen = async (token: string) => {
    const { chains, total } = await counts({ source: 'hidden' }, body.position, token);
    return [chains, total.transfers];
  };
  expect(await seen(integrator)).toEqual([['open'], 0]);
  expect(await seen(officer)).toEqual([['open'], 0]);
  expect(await seen(auditor)).toEqual([['open', 'restricted'], 1]);
});

it.each([
  ['', ['/from', '/to']],
  ['from=2026-01-01', ['/to']],
  ['from=2026-02-30&to=2026-03-01', ['/from']],
  ['from=2026-03-01&to=2026-02-28', ['/to']],
  ['from=2025-01-01&to=2026-01-02', ['/to']],
  ['from=2026-01-01&to=2026-01-02&atLeast=9999999999999999', ['/atLeast']],
])('says what is wrong with ?%s', async (query, pointers) => {
  const { status, body } = await kiroku.get<Problem>(`/v1/reconciliation?${query}`, integrator);
  expect([status, body.errors!.map((error) => error.pointer)]).toEqual([400, pointers]);
});

function dayOf(day: string, source: string) {
  return { day, source, arrangement: 'B04', ...NOTHING };
}
