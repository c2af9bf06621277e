import { createHash } from 'node:crypto';
import { Pool } from 'pg';
import { Projector } from '#event-store';
import { FEEDS } from '../harness/feeds.js';
import { KirokuInProcess } from '../harness/kiroku-in-process.js';

const TABLES = [
  'records.transfer',
  'records.statutory_record',
  'disclosure.transfer',
  'disclosure.member_line',
  'ledger.judged_line',
  'records.reconciliation_transfer',
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

it('drops all projections and rebuilds them to the same rows', async () => {
  const positions = new Map<string, string>();
  for (const { association, post } of FEEDS) {
    const token = await kiroku.token('integrator', association);
    const { body } = await kiroku.post<{ id: string; position: string }>('/v1/transfers', token, post);
    positions.set(association, body.position);
    if (post.externalId.startsWith('P04'))
      await kiroku.post(`/v1/transfers/${body.id}/corrections`, token, {
        version: 1,
        reason: 'a wrong day',
        occurredOn: '2026-06-24',
      });
    if (post.externalId.startsWith('P01'))
      await kiroku.post(`/v1/transfers/${body.id}/void`, token, { version: 1, reason: 'posted twice' });
  }
  const projector = kiroku.app.get(Projector);
  await projector.stop();
  await projector.catchUp();
  const before = await rows();
  expect(TABLES.map((table) => before[table]!.length > 0)).toEqual(TABLES.map(() => true));

  await projector.reset();
  expect(Object.values(await rows()).flat()).toEqual([]);
  await projector.catchUp();
  const after = await rows();
  expect(digest(after)).toBe(digest(before));
  expect(after).toEqual(before);
});

function digest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}
