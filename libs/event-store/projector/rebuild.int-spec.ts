import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { createPool } from '#platform';
import { createTestDatabase, type TestDatabase } from '../../../test/harness/database.js';
import { aDraft, appended, drafts, positionsUpTo } from '../contract/drafts.js';
import { createEventStoreSchema } from '../contract/event-store-schema.js';
import { NotedProjection } from '../contract/noted-projection.js';
import { PostgresEventStore } from '../postgres/postgres-event-store.js';
import { readCheckpoints } from './checkpoints.js';
import { Projector } from './projector.js';
import { emptyOutdated } from './rebuild.js';

describe('rebuilding a projection', () => {
  const association = randomUUID();
  let database: TestDatabase;
  let pool: Pool;
  let store: PostgresEventStore;
  let noted: NotedProjection;

  beforeEach(async () => {
    database = await createTestDatabase();
    await createEventStoreSchema(database.url);
    pool = createPool(database.url);
    store = new PostgresEventStore(pool);
    noted = await new NotedProjection('noted').createTable(pool);
    await appended(store, { association, events: [aDraft({ type: 'First' }), ...drafts(600)] });
    await new Projector(store, pool, [noted]).catchUp();
  });
  afterEach(async () => {
    await pool.end();
    await database.drop();
  });

  it('gives the same rows after a reset', async () => {
    const before = await noted.rows(pool, association);
    const projector = new Projector(store, pool, [noted]);
    await projector.reset();
    expect(await noted.rows(pool, association)).toEqual([]);
    await projector.catchUp();
    expect(await noted.rows(pool, association)).toEqual(before);
    expect(before).toHaveLength(601);
  });

  it('resets only what it is asked to', async () => {
    const kept = await new NotedProjection('kept').createTable(pool);
    const projector = new Projector(store, pool, [noted, kept]);
    await projector.catchUp();
    await projector.reset([noted]);
    expect(await noted.rows(pool, association)).toEqual([]);
    expect(await kept.rows(pool, association)).toHaveLength(601);
    await projector.catchUp();
    expect(kept.applied).toBe(2);
  });

  it('happens by itself when its version was raised, and once', async () => {
    const raised = new NotedProjection('noted', 2);
    const projector = new Projector(store, pool, [raised]);
    await projector.catchUp();
    await projector.catchUp();
    expect(await raised.positions(pool, association)).toEqual(positionsUpTo(601));
    expect(raised.applied).toBe(2);
  });

  it('happens once when two projectors find the raised version at the same time', async () => {
    const raised = new NotedProjection('noted', 2);
    const seenByBoth = await readCheckpoints(pool);
    await new Projector(store, pool, [raised]).catchUp();
    await emptyOutdated(pool, [raised], seenByBoth);
    expect(await raised.positions(pool, association)).toEqual(positionsUpTo(601));
  });

  it('is left to the newer program: the older one stands still and takes nothing back', async () => {
    const raised = new NotedProjection('noted', 2);
    await new Projector(store, pool, [raised]).catchUp();
    const another = randomUUID();
    await appended(store, { association });
    await appended(store, { association: another });
    const older = new Projector(store, pool, [noted]);
    older.start();
    await new Promise((resolve) => setTimeout(resolve, 150));
    await older.stop();
    expect(noted.applied).toBe(2);
    expect(await raised.positions(pool, association)).toEqual(positionsUpTo(601));
    await new Projector(store, pool, [raised]).catchUp();
    expect(await raised.positions(pool, association)).toEqual(positionsUpTo(602));
    expect(await raised.positions(pool, another)).toEqual(positionsUpTo(1));
  });
});
