import { feed } from '../harness/feeds.js';
import { removeDataDir, RunningKiroku } from '../harness/running-kiroku.js';

const one = feed('B04');
const ref = one.post.members[0]!.ref;

let dataDir: string;
afterAll(() => removeDataDir(dataDir));

interface Found {
  readonly own: string[];
  readonly records: string[];
}

/** Where the transfer is found now: in the member's view and in the register. */
async function find(kiroku: RunningKiroku, position: string): Promise<Found> {
  const member = await kiroku.token('member', one.association, ref);
  const officer = await kiroku.token('officer', one.association);
  const own = await kiroku.get<{ transfers: { transfer: string }[] }>(
    `/v1/me/transfers?limit=200&atLeast=${position}`,
    member,
  );
  const records = await kiroku.get<{ records: { transfer: string }[] }>(
    `/v1/provision-records?member=${ref}&limit=200&atLeast=${position}`,
    officer,
  );
  return {
    own: own.body.transfers.map((line) => line.transfer),
    records: records.body.records.map((record) => record.transfer),
  };
}

it('finds a transfer once after the service is killed right behind its 201', async () => {
  const before = await RunningKiroku.start();
  dataDir = before.dataDir;
  const token = await before.token('integrator', one.association);
  const answer = await before.post<{ id: string; position: string; leafHash: string }>(
    '/v1/transfers',
    token,
    one.post,
  );
  await before.kill();
  expect(answer.status).toBe(201);
  const { id, position, leafHash } = answer.body;

  const after = await RunningKiroku.start({ dataDir });
  expect(await find(after, position)).toEqual({ own: [id], records: [id] });
  const again = await after.post<{ leafHash: string }>(
    '/v1/transfers',
    await after.token('integrator', one.association),
    one.post,
  );
  expect([again.status, again.body.leafHash]).toEqual([200, leafHash]);

  // PostgreSQL itself, this time, and the service with it.
  const second = { ...one.post, externalId: 'B04-after-crash' };
  const next = await after.post<{ id: string; position: string }>(
    '/v1/transfers',
    await after.token('integrator', one.association),
    second,
  );
  process.kill(after.postmasterPid(), 'SIGKILL');
  await after.kill();
  expect(next.status).toBe(201);

  const last = await RunningKiroku.start({ dataDir });
  const found = await find(last, next.body.position);
  expect([...found.own].sort()).toEqual([id, next.body.id].sort());
  expect([...found.records].sort()).toEqual([id, next.body.id].sort());
  expect(last.output.text).not.toContain('sample associations were loaded');
  expect(await last.stop('SIGINT')).toBe(0);
}, 120_000);

it('goes on by itself when PostgreSQL alone is killed', async () => {
  const kiroku = await RunningKiroku.start({ dataDir });
  process.kill(kiroku.postmasterPid(), 'SIGKILL');
  const deadline = Date.now() + 30_000;
  // Its children may answer for a moment after it is gone; what counts is the time after that.
  while (!kiroku.output.text.includes('starting it again') && Date.now() < deadline) await pause();
  const post = { ...one.post, externalId: 'B04-after-postmaster' };
  let status = 503;
  while (status === 503 && Date.now() < deadline) {
    await pause();
    status = (await kiroku.post('/v1/transfers', await kiroku.token('integrator', one.association), post)).status;
  }
  expect(status).toBe(201);
  expect(kiroku.output.text).toContain('starting it again');
  expect(await kiroku.stop()).toBe(0);
}, 60_000);

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 100));
}
