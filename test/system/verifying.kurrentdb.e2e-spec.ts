import { Client } from 'pg';
import { KEY_PROVIDER, type KeyProvider } from '#access';
import { EVENT_STORE, openEventStore, Projector, type EventStore, type Projection } from '#event-store';
import { Checkpoints, KEPT_CHECKPOINTS, verifyLive, type KeptCheckpoints, type LiveAsked } from '#evidence';
import { leafHash, toBase64, type Failure, type VerificationReport } from '#proof';
import { PROJECTIONS } from '../../apps/projector/projections.module.js';
import { ProjectorModule } from '../../apps/projector/projector.module.js';
import { until } from '../../libs/event-store/testing/waiting.js';
import { FEEDS } from '../harness/feeds.js';
import { KirokuInProcess } from '../harness/kiroku-in-process.js';
import { runCli } from '../harness/run-cli.js';

// A running system whose events are in a KurrentDB, verified; and what a superuser can do to the order that PostgreSQL keeps.
const ASSOCIATION = FEEDS[0]!.association;
const POSTS = FEEDS.filter(({ association }) => association === ASSOCIATION).slice(0, 4);
const ORDER = 'event_store.kurrentdb_event';
const HEAD = 'event_store.log_head';
const OWN = `association = '${ASSOCIATION}'`;

let kiroku: KirokuInProcess;
let projections: readonly Projection[];
let store: EventStore;
let size: number;

beforeAll(async () => {
  kiroku = await KirokuInProcess.start({ keepsCheckpoints: true });
  projections = kiroku.app.get<readonly Projection[]>(PROJECTIONS, { strict: false });
  const token = await kiroku.token('integrator', ASSOCIATION);
  for (const { post } of POSTS) expect((await kiroku.post('/v1/transfers', token, post)).status).toBe(201);
  await until(isAtRest);
  await kiroku.app.get(ProjectorModule, { strict: false }).beforeApplicationShutdown();
  await kiroku.app.get(Projector, { strict: false }).catchUp();
  // Of its own: the service has at hand what it wrote.
  store = await openEventStore(kiroku.owner, process.env);
  size = Number(await store.head(ASSOCIATION));
  for (const table of [ORDER, HEAD]) await kiroku.rows(`CREATE TABLE ${copyOf(table)} AS TABLE ${table}`);
}, 120_000);
afterAll(async () => {
  await store.close();
  await kiroku.stop();
});

const copyOf = (table: string) => `public.${table.replace('.', '_')}`;
const at = (position: number) => String(position).padStart(16, '0');
const one = (position: number) => `${OWN} AND position = ${position}`;

/** All that came of the posts was projected, committed to and signed. */
async function isAtRest(): Promise<boolean> {
  const position = await kiroku.app.get<EventStore>(EVENT_STORE).head(ASSOCIATION);
  const behind = `SELECT FROM projection.checkpoint WHERE association = $1 AND side = 'live' AND position < $2`;
  if ((await kiroku.rows(behind, [ASSOCIATION, position])).length > 0) return false;
  const committed = `SELECT FROM evidence.map_commitment WHERE association = $1 AND position = $2`;
  if ((await kiroku.rows(committed, [ASSOCIATION, position])).length === 0) return false;
  const newest = await kiroku.app.get(Checkpoints, { strict: false }).newest(ASSOCIATION);
  return newest?.size === Number(position);
}

function verify(asked: Partial<LiveAsked> = {}): Promise<VerificationReport> {
  return verifyLive({
    pool: kiroku.owner,
    store,
    projections: [],
    outside: kiroku.app.get<KeptCheckpoints>(KEPT_CHECKPOINTS, { strict: false }),
    signingKeys: kiroku.app.get<KeyProvider>(KEY_PROVIDER, { strict: false }),
    associations: [ASSOCIATION],
    ...asked,
  });
}

/** No trigger stands in the way. */
async function asSuperuser(statements: readonly string[]): Promise<void> {
  const client = new Client({ connectionString: kiroku.database.url });
  await client.connect();
  await client.query(`SET session_replication_role = replica`);
  for (const statement of statements) await client.query(statement);
  await client.end();
}

