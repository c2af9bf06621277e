import { randomUUID } from 'node:crypto';
import type { Client, Pool } from 'pg';
import pg from 'pg';
import { createPool } from '#platform';
import type { TestDatabase } from '../../../test/harness/database.js';
import { createEventStoreDatabase } from '../../../test/harness/event-store-database.js';
import { anAppend, drafts, positionsOf, positionsUpTo } from '../contract/drafts.js';
import { PostgresEventStore } from './postgres-event-store.js';

/** The gate that a trigger closes on writers: an advisory lock that a case holds for as long as it likes. */
const GATE = 4_711;

// Races that other stores have met, made to happen: a trigger stops a writer exactly where it hurts.
describe('a writer that is held up in its transaction', () => {
  let database: TestDatabase;
  let pools: Pool[];
  let gate: Client;
  let slow: PostgresEventStore;
  let quick: PostgresEventStore;

  beforeEach(async () => {
    database = await createEventStoreDatabase();
    pools = [createPool(database.url), createPool(database.url)];
    [slow, quick] = pools.map((pool) => new PostgresEventStore(pool)) as [PostgresEventStore, PostgresEventStore];
    gate = new pg.Client({ connectionString: database.url });
    await gate.connect();
    await gate.query(`
      CREATE FUNCTION event_store.wait_at_gate() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF NEW.stream LIKE 'slow%' THEN PERFORM pg_advisory_xact_lock(${GATE}); END IF;
        RETURN NEW;
      END $$`);
  });
  afterEach(async () => {
    await gate.end();
    await Promise.all(pools.map((pool) => pool.end()));
    await database.drop();
  });

  const stopAtInsert = () =>
    gate.query(`CREATE TRIGGER gate BEFORE INSERT ON event_store.event
                FOR EACH ROW EXECUTE FUNCTION event_store.wait_at_gate()`);
  const stopAtCommit = () =>
    gate.query(`CREATE CONSTRAINT TRIGGER gate AFTER INSERT ON event_store.event DEFERRABLE INITIALLY DEFERRED
                FOR EACH ROW EXECUTE FUNCTION event_store.wait_at_gate()`);
  const close = () => gate.query(`SELECT pg_advisory_lock(${GATE})`);
  const open = () => gate.query(`SELECT pg_advisory_unlock(${GATE})`);

  /** So many sessions wait for a lock now: the moment that a case has set up is there. */
  async function waiting(count: number): Promise<void> {
    const deadline = Date.now() + 30_000;
    for (;;) {
      const { rows } = await gate.query<{ waiting: number }>(
        `SELECT count(*)::integer AS waiting FROM pg_stat_activity
         WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      if (rows[0]!.waiting >= count) return;
      if (Date.now() > deadline) throw new Error(`${rows[0]!.waiting} sessions wait, not ${count}.`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  it.each([
    ['before its rows are there', stopAtInsert],
    ['in its commit', stopAtCommit],
  ])('%s is never passed by a later position, so that no reader skips it', async (_where, stop) => {
    const association = randomUUID();
    await stop();
    await close();
    const first = slow.append(anAppend({ association, stream: 'slow-1', events: drafts(2) }));
    await waiting(1);
    let isSecondThere = false;
    const second = quick.append(anAppend({ association, stream: 'note' })).finally(() => (isSecondThere = true));
    await waiting(2);
    expect(await positionsOf(quick, association)).toEqual([]);
    expect(isSecondThere).toBe(false);
    await open();
    expect((await Promise.all([first, second])).map(({ outcome }) => outcome)).toEqual(['appended', 'appended']);
    const log = await quick.readLog(association, null, 10);
    expect(log.map(({ position, envelope }) => [position, envelope.stream])).toEqual([
      [positionsUpTo(3)[0], 'slow-1'],
      [positionsUpTo(3)[1], 'slow-1'],
      [positionsUpTo(3)[2], 'note'],
    ]);
  });

  it('holds up no other association, neither its writers nor its readers', async () => {
    const [held, free] = [randomUUID(), randomUUID()];
    await stopAtInsert();
    await close();
    const first = slow.append(anAppend({ association: held, stream: 'slow-1' }));
    await waiting(1);
    for (let count = 1; count <= 3; count += 1) {
      await quick.append(anAppend({ association: free }));
      expect(await positionsOf(quick, free)).toEqual(positionsUpTo(count));
    }
    await open();
    expect((await first).outcome).toBe('appended');
  });

  it('is neither acknowledged nor hinted at before it can be read', async () => {
    const association = randomUUID();
    await stopAtCommit();
    await close();
    const heard: Promise<string[]>[] = [];
    slow.onAppended(() => heard.push(positionsOf(quick, association)));
    let isAcknowledged = false;
    const append = slow.append(anAppend({ association, stream: 'slow-1' })).finally(() => (isAcknowledged = true));
    await waiting(1);
    expect([heard.length, isAcknowledged, await positionsOf(quick, association)]).toEqual([0, false, []]);
    await open();
    await append;
    expect(await Promise.all(heard)).toEqual([positionsUpTo(1)]);
  });

  it('leaves no hole when it is cut off, and what comes after takes its place', async () => {
    const association = randomUUID();
    await stopAtInsert();
    await close();
    const first = slow
      .append(anAppend({ association, stream: 'slow-1' }))
      .catch((error: { code: string }) => error.code);
    await waiting(1);
    await gate.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    expect(await first).toBe('unavailable');
    await open();
    await quick.append(anAppend({ association }));
    expect(await positionsOf(quick, association)).toEqual(positionsUpTo(1));
  });
});

describe('a row that the database swallowed', () => {
  let database: TestDatabase;
  let pool: Pool;
  beforeAll(async () => {
    database = await createEventStoreDatabase();
    pool = createPool(database.url);
    await pool.query(`
      CREATE FUNCTION event_store.swallow() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN RETURN CASE WHEN NEW.stream LIKE 'lost%' THEN NULL ELSE NEW END; END $$`);
    await pool.query(`CREATE TRIGGER swallow BEFORE INSERT ON event_store.event
                      FOR EACH ROW EXECUTE FUNCTION event_store.swallow()`);
  });
  afterAll(async () => {
    await pool.end();
    await database.drop();
  });

  it('is no success: nothing is acknowledged, no position is spent, no head is moved', async () => {
    const store = new PostgresEventStore(pool);
    const association = randomUUID();
    await store.append(anAppend({ association }));
    const lost = anAppend({ association, stream: 'lost-1', events: drafts(3) });
    await expect(store.append(lost)).rejects.toMatchObject({ name: 'EventStoreError' });
    expect(await store.readStream(association, 'lost-1')).toEqual([]);
    await store.append(anAppend({ association }));
    expect(await positionsOf(store, association)).toEqual(positionsUpTo(2));
    expect(await store.head(association)).toBe(positionsUpTo(2)[1]);
  });
});
