import { EVENT_STORE, ProjectionOrders, Projector, type EventStore } from '#event-store';
import { findingsExamined } from '../harness/late-findings.js';
import { KirokuInProcess } from '../harness/kiroku-in-process.js';
import { aPost, type Answer, B04, type Problem } from '../harness/recording.js';
import { StandingKeeper } from '../harness/standing.js';

interface Finding {
  readonly id: string;
  readonly transfer: string;
  readonly version: number;
  readonly line: number;
  readonly member: string;
  readonly code: string;
  readonly since: string;
  readonly because: readonly string[];
  readonly en: string;
}
interface FindingPage {
  readonly examining: number;
  readonly findings: readonly Finding[];
  readonly next: string | null;
}

const [first, second, third] = B04.members.map(({ ref }) => ref) as [string, string, string];
/** Some days before the transfers were sent, and after. */
const BEFORE = '2026-06-01T00:00:00.000Z';
const AFTER = '2026-06-20T00:00:00.000Z';

const DAY = 86_400_000;
const JAPAN_OFFSET = 9 * 3_600_000;

let kiroku: KirokuInProcess;
let integrator: string;
let officer: string;
let standing: StandingKeeper;

beforeAll(async () => {
  kiroku = await KirokuInProcess.start();
  integrator = await kiroku.token('integrator', B04.association);
  officer = await kiroku.token('officer', B04.association);
  standing = new StandingKeeper(kiroku, officer);
}, 120_000);
afterAll(() => kiroku.stop());

async function post(externalId: string, changes: object = {}): Promise<Answer> {
  const { status, body } = await kiroku.post<Answer>('/v1/transfers', integrator, aPost(externalId, changes));
  expect(status).toBe(201);
  return body;
}

const findingsOf = (transfer: string, position: string, token = officer) =>
  findingsExamined<Finding>(kiroku, token, `kind=late-knowledge&transfer=${transfer}&atLeast=${position}`);

describe('a withdrawal or objection that is entered late', () => {
  it('opens a finding on each line between, once, with since when and why', async () => {
    const consent = await standing.consent(first, '2026-05-01T00:00:00.000Z');
    const between = await post('late-between');
    const earlier = await post('late-earlier', { occurredOn: '2026-05-20' });
    expect(between.groups.every(({ allowed }) => allowed)).toBe(true);

    const { position } = await standing.withdraw(first, consent, BEFORE);
    const [finding, ...more] = await findingsOf(between.id, position);
    expect(more).toEqual([]);
    expect(finding).toMatchObject({
      transfer: between.id,
      version: 1,
      line: 1,
      member: first,
      code: 'CONSENT_WITHDRAWN',
      since: '2026-06-01',
      because: [position],
    });
    expect(finding!.en).toMatch(/withdrawn/);
    expect(await findingsOf(earlier.id, position)).toEqual([]);
    const shown = await kiroku.get<{ findings: Finding[]; versions: object[] }>(
      `/v1/transfers/${between.id}`,
      integrator,
    );
    expect([shown.body.findings, shown.body.versions.length]).toEqual([[finding], 1]);

    // Something else about the same member is examined, and finds the same no second time.
    const { position: later } = await standing.declare(first, 'OBJECTION', AFTER);
    expect(await findingsOf(between.id, later)).toEqual([finding]);
  }, 120_000);

  it('is seen by the judgement of whatever is posted afterwards, which needs no finding of its own', async () => {
    const posted = await post('late-afterwards');
    expect(posted.groups.flatMap(({ lines, allowed }) => (allowed ? lines : []))).toEqual([2, 3]);
    const { position } = await standing.declare(second, 'OBJECTION', AFTER);
    expect(await findingsOf(posted.id, position)).toEqual([]);
  }, 120_000);

  it('examines the newest version, and leaves alone what is void or was only planned', async () => {
    const corrected = await post('late-corrected', { members: [{ ref: third }] });
    const body = { version: 1, reason: 'a wrong day', occurredOn: '2026-06-12' };
    await kiroku.post(`/v1/transfers/${corrected.id}/corrections`, integrator, body);
    const voided = await post('late-voided', { members: [{ ref: third }] });
    await kiroku.post(`/v1/transfers/${voided.id}/void`, integrator, { version: 1, reason: 'posted twice' });
    const planned = await post('late-planned', {
      members: [{ ref: third }],
      phase: 'planned',
      occurredOn: '2027-06-10',
      record: { method: 'BATCH', seriesId: null, madeOn: null },
    });
    const { position } = await standing.declare(third, 'OBJECTION', BEFORE);
    expect((await findingsOf(corrected.id, position)).map(({ version, code }) => [version, code])).toEqual([
      [2, 'OBJECTED'],
    ]);
    expect(await findingsOf(voided.id, position)).toEqual([]);
    expect(await findingsOf(planned.id, position)).toEqual([]);
  }, 120_000);

  it('finds nothing wrong with a send that was recorded before it counted, though it fell on the same day', async () => {
    const today = new Date(Date.now() + JAPAN_OFFSET).toISOString().slice(0, 10);
    const consent = await standing.consent(second, new Date(Date.now() - 2 * DAY).toISOString());
    const record = { method: 'BATCH', seriesId: null, madeOn: null };
    const sent = await post('same-day', { members: [{ ref: second }], occurredOn: today, record });
    expect(sent.groups[0]!.allowed).toBe(true);
    const { position } = await standing.withdraw(second, consent, new Date().toISOString());
    expect(await findingsOf(sent.id, position)).toEqual([]);
    // What comes late has the line examined: by what stood when it was recorded, and by nothing that came since.
    const { position: late } = await standing.declare(second, 'RESERVATION', BEFORE);
    expect(await findingsOf(sent.id, late)).toEqual([]);
    const since = await kiroku.app.get<EventStore>(EVENT_STORE).readLog(B04.association, late, 100);
    const examined = since.find(({ envelope }) => envelope.type === 'LinesReexamined');
    expect((examined!.envelope.data as { lines: number }).lines).toBeGreaterThan(0);
  }, 120_000);
});

