import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { createPool } from '#platform';
import { createTestDatabase, type TestDatabase } from '../../../test/harness/database.js';
import { aDraft, anAppend, appended, drafts, positionsOf, positionsUpTo } from '../contract/drafts.js';
import { createEventStoreSchema } from '../contract/event-store-schema.js';
import { KurrentDbEventStore } from './kurrentdb-event-store.js';

const url = process.env['KURRENTDB_URL']!;

describe('several stores of one ledger on KurrentDB', () => {
  let database: TestDatabase;
  let pools: Pool[];
  let stores: KurrentDbEventStore[];

  const open = async () => {
    const pool = createPool(database.url);
    const store = new KurrentDbEventStore(pool, url);
    pools.push(pool);
    stores.push(store);
    await store.start();
    return store;
  };

  beforeEach(async () => {
    database = await createTestDatabase();
    await createEventStoreSchema(database.url);
    [pools, stores] = [[], []];
    await open();
    await open();
  });
  afterEach(async () => {
    await Promise.all(stores.map((store) => store.close()));
    await Promise.all(pools.map((pool) => pool.end()));
    await database.drop();
  });

  it('stay gapless together, and what was acknowledged is what is stored', async () => {
    const associations = [randomUUID(), randomUUID()];
    const told = new Set<string>();
    const caller = async (number: number) => {
      for (let count = 0; count < 10; count += 1) {
        const association = associations[(number + count) % 2]!;
        const stream = count % 3 === 0 ? 'shared' : randomUUID();
        const result = await appended(stores[number % 2]!, { association, stream, events: drafts(1 + (count % 2)) });
        for (const { position, id } of result.events) told.add(`${position} ${id}`);
      }
    };
    await Promise.all(Array.from({ length: 8 }, (_, number) => caller(number)));
    for (const association of associations) {
      expect(await positionsOf(stores[0]!, association)).toEqual(positionsUpTo(60));
      const log = await stores[1]!.readLog(association, null, 1_000);
      expect(log.filter((event) => !told.has(`${event.position} ${event.envelope.id}`))).toEqual([]);
    }
  });

  it('let exactly one of twenty callers with "none" win', async () => {
    const association = randomUUID();
    const requests = Array.from({ length: 20 }, () => anAppend({ association, expected: 'none' }));
    const results = await Promise.all(requests.map((request, index) => stores[index % 2]!.append(request)));
    expect(results.filter((result) => result.outcome === 'appended')).toHaveLength(1);
    expect(results.filter((result) => result.outcome === 'conflict')).toHaveLength(19);
  });

  it('make one fact of one id that twenty callers send, to one stream or to twenty', async () => {
    const association = randomUUID();
    for (const streamOf of [() => 'same', (index: number) => `own-${index}`]) {
      const event = aDraft();
      const requests = Array.from({ length: 20 }, (_, index) =>
        anAppend({ association, stream: streamOf(index), events: [event] }),
      );
      const results = await Promise.all(requests.map((request, index) => stores[index % 2]!.append(request)));
      const outcomes = results.map((result) => result.outcome).toSorted();
      expect(outcomes).toEqual(['appended', ...Array.from({ length: 19 }, () => 'duplicate-event')]);
    }
    expect(await positionsOf(stores[0]!, association)).toEqual(positionsUpTo(2));
  });

  it('read from the server what the process that wrote it has at hand', async () => {
    const association = randomUUID();
    for (const stream of ['a', 'b', 'a', 'c']) await appended(stores[0]!, { association, stream, events: drafts(3) });
    await appended(stores[0]!, { stream: 'a' });
    const late = await open();
    const log = await stores[0]!.readLog(association, null, 100);
    expect(await late.readLog(association, null, 100)).toEqual(log);
    expect(await late.readLog(association, log[4]!.position, 3)).toEqual(log.slice(5, 8));
    const ofA = log.filter(({ envelope }) => envelope.stream === 'a');
    const later = await open();
    expect(await later.readStream(association, 'a', { from: 2, limit: 3 })).toEqual(ofA.slice(2, 5));
    expect((await later.readStreams(association, ['a', 'b'])).streams.get('a')).toEqual(ofA);
  });

  it('go on when the one that numbers leaves', async () => {
    const association = randomUUID();
    await appended(stores[0]!, { association });
    await appended(stores[1]!, { association });
    await stores[0]!.close();
    for (let count = 3; count <= 6; count += 1) await appended(stores[1]!, { association });
    expect(await positionsOf(stores[1]!, association)).toEqual(positionsUpTo(6));
    const { rows } = await pools[1]!.query(`SELECT epoch FROM event_store.kurrentdb_sequencer`);
    expect(Number(rows[0].epoch)).toBeGreaterThan(1);
  });

  it('go on when the session of the one that numbers is ended', async () => {
    const association = randomUUID();
    await appended(stores[0]!, { association });
    const ended = await pools[1]!.query(
      `SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted AND database =
         (SELECT oid FROM pg_database WHERE datname = current_database())`,
    );
    expect(ended.rowCount).toBe(1);
    for (const store of stores) await appended(store, { association });
    expect(await positionsOf(stores[0]!, association)).toEqual(positionsUpTo(3));
  });

  it('wait for a claim to an id, and drop it once its process is dead and wrote nothing', async () => {
    const association = randomUUID();
    const event = aDraft();
    const claim = `INSERT INTO event_store.kurrentdb_claim VALUES ($1, $2, 'elsewhere', 0, $3, now() + $4::interval)`;
    const hasty = new KurrentDbEventStore(pools[0]!, url, undefined, 300);
    await pools[0]!.query(claim, [association, event.id, randomUUID(), '1 minute']);
    await expect(hasty.append(anAppend({ association, events: [event] }))).rejects.toMatchObject({
      code: 'unavailable',
    });
    await hasty.close();
    await pools[0]!.query(`UPDATE event_store.kurrentdb_claim SET expires_at = now()`);
    expect((await appended(stores[0]!, { association, events: [event] })).events[0]!.id).toBe(event.id);
    const { rows } = await pools[0]!.query(`SELECT FROM event_store.kurrentdb_claim`);
    expect(rows).toEqual([]);
  });
});
