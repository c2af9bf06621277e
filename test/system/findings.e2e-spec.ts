import { EVENT_STORE, ProjectionProgress, Projector, type EventStore, type Position } from '#event-store';
import { FeedWatch, FindingsProjection } from '#ledger';
import { Clock } from '#platform';
import { KirokuInProcess } from '../harness/kiroku-in-process.js';
import { aPost, type Answer, B04, type Problem } from '../harness/recording.js';
import { sampleFile } from '../harness/sample-association.js';

interface Finding {
  readonly id: string;
  readonly kind: string;
  readonly code: string;
  readonly state: string;
  readonly transfer: string | null;
  readonly lines: number;
  readonly arrangement: string | null;
  readonly period: { readonly from: string; readonly to: string } | null;
  readonly owner: string | null;
  readonly closed: { readonly code: string; readonly by: string; readonly text: string | null } | null;
  readonly position: string;
}
interface Kept {
  readonly state: string;
  readonly position: string;
  readonly isNew: boolean;
}

const DAY = 86_400_000;

let kiroku: KirokuInProcess;
let integrator: string;
let officer: string;

beforeAll(async () => {
  kiroku = await KirokuInProcess.start();
  integrator = await kiroku.token('integrator', B04.association);
  officer = await kiroku.token('officer', B04.association);
}, 120_000);
afterAll(() => kiroku.stop());

async function post(externalId: string, over: object = {}): Promise<Answer> {
  const { status, body } = await kiroku.post<Answer>('/v1/transfers', integrator, aPost(externalId, over));
  expect([externalId, status]).toEqual([externalId, 201]);
  return body;
}

/** Two members; the law blocks what is not among the items to which they consented. */
const blocked = { items: [{ code: 'NAME' }, { code: 'DIAGNOSIS' }] };

async function listed(query: string, token = officer): Promise<readonly Finding[]> {
  const { status, body } = await kiroku.get<{ findings: Finding[] }>(`/v1/findings?limit=200&${query}`, token);
  expect(status).toBe(200);
  return body.findings;
}

async function ofTransfer({ id, position }: Pick<Answer, 'id' | 'position'>, query = ''): Promise<readonly Finding[]> {
  return listed(`transfer=${id}&atLeast=${position}${query}`);
}

const keep = (id: string, what: string, body: object, token = officer) =>
  kiroku.post<Kept & Problem>(`/v1/findings/${id}/${what}`, token, body);

let lastLook = new Date();
/** Looks as the loop does, at another time. */
async function lookAt(now: Date): Promise<void> {
  lastLook = now;
  const watch = kiroku.app.get(FeedWatch, { strict: false });
  const clock = kiroku.app.get(Clock, { strict: false });
  const real = clock.now.bind(clock);
  clock.now = () => now;
  try {
    await watch.look(B04.association);
  } finally {
    clock.now = real;
  }
}

async function head(): Promise<Position> {
  return (await kiroku.app.get<EventStore>(EVENT_STORE).head(B04.association))!;
}

describe('what was done though the law blocks it', () => {
  it('is a finding of the transfer, once for each thing that is wrong, and is closed by its correction', async () => {
    const posted = await post('found-blocked', blocked);
    const found = await ofTransfer(posted);
    expect(found.map(({ kind, code, state, lines }) => [kind, code, state, lines])).toEqual(
      expect.arrayContaining([['blocked', 'CONSENT_SCOPE', 'open', B04.members.length]]),
    );
    const body = { version: 1, reason: 'never sent', items: [{ code: 'NAME' }] };
    const corrected = await kiroku.post<Answer>(`/v1/transfers/${posted.id}/corrections`, integrator, body);
    const after = await ofTransfer(corrected.body);
    const scope = after.find(({ code }) => code === 'CONSENT_SCOPE')!;
    expect([scope.state, scope.closed]).toMatchObject(['closed', { code: 'CORRECTED', by: 'ledger', text: null }]);
    // Wrong again, it is open again: under the same name.
    const again = { version: 2, reason: 'sent after all', ...blocked };
    const worse = await kiroku.post<Answer>(`/v1/transfers/${posted.id}/corrections`, integrator, again);
    const reopened = (await ofTransfer(worse.body)).find(({ code }) => code === 'CONSENT_SCOPE')!;
    expect([reopened.id, reopened.state, reopened.closed]).toEqual([scope.id, 'open', null]);
  });

  it('is closed by a void', async () => {
    const posted = await post('found-voided', blocked);
    const { body } = await kiroku.post<{ position: string }>(`/v1/transfers/${posted.id}/void`, integrator, {
      version: 1,
      reason: 'posted twice',
    });
    const found = await ofTransfer({ ...posted, position: body.position });
    expect(found.length).toBeGreaterThan(0);
    expect(new Set(found.map(({ closed }) => closed?.code))).toEqual(new Set(['VOIDED']));
  });

  it('is none of a plan', async () => {
    const record = { method: 'BATCH', seriesId: null, madeOn: null };
    const planned = await post('found-planned', { phase: 'planned', occurredOn: '2027-06-12', record });
    expect(await ofTransfer(planned)).toEqual([]);
  });

  it('is outside of the arrangement, or without one', async () => {
    const outside = await post('found-outside', blocked);
    expect((await ofTransfer(outside, '&kind=outside-arrangement')).map(({ code }) => code)).toContain(
      'ITEM_OUTSIDE_ARRANGEMENT',
    );
    const without = await post('found-without', { arrangement: null });
    expect((await ofTransfer(without, '&kind=no-arrangement')).map(({ code }) => code)).toEqual(['NO_ARRANGEMENT']);
  });
});

