import { randomUUID } from 'node:crypto';
import { KurrentDBClient, streamNameFilter } from '@kurrent/kurrentdb-client';
import type { Pool } from 'pg';
import { leafHash } from '#proof';
import { createPool } from '#platform';
import { createTestDatabase, type TestDatabase } from '../../../test/harness/database.js';
import { aDraft, appended, drafts } from '../contract/drafts.js';
import { createEventStoreSchema } from '../contract/event-store-schema.js';
import { KurrentDbEventStore } from './kurrentdb-event-store.js';

const url = process.env['KURRENTDB_URL']!;

interface Numbered {
  readonly id: string;
  readonly leaf_hash: Buffer;
  readonly commit_position: string;
  readonly prepare_position: string;
}

describe('what KurrentDB keeps of a ledger', () => {
  let database: TestDatabase;
  let pool: Pool;
  let client: KurrentDBClient;
  let store: KurrentDbEventStore;

  beforeAll(async () => {
    database = await createTestDatabase();
    await createEventStoreSchema(database.url);
    pool = createPool(database.url);
    client = KurrentDBClient.connectionString(url);
    store = new KurrentDbEventStore(pool, url);
    await store.start();
  });
  afterAll(async () => {
    await store.close();
    await client.dispose();
    await pool.end();
    await database.drop();
  });

  it('is binary events, byte for byte what was hashed, in the order that the database numbers', async () => {
    const association = randomUUID();
    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        appended(store, {
          association,
          stream: `s-${index % 7}`,
          events: [...drafts(2), aDraft({ data: '髙橋 𠮷野' })],
        }),
      ),
    );
    const { rows } = await pool.query<Numbered>(
      `SELECT id, leaf_hash, commit_position, prepare_position FROM event_store.kurrentdb_event
       WHERE association = $1 ORDER BY position`,
      [association],
    );
    const kept: object[] = [];
    const { rows: own } = await pool.query<{ ledger: string }>(`SELECT ledger FROM event_store.kurrentdb_sequencer`);
    const filter = streamNameFilter({ prefixes: [`kiroku-${own[0]!.ledger.replaceAll('-', '')}/`] });
    for await (const { event } of client.readAll({ filter })) {
      kept.push({
        isJson: event!.isJson,
        id: event!.id,
        hash: Buffer.from(leafHash(event!.data as Uint8Array)).toString('hex'),
        commit: String(event!.position!.commit),
        prepare: String(event!.position!.prepare),
      });
    }
    expect(rows).toHaveLength(60);
    expect(kept).toEqual(
      rows.map((row) => ({
        isJson: false,
        id: row.id,
        hash: row.leaf_hash.toString('hex'),
        commit: row.commit_position,
        prepare: row.prepare_position,
      })),
    );
  });
});
