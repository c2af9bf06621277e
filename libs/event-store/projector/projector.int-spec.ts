import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { createPool } from '#platform';
import type { TestDatabase } from '../../../test/harness/database.js';
import { createEventStoreDatabase } from '../../../test/harness/event-store-database.js';
import { aDraft, appended, drafts, positionsUpTo } from '../contract/drafts.js';
import { NotedProjection, refusePoison } from '../contract/noted-projection.js';
import { PostgresEventStore } from '../postgres/postgres-event-store.js';
import type { StoredEvent } from '../port/event-store.port.js';
import { ProjectionProgress } from './progress.js';
import type { ProjectionFailure } from './failures.js';
import { Projector } from './projector.js';

describe('catching up', () => {
  let database: TestDatabase;
  let pool: Pool;
  let store: PostgresEventStore;
  let progress: ProjectionProgress;

  // A database for each case: a projector runs over every log that there is.
  beforeEach(async () => {
    database = await createEventStoreDatabase();
    pool = createPool(database.url);
    store = new PostgresEventStore(pool);
    progress = new ProjectionProgress(pool, store);
  });
  afterEach(async () => {
    await pool.end();
    await database.drop();
  });

  it('applies every event of every log once and in order, however often it is done', async () => {
    const [one, other] = [randomUUID(), randomUUID()];
    await appended(store, { association: one, events: drafts(1_200) });
    await appended(store, { association: other, events: drafts(3) });
    const noted = await new NotedProjection('noted').createTable(pool);
    const projector = new Projector(store, pool, [noted]);
    await projector.catchUp();
    await projector.catchUp();
    await new Projector(store, pool, [noted]).catchUp();
    expect(await noted.positions(pool, one)).toEqual(positionsUpTo(1_200));
    expect(await noted.positions(pool, other)).toEqual(positionsUpTo(3));
    expect(noted.applied).toBe(2);
    expect(await progress.reached('noted', one)).toBe('0000000000001200');
  });

  it('moves past events that concern no row of a projection, and gives it whole steps of those that do', async () => {
    const association = randomUUID();
    const [all, some] = [new NotedProjection('everything'), new NotedProjection('few')];
    for (const noted of [all, some]) await noted.createTable(pool);
    const few = Object.assign(some, { concerns: ({ envelope }: StoredEvent) => envelope.type === 'First' });
    const projector = new Projector(store, pool, [all, few]);
    await appended(store, { association, events: drafts(3) });
    await projector.catchUp();
    const before = few.applied;
    await appended(store, { association, events: drafts(2) });
    await projector.catchUp();
    expect([few.applied - before, await progress.reached('few', association)]).toEqual([0, '0000000000000005']);
    await appended(store, { association, events: [aDraft(), aDraft({ type: 'First' }), aDraft()] });
    await projector.catchUp();
    expect(few.applied - before).toBe(1);
    expect((await few.positions(pool, association)).slice(-3)).toEqual(positionsUpTo(8).slice(-3));
    expect(await all.positions(pool, association)).toEqual(positionsUpTo(8));
  });

  it('commits rows and checkpoint together: a failure after the rows were written leaves neither', async () => {
    const association = randomUUID();
    await appended(store, { association, events: drafts(2) });
    const noted = await new NotedProjection('noted').createTable(pool);
    const projector = new Projector(store, pool, [noted]);
    await projector.catchUp();
    await appended(store, { association, events: drafts(2) });
    noted.afterWriting = () => Promise.reject(new Error('out of order'));
    await expect(projector.catchUp()).rejects.toThrow('out of order');
    expect(await noted.positions(pool, association)).toEqual(positionsUpTo(2));
    expect(await progress.reached('noted', association)).toBe('0000000000000002');
  });

  it('resumes where it failed, and reports a lasting failure once', async () => {
    const association = randomUUID();
    await appended(store, { association, events: drafts(3) });
    const noted = await new NotedProjection('noted').createTable(pool);
    const reported: ProjectionFailure[] = [];
    const projector = new Projector(store, pool, [noted], {
      observer: { stopped: (failure) => reported.push(failure) },
    });
    const error = new Error('out of order');
    noted.afterWriting = () => Promise.reject(error);
    for (let attempt = 0; attempt < 3; attempt += 1) await expect(projector.catchUp()).rejects.toBe(error);
    const position = '0000000000000001';
    expect(reported).toEqual([{ projection: 'noted', association, side: 'live', position, error: 'Error' }]);
    expect(await projector.failures()).toEqual(reported);
    noted.afterWriting = () => {};
    await projector.catchUp();
    expect(await noted.positions(pool, association)).toEqual(positionsUpTo(3));
    expect(await projector.failures()).toEqual([]);
  });

  it('reports a failure anew when it comes back after a recovery', async () => {
    const association = randomUUID();
    const noted = await new NotedProjection('noted').createTable(pool);
    const positions: string[] = [];
    const projector = new Projector(store, pool, [noted], {
      observer: { stopped: ({ position }) => positions.push(position) },
    });
    for (let round = 0; round < 2; round += 1) {
      await appended(store, { association });
      noted.afterWriting = () => Promise.reject(new Error('out of order'));
      await expect(projector.catchUp()).rejects.toThrow('out of order');
      noted.afterWriting = () => {};
      await projector.catchUp();
    }
    expect(positions).toEqual(['0000000000000001', '0000000000000002']);
  });

  it('is stopped by a poison event only in its projection and association', async () => {
    const [sound, poisoned] = [randomUUID(), randomUUID()];
    await appended(store, { association: poisoned, events: [aDraft(), aDraft({ type: 'Poison' })] });
    await appended(store, { association: sound, events: drafts(1_100) });
    const strict = await new NotedProjection('strict').createTable(pool);
    const lenient = await new NotedProjection('lenient').createTable(pool);
    strict.afterWriting = refusePoison;
    const projector = new Projector(store, pool, [strict, lenient]);
    await expect(projector.catchUp()).rejects.toThrow('cannot be taken');
    expect(await strict.positions(pool, sound)).toEqual(positionsUpTo(1_100));
    expect(await lenient.positions(pool, sound)).toEqual(positionsUpTo(1_100));
    expect(await lenient.positions(pool, poisoned)).toEqual(positionsUpTo(2));
    // It stands right before the event that it cannot take.
    expect(await strict.positions(pool, poisoned)).toEqual(positionsUpTo(1));
    expect(await projector.failures()).toEqual([
      { projection: 'strict', association: poisoned, side: 'live', position: '0000000000000002', error: 'Error' },
    ]);
  });

  it('needs one connection only', async () => {
    await appended(store, { events: drafts(2) });
    const noted = await new NotedProjection('noted').createTable(pool);
    const narrow = createPool(database.url);
    narrow.options.max = 1;
    await new Projector(new PostgresEventStore(narrow), narrow, [noted]).catchUp();
    expect(noted.applied).toBe(1);
    await narrow.end();
  });
});