describe('an officer', () => {
  it('takes care of a finding, closes it with a reason, and opens it again', async () => {
    const [finding] = await ofTransfer(await post('kept', blocked), '&kind=blocked');
    const { id } = finding!;
    expect((await keep(id, 'assign', {})).body).toMatchObject({ state: 'open', isNew: true });
    expect((await keep(id, 'assign', {})).body.isNew).toBe(false);
    const closing = { code: 'REMEDIED', text: '相手方に廃棄を求め、証明を得た' };
    const closed = await keep(id, 'close', closing);
    expect([closed.status, closed.body.state]).toEqual([200, 'closed']);
    const mine = await listed(`owner=me&state=closed&atLeast=${closed.body.position}`);
    expect(mine.map((one) => [one.id, one.closed])).toMatchObject([[id, { ...closing, by: 'officer' }]]);
    expect((await keep(id, 'close', closing)).body.isNew).toBe(false);
    expect((await keep(id, 'close', { ...closing, code: 'MISTAKEN' })).body.code).toBe('finding-closed');
    expect((await keep(id, 'assign', { owner: 'somebody' })).body.code).toBe('finding-closed');
    const opened = await keep(id, 'reopen', { text: '証明が偽りだった' });
    expect([opened.body.state, (await keep(id, 'reopen', { text: 'x' })).body.isNew]).toEqual(['open', false]);
    const [after] = await listed(`owner=me&state=open&atLeast=${opened.body.position}`);
    expect([after!.id, after!.closed]).toEqual([id, null]);
    expect((await keep(id, 'close', closing)).status).toBe(200);
  });

  it('keeps closed what an officer closed, as long as the same was sent', async () => {
    const posted = await post('kept-closed', blocked);
    const [finding] = await ofTransfer(posted, '&kind=blocked');
    await keep(finding!.id, 'close', { code: 'ACCEPTED', text: '本人の了解を確かめた' });
    const body = { version: 1, reason: 'a wrong day', occurredOn: '2026-06-09' };
    const corrected = await kiroku.post<Answer>(`/v1/transfers/${posted.id}/corrections`, integrator, body);
    const [after] = (await ofTransfer(corrected.body, '&kind=blocked')).filter(({ id }) => id === finding!.id);
    expect([after!.state, after!.closed!.code]).toEqual(['closed', 'ACCEPTED']);
    // What was accepted is not what was sent.
    const other = { version: 2, reason: 'more was sent', items: [...blocked.items, { code: 'SEX' }] };
    const more = await kiroku.post<Answer>(`/v1/transfers/${posted.id}/corrections`, integrator, other);
    const reopened = (await ofTransfer(more.body, '&kind=blocked')).find(({ id }) => id === finding!.id);
    expect([reopened!.state, reopened!.closed]).toEqual(['open', null]);
  });

  it('has accepted nothing of another member', async () => {
    const posted = await post('kept-moved', blocked);
    const [finding] = await ofTransfer(posted, '&kind=outside-arrangement');
    await keep(finding!.id, 'close', { code: 'ACCEPTED', text: '本人の了解を確かめた' });
    const to = await kiroku.post<{ ref: string }>('/v1/members', officer, { number: 'kept-moved', name: '見本 別子' });
    const moved = await kiroku.post<Answer>(`/v1/transfers/${posted.id}/lines/1/move`, officer, {
      from: B04.members[0]!.ref,
      to: to.body.ref,
      reason: '取り違え',
    });
    const found = await ofTransfer(moved.body, '&kind=outside-arrangement&state=open');
    expect(found.map(({ id }) => id)).toContain(finding!.id);
  });

  it('is refused what is no reason or no finding, and nobody else may', async () => {
    const [finding] = await ofTransfer(await post('kept-refused', blocked), '&kind=blocked');
    const { id } = finding!;
    const nobody = '00000000-0000-4000-8000-000000000000';
    expect((await keep(id, 'close', { code: 'BORED', text: 'x' })).status).toBe(400);
    expect((await keep(id, 'close', { code: 'REMEDIED' })).status).toBe(400);
    expect((await keep(id, 'reopen', { text: 'x' })).body.code).toBe('finding-open');
    expect((await keep(nobody, 'close', { code: 'REMEDIED', text: 'x' })).body.code).toBe('finding-unknown');
    const foreign = await kiroku.token('officer', 'mihon-unyu');
    expect((await keep(id, 'assign', {}, foreign)).body.code).toBe('finding-unknown');
    const auditor = await kiroku.token('auditor', B04.association);
    for (const token of [integrator, auditor]) expect((await keep(id, 'assign', {}, token)).status).toBe(403);
    expect((await kiroku.get('/v1/findings?kind=rumour', officer)).status).toBe(400);
  });

  it('finds findings by day and arrangement', async () => {
    const posted = await post('kept-found', { ...blocked, occurredOn: '2026-04-17' });
    const within = await listed(
      `arrangement=${B04.arrangement}&from=2026-04-17&to=2026-04-17&atLeast=${posted.position}`,
    );
    expect(new Set(within.map(({ transfer }) => transfer))).toEqual(new Set([posted.id]));
    expect(await listed('arrangement=B04&from=2026-04-18&to=2026-04-18')).toEqual([]);
  });
});

