import { randomUUID } from 'node:crypto';
import pg, { type Pool } from 'pg';
import { createPool } from '#platform';
import { createTestDatabase, type TestDatabase } from '../../../test/harness/database.js';
import { anAppend, drafts, positionsOf, positionsUpTo } from '../contract/drafts.js';
import { createEventStoreSchema } from '../contract/event-store-schema.js';
import { PostgresEventStore } from './postgres-event-store.js';

describe('a service that does not own the tables', () => {
  const association = randomUUID();
  let database: TestDatabase;
  let owner: Pool;
  let service: Pool;
  let store: PostgresEventStore;

  beforeAll(async () => {
    database = await createTestDatabase();
    owner = createPool(database.url);
    await createEventStoreSchema(database.url);
    service = createPool(database.urlOf('ledger'));
    store = new PostgresEventStore(service);
    await store.append(anAppend({ association, stream: 'kept', events: drafts(2) }));
  });
  afterAll(async () => {
    await service.end();
    await owner.end();
    await database.drop();
  });

  it('appends, and plans again where its plan broke', async () => {
    const results = await Promise.all([
      store.append(anAppend({ association, stream: 'kept', expected: 'exists' })),
      store.append(anAppend({ association, stream: 'kept', expected: 'none' })),
    ]);
    expect(results.map(({ outcome }) => outcome)).toEqual(['appended', 'conflict']);
    expect(await positionsOf(store, association)).toEqual(positionsUpTo(3));
  });

  describe('that calls the append with what no writer plans', () => {
    const id = randomUUID;
    const bytes = Buffer.from('x');
    const hash = Buffer.alloc(32);
    /** One new event of a new stream, and what a case makes of it. */
    const call = (forged: Partial<Record<string, unknown>> = {}) => {
      const fields = {
        association: [association],
        count: [1],
        log: [1],
        stream: ['forged'],
        from: [-1],
        to: [0],
        first: [1],
        last: [1],
        head: [1],
        place: [1],
        revision: [0],
        id: [id()],
        envelope: [bytes],
        hash: [hash],
        ...forged,
      };
      const types = `text integer integer text integer integer integer integer integer integer integer uuid bytea bytea`
        .split(' ')
        .map((type, index) => `$${index + 1}::${type}[]`);
      return service.query(`SELECT event_store.append(${types.join(', ')})`, Object.values(fields));
    };
    const two = { head: [1, 1], id: [id(), id()], envelope: [bytes, bytes], hash: [hash, hash] };

    it.each<[string, Partial<Record<string, unknown>>]>([
      ['no event', { count: [0], head: [], place: [], revision: [], id: [], envelope: [], hash: [] }],
      [
        'a log that loses events',
        { association: [association, 'z'], count: [-3, 4], log: [2], place: [4], first: [4], last: [4] },
      ],
      ['a log that gets none', { association: [association, 'z'], count: [1, 0] }],
      ['a log twice', { association: [association, association], count: [1, 1] }],
      ['lists of other lengths', { to: [0, 1] }],
      ['a list that begins elsewhere', { stream: '[0:1]={forged,kept}' }],
      ['a revision beyond a hole', { to: [9], revision: [9] }],
      ['a stream that goes back', { stream: ['kept'], from: [2], to: [1], revision: [1] }],
      ['a head beyond its events', { to: [1] }],
      ['a head that hides its last event', { ...two, count: [2], to: [1], place: [1, 2], revision: [0, 1], last: [1] }],
      ['revisions against their places', { ...two, count: [2], to: [1], place: [2, 1], revision: [0, 1], last: [2] }],
      ['one revision twice', { ...two, count: [2], to: [0], place: [1, 2], revision: [0, 0], last: [2] }],
      ['a place beyond its log', { place: [2], first: [2], last: [2] }],
      [
        'a stream of nothing',
        { stream: ['forged', 'ghost'], log: [1, 1], from: [-1, -1], to: [0, 7], first: [1, 1], last: [1, 1] },
      ],
    ])('is refused: %s', async (_what, forged) => {
      const before = await owner.query(`SELECT * FROM event_store.log_head ORDER BY association`);
      await expect(call(forged)).rejects.toBeInstanceOf(pg.DatabaseError);
      expect((await owner.query(`SELECT * FROM event_store.log_head ORDER BY association`)).rows).toEqual(before.rows);
    });

    it('is stored where it fits together', async () => {
      await call({ association: [id()] });
    });
  });
});
