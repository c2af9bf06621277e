import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { createPool, inTransaction } from '#platform';
import type { TestDatabase } from '../../../test/harness/database.js';
import { createEventStoreDatabase } from '../../../test/harness/event-store-database.js';
import { appended, drafts, positionsUpTo } from '../contract/drafts.js';
import { NotedProjection } from '../contract/noted-projection.js';
import { PostgresEventStore } from '../postgres/postgres-event-store.js';
import { until } from '../testing/waiting.js';
import { Control } from './control.js';
import { ProjectionOrders } from './orders.js';
import { Projector } from './projector.js';
import { Rebuilds } from './rebuilds.js';
import { createShadows } from './shadow-tables.js';

const EVENTS = 3;

describe('a rebuild', () => {
  const association = randomUUID();
  const place = { projection: 'noted', association };
  let database: TestDatabase;
  let pool: Pool;
  let store: PostgresEventStore;
  let noted: NotedProjection;
  let projector: Projector;
  let faults: string[];

  beforeEach(async () => {
    database = await createEventStoreDatabase();
    pool = createPool(database.url);
    store = new PostgresEventStore(pool);
    noted = await new NotedProjection('noted').createTable(pool);
    faults = [];
    projector = new Projector(store, pool, [noted], {
      observer: { rebuildFailed: (projection, error) => faults.push(`${projection} ${error}`) },
    });
    await appended(store, { association, events: drafts(EVENTS) });
    await projector.catchUp();
  });
  afterEach(async () => {
    await projector.stop();
    await pool.end();
    await database.drop();
  });

  const orders = () => new ProjectionOrders(pool);
  const order = () => orders().rebuild({ projection: 'noted', association: null });
  const oid = async (table: string) => (await pool.query(`SELECT to_regclass($1)::oid AS id`, [table])).rows[0].id;
  const reached = async (side: string, one = association) =>
    (
      await pool.query(
        `SELECT position::int FROM projection.checkpoint WHERE projection = $1 AND association = $2 AND side = $3`,
        [place.projection, one, side],
      )
    ).rows[0]?.position as number | undefined;
  const isIn = (state: string) => async () =>
    (await pool.query(`SELECT FROM projection.rebuild WHERE state = $1`, [state])).rowCount === 1;
  const rebuildsOf = (projection: NotedProjection) => new Rebuilds(pool, [projection], () => {});
  /** As far as it comes without the swap: its rows are there, and its turn to take the place of the live ones. */
  async function closing(projection: NotedProjection): Promise<Control> {
    await rebuildsOf(projection).advance(await Control.read(pool));
    await pool.query(`UPDATE projection.rebuild SET state = 'closing'`);
    await pool.query(
      `INSERT INTO projection.checkpoint (projection, association, side, position) VALUES ($1, $2, 'beside', $3)`,
      [place.projection, place.association, EVENTS],
    );
    return Control.read(pool);
  }

  it('has the live rows wait at its end, and readers no longer than its lock may take', async () => {
    await order();
    await inTransaction(pool, async (reader) => {
      await reader.query(`SELECT FROM public.noted LIMIT 1`);
      projector.start();
      await until(isIn('closing'));
      await appended(store, { association });
      await until(async () => (await reached('beside')) === EVENTS + 1);
      expect(await reached('live')).toBe(EVENTS);
      await until(
        async () =>
          (await pool.query(`SELECT FROM pg_locks WHERE mode = 'AccessExclusiveLock' AND NOT granted`)).rowCount === 1,
      );
      // Behind the swap that waits for the reader.
      await inTransaction(pool, async (second) => {
        await second.query(`SET LOCAL lock_timeout = '5s'`);
        expect((await second.query(`SELECT FROM public.noted`)).rowCount).toBe(EVENTS);
      });
    });
    await until(async () => !(await isIn('closing')()));
    expect(await noted.positions(pool, association)).toEqual(positionsUpTo(EVENTS + 1));
    expect(faults).toEqual([]);
  }, 60_000);

  it('of a newer version begins anew where an older one was on its way', async () => {
    await pool.query(`INSERT INTO projection.rebuild (projection, version, state) VALUES ('noted', 1, 'filling')`);
    await pool.query(
      `INSERT INTO projection.checkpoint (projection, association, side, position) VALUES ($1, $2, 'beside', 2)`,
      [place.projection, place.association],
    );
    await new Projector(store, pool, [new NotedProjection('noted', 2)]).catchUp();
    expect(await noted.positions(pool, association)).toEqual(positionsUpTo(EVENTS));
  });

  it('is begun once, whoever saw the wish', async () => {
    await order();
    const seen = await Control.read(pool);
    expect(await rebuildsOf(noted).advance(seen)).toBe(true);
    const table = await oid('beside_public.noted');
    expect(await rebuildsOf(noted).advance(seen)).toBe(false);
    expect(await oid('beside_public.noted')).toBe(table);
  });

  it('does not swap while a step is on its way', async () => {
    await order();
    const seen = await closing(noted);
    const table = await oid('public.noted');
    await inTransaction(pool, async (step) => {
      await step.query(`SELECT FROM projection.projection FOR SHARE`);
      expect(await rebuildsOf(noted).advance(seen)).toBe(false);
      expect(await oid('public.noted')).toBe(table);
    });
    expect(await rebuildsOf(noted).advance(seen)).toBe(true);
    expect(await oid('public.noted')).not.toBe(table);
  });

  it('does not swap what its rows lack', async () => {
    await order();
    const seen = await closing(noted);
    await pool.query(`UPDATE projection.checkpoint SET position = $1 WHERE side = 'beside'`, [EVENTS - 1]);
    expect(await rebuildsOf(noted).advance(seen)).toBe(false);
    expect(await noted.positions(pool, association)).toEqual(positionsUpTo(EVENTS));
  });

  it.each([
    ['that association', association],
    ['all associations', null],
  ])('does not have the live rows wait while a pause of %s keeps its rows back', async (_, paused) => {
    await order();
    await orders().pause({ projection: 'noted', association: paused });
    expect(await rebuildsOf(noted).advance(await Control.read(pool))).toBe(true);
    expect(await rebuildsOf(noted).advance(await Control.read(pool))).toBe(false);
    expect(await isIn('filling')()).toBe(true);
    await orders().resume({ projection: 'noted', association: paused });
    await projector.catchUp();
    expect(await isIn('filling')()).toBe(false);
    expect(await noted.positions(pool, association)).toEqual(positionsUpTo(EVENTS));
  });

  it('lets the live rows of the others go on where a pause keeps its rows back only at its end', async () => {
    const other = randomUUID();
    await order();
    await closing(noted);
    await pool.query(`UPDATE projection.checkpoint SET position = 0 WHERE side = 'beside'`);
    await orders().pause(place);
    projector.start();
    await until(isIn('filling'));
    await appended(store, { association: other, events: drafts(2) });
    await until(async () => (await reached('live', other)) === 2);
    await orders().resume(place);
    await until(async () => (await pool.query(`SELECT FROM projection.rebuild`)).rowCount === 0);
    expect(await noted.positions(pool, association)).toEqual(positionsUpTo(EVENTS));
    expect(await noted.positions(pool, other)).toEqual(positionsUpTo(2));
  }, 60_000);

  it('swaps in spite of a pause that keeps none of its rows back', async () => {
    await order();
    const seen = await closing(noted);
    const table = await oid('public.noted');
    await orders().pause(place);
    expect(await rebuildsOf(noted).advance(seen)).toBe(true);
    expect(await oid('public.noted')).not.toBe(table);
  });

  it('of one association is not kept back by a pause of another', async () => {
    const other = randomUUID();
    await appended(store, { association: other });
    await projector.catchUp();
    await orders().rebuild(place);
    await orders().pause({ projection: 'noted', association: other });
    await projector.catchUp();
    expect((await pool.query(`SELECT FROM projection.rebuild`)).rowCount).toBe(0);
  });

  it('is not ended by a program that became too old meanwhile', async () => {
    await order();
    const seen = await closing(noted);
    const table = await oid('public.noted');
    await pool.query(`UPDATE projection.projection SET version = 2`);
    expect(await rebuildsOf(noted).advance(seen)).toBe(false);
    expect(await oid('public.noted')).toBe(table);
  });

  it('of a newer program is left alone by the older one, which gives up its leases', async () => {
    projector.start();
    await until(
      async () =>
        (await pool.query(`SELECT FROM projection.lease WHERE expires_at > clock_timestamp()`)).rowCount === 1,
    );
    const newer = new Projector(store, pool, [new NotedProjection('noted', 2)]);
    newer.start();
    await until(async () => (await pool.query(`SELECT FROM projection.projection WHERE version = 2`)).rowCount === 1);
    await newer.stop();
    expect(await noted.positions(pool, association)).toEqual(positionsUpTo(EVENTS));
  }, 60_000);

  it.each([
    [
      'a trigger',
      `CREATE TRIGGER t BEFORE INSERT ON public.noted EXECUTE FUNCTION suppress_redundant_updates_trigger()`,
    ],
    [
      'a foreign key',
      `CREATE TABLE public.kept (id text PRIMARY KEY);
       ALTER TABLE public.noted ADD FOREIGN KEY (association) REFERENCES public.kept NOT VALID`,
    ],
    [
      'partitions',
      `DROP TABLE public.noted; CREATE TABLE public.noted (association text) PARTITION BY LIST (association)`,
    ],
  ])('of a table with %s is refused, for its copy would let pass what it does not', async (_, statement) => {
    await pool.query(statement);
    const copied = inTransaction(pool, (client) => createShadows(client, ['public.noted']));
    await expect(copied).rejects.toThrow('a rebuild cannot copy it');
  });

  it('that cannot go on is told, and keeps the live rows from nothing', async () => {
    await pool.query(
      `CREATE TRIGGER t BEFORE UPDATE ON public.noted FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()`,
    );
    await order();
    projector.start();
    await until(async () => faults.length > 0);
    await appended(store, { association });
    await until(async () => (await reached('live')) === EVENTS + 1);
    expect(new Set(faults)).toEqual(new Set(['noted Error']));
  }, 60_000);
});
