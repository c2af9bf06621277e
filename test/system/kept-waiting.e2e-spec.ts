import { setTimeout as sleep } from 'node:timers/promises';
import { createPool } from '#platform';
import { KirokuInProcess } from '../harness/kiroku-in-process.js';
import { aPost, B04, type Answer, type Problem } from '../harness/recording.js';

/** Below what clients, and what stands between, usually wait for an answer. */
const ANSWERED_WITHIN_MILLISECONDS = 20_000;

let kiroku: KirokuInProcess;
beforeAll(async () => {
  kiroku = await KirokuInProcess.start();
}, 120_000);
afterAll(() => kiroku.stop(), 60_000);

it('tells a poster to come again where its database keeps it waiting, and records what was posted once', async () => {
  const token = await kiroku.token('integrator', B04.association);
  const post = () => kiroku.post<Answer & Problem>('/v1/transfers', token, aPost('kept-waiting'));
  const letGo = await holdKeys();
  const first = await Promise.race([post(), sleep(ANSWERED_WITHIN_MILLISECONDS, null, { ref: false })]).finally(letGo);
  expect([first?.status, first?.body.code, first?.headers['retry-after']]).toEqual([503, 'store-unavailable', '1']);
  // The same again, beside what may still be under way of the first, is one transfer.
  const answers = await Promise.all([post(), post()]);
  const again = await post();
  expect(again.status).toBe(200);
  for (const answer of answers)
    expect([answer.body.id, answer.body.position]).toEqual([again.body.id, again.body.position]);
  expect(await versionsOf(again.body.id)).toEqual([1]);
}, 60_000);

/** Has everybody who looks for a data key wait, as a server does that does not answer, until it is called off. */
async function holdKeys(): Promise<() => Promise<void>> {
  const pool = createPool(kiroku.database.url);
  const client = await pool.connect();
  await client.query(`BEGIN`);
  await client.query(`LOCK TABLE access.data_key IN ACCESS EXCLUSIVE MODE`);
  return async () => {
    await client.query(`ROLLBACK`);
    client.release();
    await pool.end();
  };
}

async function versionsOf(id: string): Promise<number[]> {
  const officer = await kiroku.token('officer', B04.association);
  const { body } = await kiroku.get<{ versions: { version: number }[] }>(`/v1/transfers/${id}`, officer);
  return body.versions.map(({ version }) => version);
}
