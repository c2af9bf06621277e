import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { createPool, inTransaction } from '#platform';
import type { TestDatabase } from '../../../test/harness/database.js';
import { createEventStoreDatabase } from '../../../test/harness/event-store-database.js';
import { appended, drafts } from '../contract/drafts.js';
import { NotedProjection } from '../contract/noted-projection.js';
import { MemoryEventStore } from '../memory/memory-event-store.js';
import type { Position, StoredEvent } from '../port/event-store.port.js';
import { aLease } from '../testing/a-lease.js';
import type { Lease } from './leases.js';
import { START, type Place } from './places.js';
import { targetOf } from './shadow-tables.js';
import { takeCheckpoint, takeStep } from './step.js';

describe('a step', () => {
  const live: Place = { projection: 'noted', association: 'a', side: 'live' };
  const beside: Place = { ...live, side: 'beside' };
  let database: TestDatabase;
  let pool: Pool;
  let noted: NotedProjection;
  let lease: Lease;
  let events: readonly StoredEvent[];

  beforeEach(async () => {
    database = await createEventStoreDatabase();
    pool = createPool(database.url);
    noted = await new NotedProjection('noted').createTable(pool);
    lease = await aLease(pool, 'noted', { milliseconds: 7_000 });
    const store = new MemoryEventStore();
    await appended(store, { association: 'a', events: drafts(3) });
    events = await store.readLog('a', null, 3);
  });
  afterEach(async () => {
    await pool.end();
    await database.drop();
  });

  const step = (from: Position, given: readonly StoredEvent[]) =>
    takeStep(pool, { projection: noted, place: live, lease, from, events: given, hasFailed: false });
  const take = (place: Place, own: Partial<{ lease: Lease; projection: NotedProjection }> = {}) =>
    inTransaction(pool, (client) => takeCheckpoint(client, { projection: noted, place, lease, from: START, ...own }));

  it('is not taken where the fold no longer stands where it was seen, and is no fault', async () => {
    expect(await step(START, events.slice(0, 2))).toBe(true);
    expect(await step(START, events)).toBe(false);
    expect(noted.applied).toBe(1);
    expect(await step(events[1]!.position, events.slice(2))).toBe(true);
    expect(await noted.positions(pool, 'a')).toEqual(events.map(({ position }) => position));
  });

  it('is not taken by one who never held the lease, whatever the epoch', async () => {
    expect(await take(live, { lease: { ...lease, holder: randomUUID() } })).toBeNull();
    expect(await take(live)).toBe(START);
  });

  it('is not taken by an older program than the one that made the rows', async () => {
    await pool.query(`UPDATE projection.projection SET version = 2`);
    expect(await take(live)).toBeNull();
    expect(await take(live, { projection: new NotedProjection('noted', 2) })).toBe(START);
  });

  it('is taken beside while a rebuild of its own version has been begun, and at no other time', async () => {
    expect(await take(beside)).toBeNull();
    await pool.query(`INSERT INTO projection.rebuild (projection, version, state) VALUES ('noted', NULL, 'asked')`);
    expect(await take(beside)).toBeNull();
    await pool.query(`UPDATE projection.rebuild SET state = 'filling', version = 2`);
    expect(await take(beside)).toBeNull();
    await pool.query(`UPDATE projection.rebuild SET version = 1`);
    expect(await take(beside)).toBe(START);
  });

  it.each(['lease', 'projection', 'checkpoint'])('keeps everybody from its row of %s until it ends', async (table) => {
    const free = async () => (await pool.query(`SELECT FROM projection.${table} FOR UPDATE SKIP LOCKED`)).rowCount;
    await take(live);
    await inTransaction(pool, async (client) => {
      expect(await takeCheckpoint(client, { projection: noted, place: live, lease, from: START })).toBe(START);
      expect(await free()).toBe(0);
    });
    expect(await free()).toBe(1);
  });

  it('is ended by the server where it rests longer than its lease lasts', async () => {
    await inTransaction(pool, async (client) => {
      await takeCheckpoint(client, { projection: noted, place: live, lease, from: START });
      const { rows } = await client.query(`SHOW idle_in_transaction_session_timeout`);
      expect(rows).toEqual([{ idle_in_transaction_session_timeout: '7s' }]);
    });
  });

  it('writes to no table that its projection does not list', async () => {
    await inTransaction(pool, async (client) => {
      const { table } = targetOf(client, noted, 'beside');
      expect(table('public.noted')).toBe('beside_public.noted');
      expect(() => table('public.other')).toThrow('noted does not list its table public.other.');
    });
  });
});
