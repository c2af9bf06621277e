import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { createPool } from '#platform';
import type { TestDatabase } from '../../../test/harness/database.js';
import { createEventStoreDatabase } from '../../../test/harness/event-store-database.js';
import { appended, drafts } from '../contract/drafts.js';
import { NotedProjection } from '../contract/noted-projection.js';
import { toPosition } from '../port/event-store.port.js';
import { PostgresEventStore } from '../postgres/postgres-event-store.js';
import { ProjectionProgress } from './progress.js';
import { Projector } from './projector.js';

describe('the progress of a projection', () => {
  const association = randomUUID();
  let database: TestDatabase;
  let pool: Pool;
  let store: PostgresEventStore;
  let projector: Projector;
  let position: string;

  beforeEach(async () => {
    database = await createEventStoreDatabase();
    pool = createPool(database.url);
    store = new PostgresEventStore(pool);
    position = (await appended(store, { association, events: drafts(3) })).events.at(-1)!.position;
    projector = new Projector(store, pool, [await new NotedProjection('noted').createTable(pool)]);
  });
  afterEach(async () => {
    await pool.end();
    await database.drop();
  });

  it('is the start of the log before anything was projected, and then the last position', async () => {
    const progress = new ProjectionProgress(pool, store);
    expect(await progress.reached('noted', association)).toBe('0000000000000000');
    await projector.catchUp();
    expect(await progress.reached('noted', association)).toBe(position);
  });

  it('is waited for until the rows are there', async () => {
    let isThere = false;
    const waiting = new ProjectionProgress(pool, store)
      .waitFor('noted', association, position)
      .then(() => (isThere = true));
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(isThere).toBe(false);
    await projector.catchUp();
    await waiting;
    expect(isThere).toBe(true);
  });

  it('is refused as not-yet-visible after the limit, and not before', async () => {
    const startedAt = performance.now();
    const waiting = new ProjectionProgress(pool, store, 80).waitFor('noted', association, position);
    await expect(waiting).rejects.toMatchObject({ name: 'EventStoreError', code: 'not-yet-visible' });
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(79);
  });

  it('is refused at once where the position is beyond the head of the log', async () => {
    const beyond = toPosition(Number(position) + 1);
    const progress = new ProjectionProgress(pool, store, 60_000);
    const refusal = { name: 'EventStoreError', code: 'position-unknown' };
    await expect(progress.waitFor('noted', association, beyond)).rejects.toMatchObject(refusal);
    await expect(progress.waitFor('noted', randomUUID(), toPosition(1))).rejects.toMatchObject(refusal);
  });

  it('needs no waiting where the position was reached long ago, even without a limit to wait', async () => {
    await projector.catchUp();
    await expect(
      new ProjectionProgress(pool, store, 0).waitFor('noted', association, position),
    ).resolves.toBeUndefined();
  });
});
