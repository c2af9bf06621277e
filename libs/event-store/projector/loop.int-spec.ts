import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { createPool } from '#platform';
import type { TestDatabase } from '../../../test/harness/database.js';
import { createEventStoreDatabase } from '../../../test/harness/event-store-database.js';
import { aDraft, appended, positionsUpTo } from '../contract/drafts.js';
import { NotedProjection, refusePoison } from '../contract/noted-projection.js';
import { PostgresEventStore } from '../postgres/postgres-event-store.js';
import { ProjectionProgress } from './progress.js';
import { Projector } from './projector.js';

describe('a running projector', () => {
  let database: TestDatabase;
  let pool: Pool;
  let store: PostgresEventStore;
  let progress: ProjectionProgress;
  let noted: NotedProjection;
  let projector: Projector;

  beforeEach(async () => {
    database = await createEventStoreDatabase();
    pool = createPool(database.url);
    store = new PostgresEventStore(pool);
    progress = new ProjectionProgress(pool, store);
    noted = await new NotedProjection('noted').createTable(pool);
    projector = new Projector(store, pool, [noted]);
  });
  afterEach(async () => {
    await projector.stop();
    await pool.end();
    await database.drop();
  });

  it('makes what is appended visible, its own appends and those of another process', async () => {
    const association = randomUUID();
    projector.start();
    const { events } = await appended(store, { association });
    await progress.waitFor('noted', association, events[0]!.position);
    const another = await appended(new PostgresEventStore(pool), { association });
    await progress.waitFor('noted', association, another.events[0]!.position);
    expect(await noted.positions(pool, association)).toEqual(positionsUpTo(2));
  });

  it('stops clean: nothing is applied afterwards, and no listener is left', async () => {
    const association = randomUUID();
    let listeners = 0;
    const listen = store.onAppended.bind(store);
    store.onAppended = (listener) => {
      const leave = listen(listener);
      listeners += 1;
      return () => {
        listeners -= 1;
        return leave();
      };
    };
    projector.start();
    projector.start();
    expect(listeners).toBe(1);
    const { events } = await appended(store, { association });
    await progress.waitFor('noted', association, events[0]!.position);
    await projector.stop();
    expect(listeners).toBe(0);
    await appended(store, { association });
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(noted.applied).toBe(1);
  });

  it('can be stopped twice, and started again', async () => {
    const association = randomUUID();
    projector.start();
    await Promise.all([projector.stop(), projector.stop()]);
    projector.start();
    const { events } = await appended(store, { association });
    await progress.waitFor('noted', association, events[0]!.position);
    expect(noted.applied).toBe(1);
  });

  it('rests after a failure instead of spinning, whatever is appended meanwhile, and then resumes', async () => {
    const [sound, poisoned] = [randomUUID(), randomUUID()];
    const attempts: string[] = [];
    noted.afterWriting = (events) => {
      attempts.push(events[0]!.envelope.association);
      refusePoison(events);
    };
    await appended(store, { association: poisoned, events: [aDraft({ type: 'Poison' })] });
    projector.start();
    for (let count = 0; count < 30; count += 1) {
      const { events } = await appended(store, { association: sound });
      await progress.waitFor('noted', sound, events[0]!.position);
    }
    expect(attempts.filter((association) => association === poisoned).length).toBeLessThanOrEqual(2);
    expect(await projector.failures()).toHaveLength(1);
    noted.afterWriting = () => {};
    await progress.waitFor('noted', poisoned, '0000000000000001');
    expect(await noted.positions(pool, poisoned)).toEqual(positionsUpTo(1));
  });

  it('goes on after the database was away', async () => {
    const association = randomUUID();
    const heads = store.heads.bind(store);
    let failed = 0;
    store.heads = async () => {
      failed += 1;
      store.heads = heads;
      throw new Error('away');
    };
    projector.start();
    const { events } = await appended(store, { association });
    await progress.waitFor('noted', association, events[0]!.position);
    expect(failed).toBe(1);
  });

  it('stops at once while it rests after a failed round', async () => {
    let rounds = 0;
    store.heads = () => Promise.reject(new Error(`away ${(rounds += 1)}`));
    projector.start();
    while (rounds === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    const startedAt = performance.now();
    await projector.stop();
    expect(performance.now() - startedAt).toBeLessThan(500);
    expect(rounds).toBe(1);
  });
});
