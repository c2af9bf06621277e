import { EVENT_STORE, ProjectionProgress, Projector, type EventStore } from '#event-store';
import { growLog } from '../crash/run-behind.js';
import { KirokuInProcess } from '../harness/kiroku-in-process.js';
import { aPost, type Answer, B04, type Problem } from '../harness/recording.js';

/** `KIROKU_BEHIND=100000` for the long form. */
const BEHIND = Number(process.env['KIROKU_BEHIND'] ?? 1_500);

let kiroku: KirokuInProcess;
beforeAll(async () => {
  kiroku = await KirokuInProcess.start();
}, 120_000);
afterAll(() => kiroku.stop());

it(`catches up with ${BEHIND} events that it missed, and shows each line once`, async () => {
  const pool = kiroku.owner;
  const store = kiroku.app.get<EventStore>(EVENT_STORE, { strict: false });
  const projector = kiroku.app.get(Projector);
  const [{ ref }] = B04.members as [{ ref: string }];
  const integrator = await kiroku.token('integrator', B04.association);
  const member = await kiroku.token('member', B04.association, ref);
  const one = await kiroku.post<Answer>('/v1/transfers', integrator, aPost('behind-1', { members: [{ ref }] }));
  await projector.stop();
  await growLog(store, B04.association, BEHIND);
  // The ledger goes on recording, and says honestly of its lists that they have not come so far.
  const { status, body: late } = await kiroku.post<Answer>('/v1/transfers', integrator, aPost('behind-2'));
  expect(status).toBe(201);
  const early = await kiroku.get<Problem>(`/v1/me/transfers?atLeast=${late.position}`, member);
  expect([early.status, early.body.code, Number(early.headers['retry-after']) > 0]).toEqual([
    503,
    'not-yet-visible',
    true,
  ]);

  const startedAt = Date.now();
  projector.start();
  const progress = new ProjectionProgress(pool, store, LONG);
  for (const name of ['records', 'member-view', 'late-knowledge', 'findings']) {
    await progress.waitFor(name, B04.association, late.position);
  }
  const seconds = (Date.now() - startedAt) / 1_000;
  process.stderr.write(`far-behind: ${BEHIND} events in ${seconds.toFixed(1)} s\n`);
  for (const table of ['disclosure.member_line', 'records.statutory_record', 'ledger.judged_line']) {
    const { rows } = await pool.query<{ lines: number; transfers: number }>(
      `SELECT count(*)::integer AS lines, count(DISTINCT transfer_id)::integer AS transfers FROM ${table}
       WHERE association = $1 AND member_ref = $2`,
      [B04.association, ref],
    );
    // Those before and after, and each in between.
    expect([table, rows[0]]).toEqual([table, { lines: BEHIND + 2, transfers: BEHIND + 2 }]);
  }
  const list = await kiroku.get<{ transfers: { transfer: string }[] }>('/v1/me/transfers?limit=1', member);
  expect(list.status).toBe(200);
  expect(one.status).toBe(201);
}, 3_600_000);

const LONG = 3_000_000;