describe('what is late or too much', () => {
  it('is found by the clock: a plan of which nobody said what became of it', async () => {
    const record = { method: 'BATCH', seriesId: null, madeOn: null };
    const members = B04.members.slice(0, 1);
    const planned = await post('late-plan', { phase: 'planned', occurredOn: '2027-06-10', record, members });
    await lookAt(new Date('2027-06-10T14:59:00Z'));
    expect(await listed(`kind=overdue-planned&transfer=${planned.id}&atLeast=${await head()}`)).toEqual([]);
    await lookAt(new Date('2027-06-10T15:00:00Z'));
    await lookAt(new Date('2027-06-11T15:00:00Z'));
    const overdue = await listed(`kind=overdue-planned&transfer=${planned.id}&atLeast=${await head()}`);
    expect(overdue.map(({ state, code }) => [state, code])).toEqual([['open', 'PLAN_OVERDUE']]);
    await kiroku.post(`/v1/transfers/${planned.id}/completion`, integrator, { version: 1, outcome: 'not-sent' });
    await lookAt(new Date('2027-06-12T15:00:00Z'));
    const [closed] = await listed(`kind=overdue-planned&transfer=${planned.id}&atLeast=${await head()}`);
    expect(closed!.closed).toMatchObject({ code: 'NOT_SENT', by: 'ledger' });
  });

  it('is found where an arrangement was ended for days on which transfers had rested on it', async () => {
    const terms = { ...aFeed(), effectiveFrom: '2026-01-01', announcedFrom: '2025-12-01', cadence: null };
    const path = '/v1/arrangements/ENDED-LATE/versions';
    const announced = await kiroku.post(path, officer, { version: 1, title: { ja: '終了', en: 'Over' }, terms });
    expect([announced.status, announced.body['errors']]).toEqual([201, undefined]);
    const under = { arrangement: { id: 'ENDED-LATE' } };
    await post('late-end-1', { ...under, occurredOn: '2026-05-31' });
    const over = [
      await post('late-end-2', { ...under, occurredOn: '2026-06-01' }),
      await post('late-end-3', { ...under, occurredOn: '2026-06-02' }),
    ];
    const end = { version: 1, endsOn: '2026-05-31', reason: '契約の解除' };
    expect((await kiroku.post('/v1/arrangements/ENDED-LATE/end', officer, end)).status).toBe(201);
    // It was posted knowing: what is wrong with it was found by its own judgement.
    await post('late-end-4', { ...under, occurredOn: '2026-06-03' });
    const late = async () => listed(`arrangement=ENDED-LATE&kind=late-ground&atLeast=${await head()}`);
    await lookAt(new Date());
    await lookAt(new Date());
    expect(await late()).toMatchObject([{ code: 'GROUND_CHANGED_LATE', state: 'open', expected: 0, found: 2 }]);
    for (const { id } of over)
      await kiroku.post(`/v1/transfers/${id}/void`, integrator, { version: 1, reason: '送っていない' });
    await lookAt(new Date());
    expect((await late())[0]!.closed).toMatchObject({ code: 'NOTHING_RESTS_ON_IT', by: 'ledger' });
  });

  it('is found by the cadence: a feed that did not come, that came late, and that came twice', async () => {
    // Nothing is expected of the days before the ledger knew the arrangement.
    const today = new Date(Date.now() + 9 * 3_600_000).toISOString().slice(0, 10);
    const next = new Date(Date.UTC(Number(today.slice(0, 4)), Number(today.slice(5, 7)), 1));
    const month = next.toISOString().slice(0, 7);
    const terms = {
      ...aFeed(),
      effectiveFrom: today,
      announcedFrom: today,
      cadence: { every: 'month', graceDays: 10, times: 1 },
    };
    const path = '/v1/arrangements/CADENCE/versions';
    const announced = await kiroku.post(path, officer, { version: 1, title: { ja: '定例', en: 'Feed' }, terms });
    expect([announced.status, announced.body['errors']]).toEqual([201, undefined]);
    const due = new Date(next.getTime() + 45 * DAY);
    const missing = async () =>
      (await listed(`arrangement=CADENCE&kind=missing-feed&atLeast=${await head()}`)).find(
        ({ period }) => period!.from === `${month}-01`,
      );
    await lookAt(new Date(next.getTime() + 35 * DAY));
    expect(await missing()).toBeUndefined();
    await lookAt(due);
    await lookAt(due);
    expect(await missing()).toMatchObject({ state: 'open', code: 'FEED_MISSING', closed: null });
    const late = { arrangement: { id: 'CADENCE' }, period: { from: `${month}-01`, to: `${month}-28` } };
    const first = await post('late-feed', late);
    await lookAt(due);
    expect((await missing())!.closed).toMatchObject({ code: 'ARRIVED_LATE', by: 'ledger' });
    // What came is void: it is missing again. And twice is too often.
    await kiroku.post(`/v1/transfers/${first.id}/void`, integrator, { version: 1, reason: 'of another' });
    await lookAt(due);
    expect((await missing())!.state).toBe('open');
    await post('late-feed-2', late);
    const twice = await post('late-feed-3', late);
    await lookAt(due);
    const doubled = async () => (await listed(`arrangement=CADENCE&kind=doubled-feed&atLeast=${await head()}`))[0]!;
    expect((await doubled()).code).toBe('FEED_DOUBLED');
    await kiroku.post(`/v1/transfers/${twice.id}/void`, integrator, { version: 1, reason: 'posted twice' });
    await lookAt(due);
    expect((await doubled()).closed).toMatchObject({ code: 'NO_LONGER_DOUBLED', by: 'ledger' });
  }, 60_000);
});

