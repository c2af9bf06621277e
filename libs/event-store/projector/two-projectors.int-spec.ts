import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { createPool, inTransaction } from '#platform';
import { createTestDatabase, type TestDatabase } from '../../../test/harness/database.js';
import { appended, drafts, positionsUpTo } from '../contract/drafts.js';
import { createEventStoreSchema } from '../contract/event-store-schema.js';
import { NotedProjection } from '../contract/noted-projection.js';
import { PostgresEventStore } from '../postgres/postgres-event-store.js';
import { moveCheckpoint, takeCheckpoint } from './checkpoints.js';
import { Projector } from './projector.js';

const START = '0000000000000000';

describe('two projectors at once', () => {
  let database: TestDatabase;
  let pools: Pool[];

  beforeEach(async () => {
    database = await createTestDatabase();
    await createEventStoreSchema(database.url);
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

  it('wait for a checkpoint that the other holds', async () => {
    const association = randomUUID();
    const store = new PostgresEventStore(pools[0]!);
    await appended(store, { association });
    const noted = await new NotedProjection('noted').createTable(pools[0]!);
    await new Projector(store, pools[0]!, [noted]).catchUp();
    await appended(store, { association });
    let isCaughtUp = false;
    const caughtUp = await inTransaction(pools[1]!, async (client) => {
      expect(await takeCheckpoint(client, noted, association)).toBe('0000000000000001');
      const waiting = new Projector(store, pools[0]!, [noted]).catchUp().then(() => (isCaughtUp = true));
      await new Promise((resolve) => setTimeout(resolve, 150));
      expect(isCaughtUp).toBe(false);
      expect(noted.applied).toBe(1);
      return { waiting };
    });
    await caughtUp.waiting;
    expect(await noted.positions(pools[0]!, association)).toEqual(positionsUpTo(2));
  });

  it('cannot move a checkpoint that no longer stands where it was taken', async () => {
    const noted = new NotedProjection('noted');
    const move = { projection: noted, association: 'a', from: START, to: '0000000000000005' };
    const take = () => inTransaction(pools[0]!, (client) => takeCheckpoint(client, noted, 'a'));
    expect(await take()).toBe(START);
    await inTransaction(pools[0]!, (client) => moveCheckpoint(client, move));
    await expect(inTransaction(pools[1]!, (client) => moveCheckpoint(client, move))).rejects.toThrow('was moved');
    expect(await take()).toBe('0000000000000005');
  });
});
