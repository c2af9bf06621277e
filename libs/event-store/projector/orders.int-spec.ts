import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { createPool } from '#platform';
import type { TestDatabase } from '../../../test/harness/database.js';
import { createEventStoreDatabase } from '../../../test/harness/event-store-database.js';
import { appended, drafts, positionsUpTo } from '../contract/drafts.js';
import { NotedProjection } from '../contract/noted-projection.js';
import { PostgresEventStore } from '../postgres/postgres-event-store.js';
import { until } from '../testing/waiting.js';
import { keepFailure } from './failures.js';
import { ProjectionOrders } from './orders.js';
import { projectionsOverview } from './overview.js';
import { Projector } from './projector.js';

describe('an order to a projection', () => {
  const [a, b] = [randomUUID(), randomUUID()].sort() as [string, string];
  const whole = { projection: 'noted', association: null };
  const ofA = { projection: 'noted', association: a };
  let database: TestDatabase;
  let pool: Pool;
  let store: PostgresEventStore;
  let noted: NotedProjection;
  let beside: NotedProjection;
  let orders: ProjectionOrders;
  let projector: Projector;

  beforeEach(async () => {
    database = await createEventStoreDatabase();
    pool = createPool(database.url);
    store = new PostgresEventStore(pool);
    orders = new ProjectionOrders(pool);
    noted = await new NotedProjection('noted').createTable(pool);
    beside = await new NotedProjection('other').createTable(pool);
    for (const association of [a, b]) await appended(store, { association });
    await new Projector(store, pool, [noted, beside]).catchUp();
    // Looks at what is wished with its first round, and not before.
    projector = new Projector(store, pool, [noted, beside]);
  });
  afterEach(async () => {
    await projector.stop();
    await pool.end();
    await database.drop();
  });

  const lengths = (projection: NotedProjection) =>
    Promise.all([a, b].map(async (association) => (await projection.positions(pool, association)).length));
  /** Runs until the other projection has everything: rounds in which this one could have moved as well. */
  async function run(): Promise<void> {
    for (const association of [a, b]) await appended(store, { association, events: drafts(2) });
    projector.start();
    await until(async () => (await lengths(beside)).join() === '3,3');
    for (const association of [a, b]) await appended(store, { association, events: drafts(2) });
    await until(async () => (await lengths(beside)).join() === '5,5');
  }
  const states = async () =>
    (await projectionsOverview(pool, store))
      .filter(({ projection }) => projection === 'noted')
      .map(({ state }) => state);

  it('pauses it for all associations, and no other projection', async () => {
    await orders.pause(whole);
    await run();
    expect([await lengths(noted), await states()]).toEqual([
      [1, 1],
      ['paused', 'paused'],
    ]);
    await orders.resume(whole);
    await until(async () => (await lengths(noted)).join() === '5,5');
    expect(await noted.positions(pool, a)).toEqual(positionsUpTo(5));
  });

  it('pauses it for one association alone', async () => {
    await orders.pause(ofA);
    await run();
    await until(async () => (await lengths(noted))[1] === 5);
    expect([await lengths(noted), await states()]).toEqual([
      [1, 5],
      ['paused', 'running'],
    ]);
  });

  it('resumes no single association out of a pause of all, and says so', async () => {
    await orders.pause(whole);
    await expect(orders.resume(ofA)).rejects.toMatchObject({ name: 'OrderError', code: 'paused-as-a-whole' });
    expect(await states()).toEqual(['paused', 'paused']);
  });

  it('has what an event stopped tried again at once', async () => {
    const failure = { ...ofA, side: 'live' as const, position: '0000000000000002', error: 'Error' };
    await keepFailure(pool, failure);
    await pool.query(`UPDATE projection.failure SET retry_at = clock_timestamp() + interval '1 hour'`);
    await run();
    await until(async () => (await lengths(noted))[1] === 5);
    expect([await lengths(noted), await states()]).toEqual([
      [1, 5],
      ['stopped-by-error', 'running'],
    ]);
    await orders.resume(ofA);
    await until(async () => (await lengths(noted))[0] === 5);
    await until(async () => (await projector.failures()).length === 0);
  });

  it('rebuilds it once at a time', async () => {
    await orders.rebuild(ofA);
    for (const ordered of [ofA, whole])
      await expect(orders.rebuild(ordered)).rejects.toMatchObject({ name: 'OrderError', code: 'busy' });
  });

  it('is refused where there is nothing to resume, and for what nobody knows', async () => {
    await expect(orders.resume(ofA)).rejects.toMatchObject({ code: 'not-paused' });
    await expect(orders.pause({ ...ofA, projection: 'nothing' })).rejects.toMatchObject({ code: 'projection-unknown' });
    await expect(orders.pause({ ...ofA, association: 'x' })).rejects.toMatchObject({ code: 'association-unknown' });
  });

  it('meets a projection that nobody runs', async () => {
    expect(await states()).toEqual(['no-projector', 'no-projector']);
  });
});
