import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { createPool } from '#platform';
import type { TestDatabase } from '../../../test/harness/database.js';
import { createEventStoreDatabase } from '../../../test/harness/event-store-database.js';
import { aDraft, anAppend, appended, drafts, positionsOf, positionsUpTo } from '../contract/drafts.js';
import { PostgresEventStore } from './postgres-event-store.js';

describe('requests that share a transaction', () => {
  let database: TestDatabase;
  let pool: Pool;
  let store: PostgresEventStore;

  beforeAll(async () => {
    database = await createEventStoreDatabase();
    pool = createPool(database.url);
    store = new PostgresEventStore(pool);
  });
  afterAll(async () => {
    await pool.end();
    await database.drop();
  });

  const outcomesOf = async (requests: Parameters<typeof store.append>[0][]) => {
    const results = await Promise.allSettled(requests.map((request) => store.append(request)));
    return results.map((result) => (result.status === 'fulfilled' ? result.value.outcome : result.reason.code));
  };
  const transactionsOf = async (association: string) => {
    const { rows } = await pool.query(
      `SELECT DISTINCT event.xmin FROM event_store.event JOIN event_store.log_head USING (log) WHERE association = $1`,
      [association],
    );
    return rows.length;
  };

  it('are stored by one transaction when they arrive together, those to one stream too', async () => {
    const association = randomUUID();
    const streams = Array.from({ length: 100 }, (_, index) => (index % 2 === 0 ? 'shared' : randomUUID()));
    const requests = streams.map((stream) => anAppend({ association, stream }));
    expect(new Set(await outcomesOf(requests))).toEqual(new Set(['appended']));
    expect(await transactionsOf(association)).toBe(1);
  });

  it('are at most 500 events; a larger request travels alone', async () => {
    const association = randomUUID();
    const requests = [499, 1, 1, 700, 1].map((count) => anAppend({ association, events: drafts(count) }));
    expect(new Set(await outcomesOf(requests))).toEqual(new Set(['appended']));
    expect(await transactionsOf(association)).toBe(4);
    expect(await positionsOf(store, association)).toEqual(positionsUpTo(1_202));
  });

  it('are stored, gapless, when the id of one is no UUID', async () => {
    const association = randomUUID();
    const events = [[aDraft()], [aDraft({ id: 'no-uuid' })], [aDraft()]];
    const outcomes = await outcomesOf(events.map((one) => anAppend({ association, events: one })));
    expect(outcomes).toEqual(['appended', 'invalid-request', 'appended']);
    expect(await positionsOf(store, association)).toEqual(positionsUpTo(2));
  });

  it('are stored, gapless, when the server refuses a value of one and rolls the transaction back', async () => {
    const [association, other] = [randomUUID(), randomUUID()];
    await appended(store, { association, events: drafts(2) });
    await pool.query(`ALTER TABLE event_store.event ADD CONSTRAINT no_such CHECK (stream <> 'no-such')`);
    const refused = anAppend({ association, stream: 'no-such', events: drafts(2) });
    const requests = [
      anAppend({ association, expected: 1 }),
      anAppend({ association: other }),
      refused,
      anAppend({ association }),
    ];
    expect(await outcomesOf(requests)).toEqual(['appended', 'appended', 'unavailable', 'appended']);
    expect(await positionsOf(store, association)).toEqual(positionsUpTo(4));
    expect(await positionsOf(store, other)).toEqual(positionsUpTo(1));
    const revisions = (await store.readStream(association, 'note-1')).map(({ envelope }) => envelope.revision);
    expect(revisions).toEqual([0, 1, 2, 3]);
  });

  it('leave the head of the log and the heads of streams where the events are', async () => {
    const { rows } = await pool.query(
      `SELECT head.association FROM event_store.log_head AS head
       WHERE position <> (SELECT count(*) FROM event_store.event WHERE log = head.log)
       UNION ALL
       SELECT head.stream FROM event_store.stream_head AS head
       WHERE revision + 1 <> (SELECT count(*) FROM event_store.event
                              WHERE log = head.log AND stream = head.stream)`,
    );
    expect(rows).toEqual([]);
  });
});
