import { createHash } from 'node:crypto';
import { Pool } from 'pg';
import { ProjectionOrders, Projector } from '#event-store';
import { FEEDS } from '../harness/feeds.js';
import { KirokuInProcess } from '../harness/kiroku-in-process.js';

const TABLES = [
  'records.transfer',
  'records.statutory_record',
  'disclosure.transfer',
  'disclosure.member_line',
  'ledger.judged_line',
  'ledger.finding',
  'ledger.watched_transfer',
  'records.reconciliation_transfer',
  'number_act.transfer',
  'number_act.line',
  'disclosure.look',
];

let kiroku: KirokuInProcess;

beforeAll(async () => {
  kiroku = await KirokuInProcess.start();
}, 60_000);
afterAll(() => kiroku.stop());

/** Every row of every table that a projection writes, as text in a fixed order. */
async function rows(): Promise<Record<string, string[]>> {
  const pool = kiroku.app.get(Pool);
  const found = await Promise.all(
    TABLES.map(async (table) => {
      const { rows: lines } = await pool.query<{ line: string }>(
        `SELECT one::text AS line FROM ${table} AS one ORDER BY 1`,
      );
      return [table, lines.map(({ line }) => line)] as const;
    }),
  );
  return Object.fromEntries(found);
}

/** Which tables these are: a rebuild puts others in their place. */
async function tableIds(): Promise<string[]> {
  const { rows: ids } = await kiroku.app
    .get(Pool)
    .query<{ id: string }>(`SELECT name::regclass::oid::text AS id FROM unnest($1::text[]) AS name`, [TABLES]);
  return ids.map(({ id }) => id);
}

async function postAll(): Promise<void> {
  for (const { association, post } of FEEDS) {
    const token = await kiroku.token('integrator', association);
    const { body } = await kiroku.post<{ id: string }>('/v1/transfers', token, post);
    if (post.externalId.startsWith('P04'))
      await kiroku.post(`/v1/transfers/${body.id}/corrections`, token, {
        version: 1,
        reason: 'a wrong day',
        occurredOn: '2026-06-24',
      });
    if (post.externalId.startsWith('D')) await kiroku.get(`/v1/transfers/${body.id}`, token);
    if (post.externalId.startsWith('P01'))
      await kiroku.post(`/v1/transfers/${body.id}/void`, token, { version: 1, reason: 'posted twice' });
  }
}

it('makes all projections anew beside the live ones, to the same rows, and puts them in their place', async () => {
  await postAll();
  const projector = kiroku.app.get(Projector);
  await projector.stop();
  await projector.catchUp();
  const before = { rows: await rows(), ids: await tableIds() };
  expect(TABLES.map((table) => before.rows[table]!.length > 0)).toEqual(TABLES.map(() => true));

  const orders = new ProjectionOrders(kiroku.app.get(Pool));
  for (const projection of [
    'records',
    'member-view',
    'reconciliation',
    'late-knowledge',
    'findings',
    'grounds',
    'number-act-log',
    'looks',
  ])
    await orders.rebuild({ projection, association: null });
  await projector.catchUp();
  const after = await rows();
  expect(digest(after)).toBe(digest(before.rows));
  expect(after).toEqual(before.rows);
  expect((await tableIds()).filter((id) => before.ids.includes(id))).toEqual([]);
}, 120_000);

function digest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}