describe('the list of findings', () => {
  it('goes page by page, newest first, for officers and auditors of the association alone', async () => {
    const all = await kiroku.get<FindingPage>('/v1/findings?limit=200&kind=late-knowledge', officer);
    expect(all.body.findings.length).toBeGreaterThan(1);
    const paged: Finding[] = [];
    let path = '/v1/findings?limit=1&kind=late-knowledge';
    for (let more = true; more;) {
      const page = await kiroku.get<FindingPage>(path, officer);
      paged.push(...page.body.findings);
      more = page.body.next !== null;
      path = `/v1/findings?limit=1&kind=late-knowledge&cursor=${page.body.next}`;
    }
    expect(paged).toEqual(all.body.findings);
    const ofOne = await kiroku.get<FindingPage>(`/v1/findings?member=${third}`, officer);
    expect(new Set(ofOne.body.findings.map(({ member }) => member))).toEqual(new Set([third]));
    const foreign = await kiroku.get<FindingPage>('/v1/findings', await kiroku.token('auditor', 'mihon-unyu'));
    expect(foreign.body.findings).toEqual([]);
    expect((await kiroku.get<Problem>('/v1/findings', integrator)).status).toBe(403);
  });

  it('comes out of the log again row for row, with nothing examined a second time', async () => {
    const projector = kiroku.app.get(Projector);
    await projector.stop();
    await projector.catchUp();
    const before = await rows();
    const { rows: heads } = await kiroku.owner.query(`SELECT * FROM event_store.log_head ORDER BY 1`);
    const orders = new ProjectionOrders(kiroku.owner);
    for (const projection of ['late-knowledge', 'findings']) await orders.rebuild({ projection, association: null });
    await projector.catchUp();
    expect(await rows()).toEqual(before);
    expect(before.filter((row) => row.startsWith('ledger.finding'))).not.toEqual([]);
    const after = await kiroku.owner.query(`SELECT * FROM event_store.log_head ORDER BY 1`);
    expect(after.rows).toEqual(heads);
  }, 60_000);
});

async function rows(): Promise<string[]> {
  const pool = kiroku.owner;
  const tables = ['ledger.judged_line', 'ledger.standing_mark', 'ledger.finding'];
  const found = await Promise.all(
    tables.map((table) => pool.query<{ line: string }>(`SELECT '${table} ' || one AS line FROM ${table} AS one`)),
  );
  return found.flatMap((one) => one.rows.map(({ line }) => line)).sort();
}