/** Terms of a feed as the samples announce one. */
function aFeed(): object {
  const { arrangements } = sampleFile(B04.association);
  const { controlTotals: _none, ...terms } = arrangements.find(({ id }) => id === B04.arrangement)!.versions.at(-1)!;
  return { ...terms, endsOn: null };
}

it('comes to the same rows however the log is cut, and opens nothing a second time', async () => {
  const projector = kiroku.app.get(Projector);
  await projector.stop();
  await projector.catchUp();
  const store = kiroku.app.get<EventStore>(EVENT_STORE);
  const before = { rows: await rows(), head: await head() };
  expect(before.rows.length).toBeGreaterThan(10);
  const projection = kiroku.app.get(FindingsProjection, { strict: false });
  const pool = kiroku.owner;
  for (const size of [1, 3, 1_000]) {
    await pool.query(`TRUNCATE ledger.finding, ledger.watched_transfer`);
    await pool.query(`DELETE FROM projection.checkpoint WHERE projection = 'findings'`);
    const inSteps = new Proxy(store, {
      get(whole, name) {
        if (name === 'readLog')
          return (association: string, after: Position | null) => store.readLog(association, after, size);
        const found = Reflect.get(whole, name, whole) as unknown;
        return typeof found === 'function' ? (found.bind(whole) as unknown) : found;
      },
    });
    await new Projector(inSteps, pool, [projection]).catchUp();
    expect(await rows()).toEqual(before.rows);
  }
  expect((await kiroku.app.get(ProjectionProgress).reached('findings', B04.association)) >= before.head).toBe(true);
  await lookAt(lastLook);
  expect(await head()).toBe(before.head);
}, 120_000);

async function rows(): Promise<string[]> {
  const found = await Promise.all(
    ['ledger.finding', 'ledger.watched_transfer'].map((table) =>
      kiroku.rows(`SELECT '${table} ' || one AS line FROM ${table} AS one`),
    ),
  );
  return found
    .flat()
    .map((row) => (row as { line: string }).line)
    .sort();
}