/** What is found of something that nobody but a superuser can do; then all is as it was. */
async function tamper(...statements: string[]): Promise<readonly Failure[]> {
  await asSuperuser(statements);
  try {
    const { ok, failures } = await verify();
    expect(ok).toBe('broken');
    return failures;
  } finally {
    const restored = [ORDER, HEAD].flatMap((table) => [
      `DELETE FROM ${table}`,
      `INSERT INTO ${table} SELECT * FROM ${copyOf(table)}`,
    ]);
    await asSuperuser(restored);
  }
}

it('finds nothing wrong with what nobody touched: bytes, places, tree, map, signatures and rows', async () => {
  const report = await verify({ projections });
  expect(report).toMatchObject({ ok: 'ok', failures: [] });
  const counts = Object.fromEntries(report.checked.map(({ what, count }) => [what, count]));
  expect(counts).toMatchObject({ entry: size, identity: size, head: 1, root: 1, 'kept-checkpoint': 1 });
  expect(counts['row']).toBeGreaterThan(20);
  expect(counts['projection']).toBe(projections.length);
}, 60_000);

it('is verified by the command; and where KurrentDB does not answer nothing is called broken', async () => {
  const { keys, checkpoints } = kiroku.directories;
  const env = {
    DATABASE_URL: kiroku.database.url,
    KIROKU_KEY_DIRECTORY: keys,
    KIROKU_CHECKPOINT_DIRECTORY: checkpoints,
  };
  const live = (more: Record<string, string> = {}) =>
    runCli(['verify', '--live', '--association', ASSOCIATION, '--json'], { env: { ...env, ...more } });
  const fine = await live();
  expect([fine.code, JSON.parse(fine.stdout)]).toMatchObject([0, { ok: 'ok', failures: [] }]);
  const away = await live({ KURRENTDB_URL: 'kurrentdb://user:secret@127.0.0.1:9?tls=false' });
  expect([away.code, JSON.parse(away.stdout)]).toMatchObject([
    2,
    { ok: 'cannot-check', failures: [{ what: 'no-answer', where: 'event store' }] },
  ]);
  expect(away.stdout + away.stderr).not.toContain('secret');
}, 120_000);

describe('a superuser who', () => {
  it('changes a hash is found where KurrentDB has other bytes, and by the tree', async () => {
    const failures = await tamper(
      `UPDATE ${ORDER} SET leaf_hash = set_byte(leaf_hash, 3, get_byte(leaf_hash, 3) # 1) WHERE ${one(7)}`,
    );
    expect(failures).toContainEqual(expect.objectContaining({ what: 'bytes-unreadable', position: at(7) }));
    expect(failures).toContainEqual(expect.objectContaining({ what: 'tile-differs', position: at(7) }));
  });

  it('swaps two events is found at the first of them', async () => {
    const [event] = await store.readLog(ASSOCIATION, at(5) as never, 1);
    const failures = await tamper(
      `UPDATE ${ORDER} SET position = 100000 WHERE ${one(5)}`,
      `UPDATE ${ORDER} SET position = 5 WHERE ${one(6)}`,
      `UPDATE ${ORDER} SET position = 6 WHERE ${one(100_000)}`,
    );
    const found = toBase64(leafHash((await store.readLog(ASSOCIATION, at(4) as never, 1))[0]!.bytes));
    expect(failures).toContainEqual(
      expect.objectContaining({ what: 'tile-differs', position: at(5), found, expected: toBase64(event!.leafHash) }),
    );
  });

  it('leaves a hole, or names another stream, is found there', async () => {
    expect(await tamper(`DELETE FROM ${ORDER} WHERE ${one(6)}`)).toContainEqual(
      expect.objectContaining({ what: 'position-missing', position: at(6) }),
    );
    expect(await tamper(`UPDATE ${ORDER} SET stream = 'another' WHERE ${one(6)}`)).toContainEqual(
      expect.objectContaining({ what: 'column-differs', position: at(6), where: `${ASSOCIATION} stream` }),
    );
  });

  it('takes away the end is found by what was signed and kept', async () => {
    const failures = await tamper(
      `DELETE FROM ${ORDER} WHERE ${one(size)}`,
      `UPDATE ${HEAD} SET position = position - 1 WHERE ${OWN}`,
    );
    for (const what of ['tree-differs', 'size-went-back'])
      expect(failures).toContainEqual(expect.objectContaining({ what, position: at(size) }));
  });
});
