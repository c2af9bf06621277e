import { randomUUID } from 'node:crypto';
import { MemoryEventStore } from '#event-store';
import { createTestDatabase, type TestDatabase } from '../../../test/harness/database.js';
import { DataKeys } from '../keys/data-keys.js';
import { KeyLog } from '../keys/key-log.js';
import { Pseudonyms } from '../keys/pseudonyms.js';
import { Rewrapping } from '../keys/rewrapping.js';
import { aDirectory } from '../testing/a-directory.js';
import { KeyRing } from './key-ring.js';

const A = 'kumiai-a';
const keeper = { association: A, caller: { role: 'operator', subject: 'ops' } as const, requestId: null };
let database: TestDatabase;
let room: Awaited<ReturnType<typeof aDirectory>>;
let now: Date;
let ring: KeyRing;
let rewrapping: Rewrapping;
let store: MemoryEventStore;
beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(async () => {
  room = await aDirectory(database.url);
  now = new Date('2026-06-01T00:00:00Z');
  store = new MemoryEventStore(() => now);
  const nothing = { occurredAt: null, causation: null, subject: null, ruleset: null, knowledgeAt: null };
  const first = { id: randomUUID(), type: 'X', schemaVersion: 1, data: {}, keyId: null, sealed: null, ...nothing };
  const events = [{ ...first, actor: { role: 'operator', id: 'a' } }];
  await store.append({ association: A, stream: 'association', expected: 'none', events });
  rewrapping = new Rewrapping(room.pool, room.provider);
  const log = new KeyLog(store, new Pseudonyms(room.provider));
  ring = new KeyRing(room.pool, store, room.provider, log, rewrapping, { now: () => now });
});
afterEach(async () => {
  await room.empty();
  await room.pool.query('TRUNCATE access.data_key');
  await room.close();
});
afterAll(() => database.drop());

const later = (seconds: number) => (now = new Date(now.getTime() + seconds * 1_000));
async function someKeys(count: number, period = '2026') {
  const subjects = Array.from({ length: count }, () => randomUUID());
  return room.keys.obtain(A, subjects, period);
}
async function rewrapAll(): Promise<number> {
  let [sum, next] = [0, null as string | null];
  do {
    const step = await rewrapping.step(A, next);
    sum += step.rewrapped;
    next = step.next;
  } while (next !== null);
  return sum;
}

describe('the key of an association', () => {
  it('gets a version, wraps everything anew, and loses the one before, while all stays readable', async () => {
    const before = await someKeys(2_100);
    await ring.rotate(keeper, 2);
    const between = await someKeys(5);
    expect((await ring.state(A)).counts).toEqual(
      new Map([
        [1, 2_100],
        [2, 5],
      ]),
    );
    expect(await rewrapAll()).toBe(2_100);
    expect(await rewrapAll()).toBe(0);
    later(60);
    await ring.retire(keeper, 1);
    const { versions, history, counts } = await ring.state(A);
    expect([versions, counts]).toEqual([{ oldest: 2, newest: 2 }, new Map([[2, 2_105]])]);
    expect([history.madeAt(2), history.retiredAt(1)]).toEqual(['2026-06-01T00:00:00.000Z', '2026-06-01T00:01:00.000Z']);
    const other = new DataKeys(room.pool, room.provider);
    for (const keys of [before, between]) expect(await other.obtain(A, [...keys.keys()], '2026')).toEqual(keys);
  });

  it('tells what became of it in the log, once, and names no person', async () => {
    await ring.rotate(keeper, 2);
    await ring.rotate(keeper, 2);
    later(60);
    await ring.retire(keeper, 1);
    await ring.retire(keeper, 1);
    const events = (await store.readStream(A, 'keys')).map(({ envelope: { type, data, subject, actor } }) => [
      type,
      data,
      subject,
      actor.role,
    ]);
    expect(events).toEqual([
      ['KeyRotated', { version: 2 }, null, 'operator'],
      ['KeyRetired', { through: 1 }, null, 'operator'],
    ]);
  });

  it('keeps a version as long as it wraps anything', async () => {
    await someKeys(3);
    await ring.rotate(keeper, 2);
    later(60);
    await expect(ring.retire(keeper, 1)).rejects.toMatchObject({ code: 'key-version-in-use', facts: { keys: 3 } });
    await rewrapAll();
    await ring.retire(keeper, 1);
  });

  it('keeps a version until no process can be wrapping by it any more', async () => {
    await ring.rotate(keeper, 2);
    later(20);
    await expect(ring.retire(keeper, 1)).rejects.toMatchObject({
      code: 'key-version-young',
      facts: { retryAfterSeconds: 40 },
    });
  });

  it('never loses its newest version, gets none out of turn, and none where nobody is registered', async () => {
    await expect(ring.retire(keeper, 1)).rejects.toMatchObject({ code: 'key-version-newest' });
    await expect(ring.rotate(keeper, 3)).rejects.toMatchObject({ code: 'key-version-differs', facts: { newest: 1 } });
    await expect(ring.rotate({ ...keeper, association: 'nobody' }, 2)).rejects.toMatchObject({
      code: 'association-unknown',
    });
  });

  it('leaves a key destroyed that is destroyed while it is wrapped anew', async () => {
    const [gone, kept] = [await someKeys(1), await someKeys(1)];
    await ring.rotate(keeper, 2);
    const { rewrap } = room.provider;
    room.provider.rewrap = async (...asked) => {
      await room.pool.query(`UPDATE access.data_key SET wrapped = NULL, destroyed_at = now() WHERE key_id = $1`, [
        [...gone.values()][0]!.keyId,
      ]);
      return rewrap.apply(room.provider, asked);
    };
    expect(await rewrapping.step(A, null)).toEqual({ rewrapped: 1, next: null });
    expect(await room.keys.obtain(A, [...gone.keys(), ...kept.keys()], '2026')).toEqual(kept);
  });
});
