import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { createPool, inTransaction } from '#platform';
import type { TestDatabase } from '../../../test/harness/database.js';
import { createEventStoreDatabase } from '../../../test/harness/event-store-database.js';
import { appended, drafts, positionsUpTo } from '../contract/drafts.js';
import { NotedProjection } from '../contract/noted-projection.js';
import { PostgresEventStore } from '../postgres/postgres-event-store.js';
import { aLease } from '../testing/a-lease.js';
import { aGate, until } from '../testing/waiting.js';
import type { Place } from './places.js';
import { Projector } from './projector.js';
import { moveCheckpoint, takeCheckpoint } from './step.js';

const START = '0000000000000000';
/** Longer than a busy machine leaves a living projector alone, and shorter than a case may take. */
const LEASE_MILLISECONDS = 1_000;

describe('two projectors at once', () => {
  let database: TestDatabase;
  let pools: Pool[];

  beforeEach(async () => {
    database = await createEventStoreDatabase();
    pools = [createPool(database.url), createPool(database.url)];
  });
  afterEach(async () => {
    await Promise.all(pools.map((pool) => pool.end()));
    await database.drop();
  });

  it('never apply an event twice, and both end at the heads', async () => {
    const associations = Array.from({ length: 4 }, () => randomUUID());
    const store = new PostgresEventStore(pools[0]!);
    for (const association of associations) await appended(store, { association, events: drafts(2_100) });
    const noted = await new NotedProjection('noted').createTable(pools[0]!);
    const projectors = pools.map((pool) => new Projector(new PostgresEventStore(pool), pool, [noted]));
    const ends = projectors.map(async (projector) => {
      await projector.catchUp();
      return Promise.all(associations.map((association) => noted.positions(pools[0]!, association)));
    });
    for (const end of await Promise.all(ends)) expect(end).toEqual(associations.map(() => positionsUpTo(2_100)));
  });

  it('cannot move a checkpoint that no longer stands where it was taken', async () => {
    const noted = new NotedProjection('noted');
    const place: Place = { projection: 'noted', association: 'a', side: 'live' };
    const lease = await aLease(pools[0]!, 'noted');
    const move = { from: START, to: '0000000000000005' };
    const take = (from: string) =>
      inTransaction(pools[0]!, (client) => takeCheckpoint(client, { projection: noted, place, lease, from }));
    expect(await take(START)).toBe(START);
    await inTransaction(pools[0]!, (client) => moveCheckpoint(client, place, move));
    await expect(inTransaction(pools[1]!, (client) => moveCheckpoint(client, place, move))).rejects.toThrow(
      'was moved',
    );
    expect(await take(move.to)).toBe(move.to);
  });

  it('cannot take a fold under an epoch that is past', async () => {
    const noted = new NotedProjection('noted');
    const place: Place = { projection: 'noted', association: 'a', side: 'live' };
    const old = await aLease(pools[0]!, 'noted', { epoch: '1' });
    await aLease(pools[0]!, 'noted', { holder: old.holder, epoch: '2' });
    const taken = inTransaction(pools[0]!, (client) =>
      takeCheckpoint(client, { projection: noted, place, lease: old, from: START }),
    );
    expect(await taken).toBeNull();
  });
});

describe('a projector that stops moving', () => {
  const association = randomUUID();
  let database: TestDatabase;
  let pools: Pool[];
  let store: PostgresEventStore;
  let noted: NotedProjection;
  let other: Projector;

  beforeEach(async () => {
    database = await createEventStoreDatabase();
    pools = [createPool(database.url), createPool(database.url)];
    store = new PostgresEventStore(pools[1]!);
    noted = await new NotedProjection('noted').createTable(pools[1]!);
    await appended(store, { association, events: drafts(3) });
    const same = new NotedProjection('noted');
    other = new Projector(store, pools[1]!, [same], { milliseconds: LEASE_MILLISECONDS });
  });
  afterEach(async () => {
    await other.stop();
    await Promise.all(pools.map((pool) => pool.end()));
    await database.drop();
  });

  const epoch = async () => Number((await pools[1]!.query(`SELECT epoch FROM projection.lease`)).rows[0].epoch);

  it('in the middle of its transaction is taken over from, and writes nothing when it wakes', async () => {
    const asleep = aGate();
    const wake = aGate();
    noted.afterWriting = () => {
      asleep.open();
      return wake.promise;
    };
    const frozen = new Projector(new PostgresEventStore(pools[0]!), pools[0]!, [noted], {
      milliseconds: LEASE_MILLISECONDS,
    });
    frozen.start();
    await asleep.promise;
    await other.catchUp();
    expect(await noted.positions(pools[1]!, association)).toEqual(positionsUpTo(3));
    expect(await epoch()).toBe(2);
    wake.open();
    await frozen.stop();
    expect(await noted.positions(pools[1]!, association)).toEqual(positionsUpTo(3));
  });

  it('between reading and writing is taken over from, and its late step is refused', async () => {
    const asleep = aGate();
    const wake = aGate();
    const slow = new PostgresEventStore(pools[0]!);
    const readLog = slow.readLog.bind(slow);
    slow.readLog = async (...asked) => {
      const events = await readLog(...asked);
      asleep.open();
      await wake.promise;
      return events;
    };
    const frozen = new Projector(slow, pools[0]!, [noted], { milliseconds: LEASE_MILLISECONDS });
    frozen.start();
    await asleep.promise;
    await other.catchUp();
    other.start();
    wake.open();
    await appended(store, { association });
    await until(async () => (await noted.positions(pools[1]!, association)).length === 4);
    await frozen.stop();
    expect(await noted.positions(pools[1]!, association)).toEqual(positionsUpTo(4));
    // The other's rows alone: what the frozen one wrote would have counted here.
    expect(noted.applied).toBe(0);
  });
});
