import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { createPool } from '#platform';
import type { TestDatabase } from '../../../test/harness/database.js';
import { createEventStoreDatabase } from '../../../test/harness/event-store-database.js';
import { anAppend, drafts, positionsOf, positionsUpTo } from '../contract/drafts.js';
import { PostgresEventStore } from './postgres-event-store.js';

describe('two stores on one database', () => {
  let database: TestDatabase;
  let pools: Pool[];
  let stores: PostgresEventStore[];

  beforeAll(async () => {
    database = await createEventStoreDatabase();
    pools = [createPool(database.url), createPool(database.url)];
    stores = pools.map((pool) => new PostgresEventStore(pool));
  });
  afterAll(async () => {
    await Promise.all(pools.map((pool) => pool.end()));
    await database.drop();
  });

  it('stay gapless together, and what was acknowledged is what is stored', async () => {
    const associations = [randomUUID(), randomUUID()];
    const ids = new Set<string>();
    const caller = async (number: number) => {
      for (let count = 0; count < 20; count += 1) {
        const association = associations[(number + count) % 2]!;
        const stream = count % 3 === 0 ? 'shared' : randomUUID();
        const result = await stores[number % 2]!.append(
          anAppend({ association, stream, events: drafts(1 + (count % 2)) }),
        );
        if (result.outcome === 'appended') for (const event of result.events) ids.add(`${event.position} ${event.id}`);
      }
    };
    await Promise.all(Array.from({ length: 16 }, (_, number) => caller(number)));
    for (const association of associations) {
      expect(await positionsOf(stores[0]!, association)).toEqual(positionsUpTo(240));
      const log = await stores[1]!.readLog(association, null, 1_000);
      expect(log.filter((event) => !ids.has(`${event.position} ${event.envelope.id}`))).toEqual([]);
    }
    expect(ids.size).toBe(480);
  });

  it('let exactly one of twenty callers with "none" win', async () => {
    const association = randomUUID();
    const requests = Array.from({ length: 20 }, () => anAppend({ association, expected: 'none' }));
    const results = await Promise.all(requests.map((request, index) => stores[index % 2]!.append(request)));
    expect(results.filter((result) => result.outcome === 'appended')).toHaveLength(1);
    expect(await positionsOf(stores[0]!, association)).toEqual(positionsUpTo(1));
  });

  it('never wait for each other in a circle, in whatever order their batches name the same streams', async () => {
    const associations = [randomUUID(), randomUUID(), randomUUID()];
    // Many streams in a batch, so that two batches meet in the middle of taking their locks.
    const names = Array.from({ length: 150 }, (_, index) => `note-${index}`);
    const places = associations.flatMap((association) => names.map((stream) => ({ association, stream })));
    const rounds = async (store: PostgresEventStore, order: typeof places) => {
      for (let round = 0; round < 12; round += 1) {
        // In turn streams that both stores make at the same time and streams that exist.
        const name = (stream: string) => (round % 2 === 0 ? `${stream}-${round}` : stream);
        const requests = order.map(({ association, stream }) => anAppend({ association, stream: name(stream) }));
        const results = await Promise.all(requests.map((request) => store.append(request)));
        expect(new Set(results.map((result) => result.outcome))).toEqual(new Set(['appended']));
      }
    };
    await Promise.all([rounds(stores[0]!, places), rounds(stores[1]!, places.toReversed())]);
    for (const association of associations) {
      expect(await positionsOf(stores[0]!, association)).toEqual(positionsUpTo(12 * 150 * 2));
    }
  });

  it('read at once what the other acknowledged', async () => {
    const association = randomUUID();
    for (let count = 1; count <= 20; count += 1) {
      await stores[count % 2]!.append(anAppend({ association }));
      expect(await positionsOf(stores[(count + 1) % 2]!, association)).toEqual(positionsUpTo(count));
    }
  });
});
