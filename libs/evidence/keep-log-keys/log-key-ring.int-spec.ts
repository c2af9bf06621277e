import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import type { Pseudonyms } from '#access';
import { Projector, type EventStore } from '#event-store';
import { openCheckpoint } from '#proof';
import { createTestDatabase, type TestDatabase } from '../../../test/harness/database.js';
import { Checkpoints } from '../checkpoints/checkpoints.js';
import { KeptNowhere } from '../checkpoints/file-kept-checkpoints.js';
import { NoMap } from '../checkpoints/map-roots.port.js';
import { aKeeper } from '../testing/a-keeper.js';
import { anEvidence, someDrafts } from '../testing/an-evidence.js';
import { SigningKeys } from '../testing/signing-keys.js';
import { TreeProjection } from '../tree/tree.projection.js';
import { LogKeyRing } from './log-key-ring.js';

let database: TestDatabase;
let pool: Pool;
let end: () => Promise<void>;
let store: EventStore;
let projector: Projector;
let keeper: ReturnType<typeof aKeeper>;
let ring: LogKeyRing;
let association: string;

beforeAll(async () => {
  database = await createTestDatabase();
  ({ pool, store, end } = await anEvidence(database.url));
  projector = new Projector(store, pool, [new TreeProjection()]);
  projector.start();
  const clock = { now: () => new Date('2026-06-01T00:00:00Z') };
  keeper = aKeeper({ pool, store, provider: new SigningKeys(), kept: new KeptNowhere(), roots: new NoMap(), clock });
  const pseudonyms = { actor: async () => ({ role: 'operator', id: 'a1' }) } as unknown as Pseudonyms;
  ring = new LogKeyRing(keeper.keys, new Checkpoints(pool), store, pseudonyms);
});

afterAll(async () => {
  await projector.stop();
  await end();
  await database.drop();
});

beforeEach(async () => {
  association = `a-${randomUUID()}`;
  await store.append({ association, stream: 'note', expected: 'any', events: someDrafts(2) });
  await publish();
});

const newest = async () => (await new Checkpoints(pool).newest(association))!;
const keeping = () => ({ association, caller: { role: 'operator', subject: 's' } as const, requestId: 'r' });
const rotate = (version: number) => ring.rotate(keeping(), version);
const retire = (version: number) => ring.retire(keeping(), version);
const codeOf = (step: Promise<unknown>) => step.then(() => 'done').catch((error: { code?: string }) => error.code);
const retiredOf = async () => (await ring.show(association)).keys.map(({ retired }) => retired !== null);

/** Has all of the log published. */
async function publish(): Promise<void> {
  for (let rounds = 0; rounds < 200; rounds += 1) {
    await keeper.run(association);
    const head = await new Checkpoints(pool).newest(association);
    if (head && head.size === Number(await store.head(association))) return;
  }
  throw new Error('It was not published.');
}

describe('a signing key of a log', () => {
  it('is not retired before a checkpoint is published that the one after it signed', async () => {
    const published = (await newest()).size;
    expect((await rotate(2)).keys.map(({ version }) => version)).toEqual([1, 2]);
    expect((await newest()).size).toBe(published);
    const head = await store.head(association);
    expect(await codeOf(retire(1))).toBe('log-key-unused');
    expect([await store.head(association), await retiredOf()]).toEqual([head, [false, false]]);
    await publish();
    expect((await retire(1)).keys.map(({ retired }) => retired !== null)).toEqual([true, false]);
    // The same again changes nothing.
    const after = await store.head(association);
    expect([await codeOf(retire(1)), await store.head(association)]).toEqual(['done', after]);
    await publish();
    const second = (await ring.show(association)).keys[1]!.key;
    expect(await openCheckpoint((await newest()).note, [second])).toMatchObject({ size: Number(after) });
  });

  it.each<[string, () => Promise<unknown>, string]>([
    ['the newest is never retired', () => retire(1), 'log-key-newest'],
    ['one that never was is not retired', () => retire(9), 'log-key-differs'],
    ['a version is not passed over', () => rotate(3), 'log-key-differs'],
  ])('%s', async (_, act, code) => {
    const head = await store.head(association);
    expect(await codeOf(act())).toBe(code);
    expect(await store.head(association)).toBe(head);
  });

  it('is kept of logs alone that there are', async () => {
    association = 'nowhere';
    expect(await codeOf(rotate(1))).toBe('log-unknown');
  });
});
