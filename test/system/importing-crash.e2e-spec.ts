import { feed } from '../harness/feeds.js';
import { fileOf, linesOf, type Import, type Outcome } from '../harness/importing.js';
import { copyStarted, newDataDir, removeDataDir, RunningKiroku } from '../harness/running-kiroku.js';

const b04 = feed('B04');
const { members, source: _source, externalId: _name, ...header } = b04.post;
/** Several times what is recorded in one step, so that it is killed on its way. */
const TRANSFERS = 3_000;
const LINES = 3 * TRANSFERS;

const dataDir = newDataDir();
let running: RunningKiroku | null = null;
beforeAll(() => copyStarted(dataDir), 120_000);
afterAll(async () => {
  await running?.stop();
  await removeDataDir(dataDir);
}, 60_000);

async function start(): Promise<RunningKiroku> {
  running = await RunningKiroku.start({ dataDir });
  return running;
}

function file(): string {
  return fileOf(
    Array.from({ length: TRANSFERS }, (_, index) => [
      { t: 'transfer', key: `k${index}`, source: 'crashing', externalId: `k${index}`, ...header },
      { t: 'line', key: `k${index}`, ref: members[index % members.length]!.ref },
      { t: 'end', key: `k${index}`, count: 1 },
    ]).flat(),
  );
}

async function send(kiroku: RunningKiroku): Promise<Import> {
  const response = await fetch(new URL('/v1/transfers/imports', kiroku.url), {
    method: 'POST',
    headers: { authorization: `Bearer ${await token(kiroku)}`, 'content-type': 'application/x-ndjson' },
    body: file(),
  });
  expect(response.status).toBe(202);
  return (await response.json()) as Import;
}

const token = (kiroku: RunningKiroku) => kiroku.token('integrator', b04.association);

/** Looks at the job until it is as wanted; there is a limit to waiting. */
async function until(kiroku: RunningKiroku, { links }: Import, wanted: (job: Import) => boolean): Promise<Import> {
  const bearer = await token(kiroku);
  const deadline = Date.now() + 150_000;
  for (;;) {
    const { body } = await kiroku.get<Import>(links.self, bearer);
    if (wanted(body)) return body;
    if (Date.now() > deadline) throw new Error(`The import stands still: ${JSON.stringify(body)}`);
  }
}

const isDone = ({ status }: Import) => status === 'done';

async function outcomes(kiroku: RunningKiroku, job: Import): Promise<Outcome[]> {
  return linesOf<Outcome>((await kiroku.get<string>(job.links.outcomes, await token(kiroku))).body);
}

/** What the ledger counts of this sender. */
async function counted(kiroku: RunningKiroku, position: string): Promise<object> {
  const day = `from=${String(header['occurredOn'])}&to=${String(header['occurredOn'])}`;
  const officer = await kiroku.token('officer', b04.association);
  const path = `/v1/reconciliation?source=crashing&${day}&atLeast=${position}`;
  for (;;) {
    const answer = await kiroku.get<{ total: object; code?: string }>(path, officer);
    // The projector may be further behind than one request waits.
    if (answer.body.code !== 'not-yet-visible') return answer.body.total;
  }
}

it('goes on behind a kill -9 with nothing lost and nothing twice', async () => {
  const before = await start();
  const sent = await send(before);
  const killedAt = await until(before, sent, ({ read }) => read > 0);
  running = null;
  await before.kill();
  expect(killedAt.read).toBeLessThan(LINES);

  const after = await start();
  const job = await until(after, sent, isDone);
  expect(job).toMatchObject({ read: LINES, recorded: LINES, rejected: 0, bytesRead: job.bytes });
  const told = await outcomes(after, job);
  expect(told.map(({ line }) => line)).toEqual(Array.from({ length: LINES }, (_, index) => index + 1));
  expect(new Set(told.map(({ transfer }) => transfer)).size).toBe(TRANSFERS);
  const last = told.at(-1)!.position!;
  expect(await counted(after, last)).toMatchObject({ transfers: TRANSFERS, lines: TRANSFERS });

  // The same file once more: the same facts.
  const again = await until(after, await send(after), isDone);
  expect(await outcomes(after, again)).toEqual(told);
  expect(await counted(after, last)).toMatchObject({ transfers: TRANSFERS, lines: TRANSFERS });
  running = null;
  expect(await after.stop()).toBe(0);
}, 400_000);
