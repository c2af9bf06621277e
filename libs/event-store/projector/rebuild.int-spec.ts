import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { createPool } from '#platform';
import type { TestDatabase } from '../../../test/harness/database.js';
import { createEventStoreDatabase } from '../../../test/harness/event-store-database.js';
import { aDraft, appended, drafts, positionsUpTo } from '../contract/drafts.js';
import { NotedProjection, refusePoison } from '../contract/noted-projection.js';
import { PostgresEventStore } from '../postgres/postgres-event-store.js';
import { aGate, until } from '../testing/waiting.js';
import { ProjectionOrders } from './orders.js';
import { projectionsOverview } from './overview.js';
import { Projector } from './projector.js';

describe('rebuilding a projection', () => {
  const association = randomUUID();
  let database: TestDatabase;
  let pool: Pool;
  let store: PostgresEventStore;
  let noted: NotedProjection;
  let orders: ProjectionOrders;
  const ordered = { projection: 'noted', association: null };

  beforeEach(async () => {
    database = await createEventStoreDatabase();
    pool = createPool(database.url);
    store = new PostgresEventStore(pool);
    orders = new ProjectionOrders(pool);
    noted = await new NotedProjection('noted').createTable(pool);
    await appended(store, { association, events: [aDraft({ type: 'First' }), ...drafts(600)] });
    await new Projector(store, pool, [noted]).catchUp();
  });
  afterEach(async () => {
    await pool.end();
    await database.drop();
  });

  const tableId = async () => (await pool.query(`SELECT 'public.noted'::regclass::oid AS id`)).rows[0].id as number;

  it('makes the same rows in a table beside, and puts it in the place of the live one', async () => {
    const before = { rows: await noted.rows(pool, association), id: await tableId() };
    await orders.rebuild(ordered);
    await new Projector(store, pool, [noted]).catchUp();
    expect(await noted.rows(pool, association)).toEqual(before.rows);
    expect(before.rows).toHaveLength(601);
    expect(await tableId()).not.toBe(before.id);
  });

  it('keeps names of indexes and constraints, who may read, and which rows', async () => {
    await pool.query(`CREATE UNIQUE INDEX noted_by_place ON public.noted (association, position)`);
    await pool.query(`ALTER TABLE public.noted ADD CONSTRAINT noted_key PRIMARY KEY USING INDEX noted_by_place`);
    await pool.query(`CREATE INDEX noted_by_type ON public.noted (type) WHERE type <> 'Noted'`);
    await pool.query(`ALTER TABLE public.noted ADD CONSTRAINT typed CHECK (type <> '')`);
    await pool.query(`GRANT SELECT ON public.noted TO PUBLIC`);
    await pool.query(`ALTER TABLE public.noted ENABLE ROW LEVEL SECURITY`);
    await pool.query(
      `CREATE POLICY own ON public.noted USING (association = current_setting('kiroku.association', true))`,
    );
    await pool.query(
      `CREATE POLICY added ON public.noted AS RESTRICTIVE FOR INSERT TO pg_monitor WITH CHECK (type <> '')`,
    );
    const shape = async () => [
      (await pool.query(`SELECT indexdef FROM pg_indexes WHERE tablename = 'noted' ORDER BY 1`)).rows,
      (
        await pool.query(`SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint
        WHERE conrelid = 'public.noted'::regclass ORDER BY 1`)
      ).rows,
      (
        await pool.query(`SELECT grantee, privilege_type FROM information_schema.role_table_grants
        WHERE table_name = 'noted' AND grantee = 'PUBLIC'`)
      ).rows,
      (await pool.query(`SELECT * FROM pg_policies WHERE tablename = 'noted' ORDER BY policyname`)).rows,
      (await pool.query(`SELECT relrowsecurity FROM pg_class WHERE oid = 'public.noted'::regclass`)).rows,
    ];
    const before = await shape();
    await orders.rebuild(ordered);
    await new Projector(store, pool, [noted]).catchUp();
    expect(await shape()).toEqual(before);
    expect(before[0]).toHaveLength(2);
  });

  it('of one association leaves the others alone', async () => {
    const other = randomUUID();
    await appended(store, { association: other, events: drafts(3) });
    await new Projector(store, pool, [noted]).catchUp();
    await pool.query(`UPDATE public.noted SET type = 'Spoilt'`);
    await orders.rebuild({ projection: 'noted', association });
    await new Projector(store, pool, [noted]).catchUp();
    const types = async (one: string) => new Set((await noted.rows(pool, one)).map(({ type }) => type));
    expect([...(await types(association))].sort()).toEqual(['First', 'Noted']);
    expect([...(await types(other))]).toEqual(['Spoilt']);
    expect(await noted.rows(pool, association)).toHaveLength(601);
  });

  it('shows the live rows, and keeps them going, until the swap', async () => {
    const gate = aGate();
    const slow = new NotedProjection('noted', 2);
    const projector = new Projector(store, pool, [slow]);
    // Only what is written beside waits.
    slow.beforeWriting = (table) => (table === 'public.noted' ? Promise.resolve() : gate.promise);
    projector.start();
    await until(
      async () => (await pool.query(`SELECT FROM projection.rebuild WHERE state = 'filling'`)).rowCount === 1,
    );
    expect(await noted.positions(pool, association)).toEqual(positionsUpTo(601));
    const [before] = await projectionsOverview(pool, store);
    expect(before).toMatchObject({ state: 'rebuilding', rebuild: { percent: 0 } });
    gate.open();
    await until(async () => (await pool.query(`SELECT FROM projection.rebuild`)).rowCount === 0);
    await projector.stop();
    expect(await noted.positions(pool, association)).toEqual(positionsUpTo(601));
  });

  it('is read all the time, without an error and without an empty answer', async () => {
    const projector = new Projector(store, pool, [noted]);
    projector.start();
    let isDone = false;
    const counts = new Set<number>();
    const readers = [1, 2, 3].map(async () => {
      while (!isDone) counts.add((await noted.rows(pool, association)).length);
    });
    for (let round = 0; round < 2; round += 1) {
      await orders.rebuild(ordered);
      await until(async () => (await pool.query(`SELECT FROM projection.rebuild`)).rowCount === 0);
    }
    isDone = true;
    await Promise.all(readers);
    await projector.stop();
    expect([...counts]).toEqual([601]);
  }, 90_000);

  it('goes on where it was after the projector died', async () => {
    await appended(store, { association, events: drafts(4_000) });
    await new Projector(store, pool, [noted]).catchUp();
    // Dies behind its first step: every later one is cut off as by a server that goes away.
    const dying = new NotedProjection('noted', 2);
    dying.beforeWriting = () => {
      if (dying.applied > 1) throw Object.assign(new Error('cut off'), { code: '57014' });
    };
    const projector = new Projector(store, pool, [dying]);
    projector.start();
    await until(async () => dying.applied > 1);
    await projector.stop();
    const next = new NotedProjection('noted', 2);
    const positions: string[] = [];
    next.afterWriting = (events) => void positions.push(events[0]!.position);
    await new Projector(store, pool, [next]).catchUp();
    expect(positions).toEqual(['0000000000002001', '0000000000004001']);
    expect(await next.positions(pool, association)).toEqual(positionsUpTo(4_601));
  });

  it('happens by itself when its version was raised, and once', async () => {
    const raised = new NotedProjection('noted', 2);
    const id = await tableId();
    const projector = new Projector(store, pool, [raised]);
    await projector.catchUp();
    const rebuilt = await tableId();
    await projector.catchUp();
    expect(await raised.positions(pool, association)).toEqual(positionsUpTo(601));
    expect([rebuilt === id, (await tableId()) === rebuilt]).toEqual([false, true]);
  });

  it('happens once when two projectors find the raised version at the same time', async () => {
    const projectors = [1, 2].map(() => new Projector(store, pool, [new NotedProjection('noted', 2)]));
    await Promise.all(projectors.map((projector) => projector.catchUp()));
    expect(await noted.positions(pool, association)).toEqual(positionsUpTo(601));
    const { rows } = await pool.query(`SELECT version FROM projection.projection`);
    expect(rows).toEqual([{ version: 2 }]);
  });

  it('is left to the newer program: the older one stands still and takes nothing back', async () => {
    const raised = new NotedProjection('noted', 2);
    await new Projector(store, pool, [raised]).catchUp();
    const another = randomUUID();
    await appended(store, { association });
    await appended(store, { association: another });
    const { applied } = noted;
    const older = new Projector(store, pool, [noted]);
    older.start();
    await new Promise((resolve) => setTimeout(resolve, 150));
    const held = await pool.query(`SELECT FROM projection.lease WHERE expires_at > clock_timestamp()`);
    await older.stop();
    expect([noted.applied, held.rowCount]).toEqual([applied, 0]);
    expect(await raised.positions(pool, association)).toEqual(positionsUpTo(601));
    await new Projector(store, pool, [raised]).catchUp();
    expect(await raised.positions(pool, association)).toEqual(positionsUpTo(602));
    expect(await raised.positions(pool, another)).toEqual(positionsUpTo(1));
  });

  it('that an event stops keeps the live rows as they are, and going', async () => {
    await appended(store, { association, events: [aDraft({ type: 'Poison' }), aDraft()] });
    await new Projector(store, pool, [noted]).catchUp();
    const strict = new NotedProjection('noted', 2);
    strict.afterWriting = (events, table) => {
      if (table !== 'public.noted') refusePoison(events);
    };
    const projector = new Projector(store, pool, [strict]);
    await expect(projector.catchUp()).rejects.toThrow('cannot be taken');
    expect(await projector.failures()).toMatchObject([{ side: 'beside', position: '0000000000000602' }]);
    expect(await noted.positions(pool, association)).toEqual(positionsUpTo(603));
    await appended(store, { association });
    await expect(projector.catchUp()).rejects.toThrow('cannot be taken');
    expect(await noted.positions(pool, association)).toEqual(positionsUpTo(604));
  });
});
