import type { Pool } from 'pg';
import { Projector, type EventStore } from '#event-store';
import { verifyAcknowledgement } from '#proof';
import { createTestDatabase, type TestDatabase } from '../../../test/harness/database.js';
import { Checkpoints } from '../checkpoints/checkpoints.js';
import { KeptNowhere } from '../checkpoints/file-kept-checkpoints.js';
import { NoMap } from '../checkpoints/map-roots.port.js';
import { Freshness } from '../freshness/freshness.js';
import { PublishedLog } from '../log/published-log.js';
import { aKeeper } from '../testing/a-keeper.js';
import { anEvidence, someDrafts } from '../testing/an-evidence.js';
import { SigningKeys } from '../testing/signing-keys.js';
import { TreeReader } from '../tree/tree-reader.js';
import { TreeProjection } from '../tree/tree.projection.js';
import { Acknowledgements } from './acknowledgements.js';

const ASSOCIATION = 'kenpo';
const MAX = { checkpoint: 600, unstamped: 7_200 };

let database: TestDatabase;
let pool: Pool;
let end: () => Promise<void>;
let store: EventStore;
let keeper: ReturnType<typeof aKeeper>;
let projector: Projector;
let now = new Date('2026-06-01T00:00:00Z');
const clock = { now: () => now };

beforeAll(async () => {
  database = await createTestDatabase();
  ({ pool, store, end } = await anEvidence(database.url));
  projector = new Projector(store, pool, [new TreeProjection()]);
  projector.start();
  keeper = aKeeper({ pool, store, provider: new SigningKeys(), kept: new KeptNowhere(), roots: new NoMap(), clock });
  await store.append({ association: ASSOCIATION, stream: 'note', expected: 'any', events: someDrafts(3) });
  for (let rounds = 0; rounds < 200; rounds += 1) {
    await keeper.run(ASSOCIATION);
    const head = await new Checkpoints(pool).newest(ASSOCIATION);
    if (head && head.size === Number(await store.head(ASSOCIATION))) return;
  }
  throw new Error('It was not published.');
});
afterAll(async () => {
  await projector.stop();
  await end();
  await database.drop();
});

async function acknowledged(isStrict: boolean): Promise<string> {
  const checkpoints = new Checkpoints(pool);
  const log = new PublishedLog(checkpoints, new TreeReader(pool), store);
  const freshness = new Freshness({ max: MAX, isStrict }, pool, clock);
  const [event] = await store.readLog(ASSOCIATION, null, 1);
  return new Acknowledgements(checkpoints, log, freshness).of(ASSOCIATION, event!.position, event!.leafHash);
}

describe('an acknowledgement', () => {
  it('is given while the evidence is fresh, and refused in strict mode alone once it is stale', async () => {
    const keys = (await keeper.keys.of(ASSOCIATION)).keys.map(({ key }) => key);
    const file = await acknowledged(true);
    expect((await verifyAcknowledgement(file, keys)).ok).toBe('ok');
    now = new Date(now.getTime() + 601_000);
    await expect(acknowledged(true)).rejects.toMatchObject({ code: 'evidence-stale', facts: { what: 'checkpoint' } });
    expect(await acknowledged(false)).toBe(file);
    // Renewed, it is given again.
    await keeper.run(ASSOCIATION);
    expect((await verifyAcknowledgement(await acknowledged(true), keys)).ok).toBe('ok');
  });
});
