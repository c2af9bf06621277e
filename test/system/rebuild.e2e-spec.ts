import { createHash } from 'node:crypto';
import { Pool } from 'pg';
import { ProjectionOrders, Projector } from '#event-store';
import { ofAssociation } from '#platform';
import { databaseFaults } from '../harness/database-faults.js';
import { FEEDS } from '../harness/feeds.js';
import { KirokuInProcess } from '../harness/kiroku-in-process.js';
import { sampleFile } from '../harness/sample-association.js';

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
  'disclosure.request',
  'disclosure.courtesy_request',
  'evidence.tree',
  'evidence.tile',
];

let kiroku: KirokuInProcess;

beforeAll(async () => {
  kiroku = await KirokuInProcess.start();
}, 120_000);
afterAll(() => kiroku.stop());

/** Every row of every table that a projection writes, as text in a fixed order. */
async function rows(): Promise<Record<string, string[]>> {
  const pool = kiroku.owner;
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
  const { rows: ids } = await kiroku.owner.query<{ id: string }>(
    `SELECT name::regclass::oid::text AS id FROM unnest($1::text[]) AS name`,
    [TABLES],
  );
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
  const { association, members } = sampleFile(FEEDS[0]!.association);
  const officer = await kiroku.token('officer', association.id);
  const request = { kind: 'RQ3', asker: 'SPOUSE', representative: '夫', channel: 'POST', method: 'PAPER' };
  await kiroku.post(`/v1/members/${members[0]!.ref}/disclosure-requests`, officer, {
    ...request,
    id: '3f1c0b6a-5d5c-4d57-9a54-6e4c86a4c004',
    receivedAt: '2026-06-01T00:00:00Z',
  });
  await kiroku.post(`/v1/members/${members[0]!.ref}/courtesy-requests`, officer, {
    id: '3f1c0b6a-5d5c-4d57-9a54-6e4c86a4c004',
    relation: 'CHILD',
    subjects: ['CLAIMS'],
    channel: 'POST',
    arrivedOn: '2026-06-01',
    asker: '遺族',
  });
}

it('makes all projections anew beside the live ones, to the same rows, and puts them in their place', async () => {
  await postAll();
  const projector = kiroku.app.get(Projector);
  await projector.stop();
  await projector.catchUp();
  const before = { rows: await rows(), ids: await tableIds() };
  expect(TABLES.map((table) => before.rows[table]!.length > 0)).toEqual(TABLES.map(() => true));

  const orders = new ProjectionOrders(kiroku.owner);
  for (const projection of [
    'records',
    'member-view',
    'reconciliation',
    'late-knowledge',
    'findings',
    'grounds',
    'number-act-log',
    'looks',
    'requests',
    'courtesy-requests',
    'documents',
    'tree',
    'chains',
  ])
    await orders.rebuild({ projection, association: null });
  await projector.catchUp();
  const after = await rows();
  expect(digest(after)).toBe(digest(before.rows));
  expect(after).toEqual(before.rows);
  expect((await tableIds()).filter((id) => before.ids.includes(id))).toEqual([]);
}, 120_000);

// The rebuilt tables: their policies were copied with them.
it('shows services the rows of the association that they ask for, and nobody rows of all', async () => {
  const services = kiroku.app.get(Pool);
  expect(await databaseFaults(kiroku.owner)).toEqual([]);
  for (const table of TABLES) {
    const count = `SELECT association, count(*) FROM ${table} GROUP BY association ORDER BY association`;
    const { rows: all } = await kiroku.owner.query<{ association: string }>(count);
    expect((await services.query(count)).rows).toEqual([]);
    for (const one of all) expect((await ofAssociation(services, one.association).query(count)).rows).toEqual([one]);
  }
});

it('answers officers of several associations at once with what is theirs', async () => {
  const { rows: found } = await kiroku.owner.query<{ association: string; transfers: string[] }>(
    `SELECT association, array_agg(DISTINCT transfer_id::text) AS transfers FROM records.statutory_record
     WHERE register = 'provision' AND chain = 'open' GROUP BY association`,
  );
  expect(found.length).toBeGreaterThan(1);
  const officers = await Promise.all(found.map(({ association }) => kiroku.token('officer', association)));
  const ask = async (index: number) => {
    const path = index % 7 === 6 ? '/v1/provision-records?limit=0' : '/v1/provision-records';
    const { status, body } = await kiroku.get<{ records?: { transfer: string }[] }>(
      path,
      officers[index % found.length],
    );
    const foreign = (body.records ?? []).filter(
      ({ transfer }) => !found[index % found.length]!.transfers.includes(transfer),
    );
    return { status, foreign };
  };
  const answers = await Promise.all(Array.from({ length: 100 }, (_, index) => ask(index)));
  expect(answers.flatMap(({ foreign }) => foreign)).toEqual([]);
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 400]));
}, 60_000);

function digest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}
