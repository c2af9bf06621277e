import { randomUUID } from 'node:crypto';
import { Pool } from 'pg';
import type { TestDatabase } from '../../../test/harness/database.js';
import { createEventStoreDatabase } from '../../../test/harness/event-store-database.js';
import { anAppend, drafts } from '../contract/drafts.js';
import type { AppendRequest } from '../port/event-store.port.js';
import { PostgresEventStore } from './postgres-event-store.js';

const STREAMS = 3_000;
/** Entries of indexes that one look may read beside what it finds, however long the log is. */
const ENTRIES_MAX = 50;

// No statistics are made meanwhile: plans are those of tables that were empty when they were made.
describe('a long log', () => {
  const association = randomUUID();
  let database: TestDatabase;
  let pool: Pool;
  let store: PostgresEventStore;

  beforeAll(async () => {
    database = await createEventStoreDatabase();
    // The server counts for each connection; there is one.
    pool = new Pool({ connectionString: database.url, max: 1 });
    store = new PostgresEventStore(pool);
    await append({ stream: 'known', expected: 'any' });
    await append({ stream: 'known', expected: 0 });
    await append({ stream: 'known', expected: 0 });
    const names = Array.from({ length: STREAMS }, (_, number) => `note-${number}`);
    await Promise.all(names.map((stream) => append({ stream, expected: 'none' })));
    await append({ stream: 'long', expected: 'none', events: drafts(STREAMS) });
  });
  afterAll(async () => {
    await pool.end();
    await database.drop();
  });

  const append = (request: Partial<AppendRequest>) =>
    store.append(anAppend({ association, events: drafts(1), ...request }));

  async function entriesRead(): Promise<number> {
    await pool.query(`SELECT pg_stat_force_next_flush()`);
    const { rows } = await pool.query<{ read: string }>(
      `SELECT sum(idx_tup_read) AS read FROM pg_stat_user_indexes WHERE schemaname = 'event_store'`,
    );
    return Number(rows[0]!.read);
  }

  it.each<[string, Partial<AppendRequest>, string]>([
    ['to a new stream', { stream: 'new', expected: 'none' }, 'appended'],
    ['to a stream that may be new', { stream: 'perhaps', expected: 'any' }, 'appended'],
    ['to a stream that is there', { stream: 'note-1', expected: 'exists' }, 'appended'],
    ['at a revision', { stream: 'note-2', expected: 0 }, 'appended'],
    ['that is in conflict', { stream: 'note-3', expected: 'none' }, 'conflict'],
  ])('is not read by an append %s', async (_name, request, outcome) => {
    const before = await entriesRead();
    expect(await append(request)).toMatchObject({ outcome });
    expect((await entriesRead()) - before).toBeLessThan(ENTRIES_MAX);
  });

  it.each([0, 1_500])('is read no further than a page of a stream goes, from revision %d', async (from) => {
    const before = await entriesRead();
    expect(await store.readStream(association, 'long', { from, limit: 100 })).toHaveLength(100);
    expect((await entriesRead()) - before).toBeLessThan(100 + ENTRIES_MAX);
  });
});
