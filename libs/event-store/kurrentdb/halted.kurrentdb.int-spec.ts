import { randomUUID } from 'node:crypto';
import { binaryEvent, KurrentDBClient } from '@kurrent/kurrentdb-client';
import type { Pool } from 'pg';
import { createPool, SettingsError } from '#platform';
import { createTestDatabase, type TestDatabase } from '../../../test/harness/database.js';
import { anAppend, appended, drafts, positionsOf, positionsUpTo } from '../contract/drafts.js';
import { createEventStoreSchema } from '../contract/event-store-schema.js';
import { KurrentDbEventStore } from './kurrentdb-event-store.js';
import { StreamNames } from './stream-names.js';

const url = process.env['KURRENTDB_URL']!;

describe('a ledger whose streams somebody touched in KurrentDB', () => {
  let database: TestDatabase;
  let pool: Pool;
  let client: KurrentDBClient;
  let store: KurrentDbEventStore;
  let names: StreamNames;
  const association = 'a1';

  beforeEach(async () => {
    database = await createTestDatabase();
    await createEventStoreSchema(database.url);
    pool = createPool(database.url);
    client = KurrentDBClient.connectionString(url);
    store = new KurrentDbEventStore(pool, url, undefined, 2_000);
    await store.start();
    const { rows } = await pool.query<{ ledger: string }>(`SELECT ledger FROM event_store.kurrentdb_sequencer`);
    names = new StreamNames(rows[0]!.ledger.replaceAll('-', ''));
    await appended(store, { association, stream: 's' });
  });
  afterEach(async () => {
    await store.close();
    await client.dispose();
    await pool.end();
    await database.drop();
  });

  const eventually = async (holds: () => Promise<boolean>) => {
    const deadline = Date.now() + 20_000;
    while (!(await holds()) && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await holds()).toBe(true);
  };
  const why = async () =>
    store.checkReady().then(
      () => '',
      (error: Error) => error.message,
    );

  it.each([
    ['$maxCount', { maxCount: 5 }],
    ['$maxAge', { maxAge: 3_600 }],
    ['$tb', { truncateBefore: 1 }],
  ])('is not numbered any further, and not opened, while %s would let events go', async (key, metadata) => {
    await client.setStreamMetadata(names.of(association, 's'), metadata);
    await eventually(async () => (await why()).includes('makes events of the ledger go away'));
    await expect(store.append(anAppend({ association }))).rejects.toMatchObject({ code: 'unavailable' });
    const other = new KurrentDbEventStore(pool, url);
    await expect(other.start()).rejects.toThrow(SettingsError);
    await expect(other.start()).rejects.toThrow(key);
    await other.close();

    await client.setStreamMetadata(names.of(association, 's'), {});
    await eventually(async () => (await why()) === '');
    await appended(store, { association, stream: 't' });
    expect(await positionsOf(store, association)).toEqual(positionsUpTo(3));
  });

  it('goes on where the metadata let nothing go', async () => {
    await client.setStreamMetadata(names.of(association, 's'), { owner: 'operations' });
    await appended(store, { association, stream: 's' });
    expect(await why()).toBe('');
  });

  it('is not numbered past an event that it did not write', async () => {
    const data = Buffer.from('{}');
    await client.appendToStream(names.of(association, 'x'), binaryEvent({ id: randomUUID(), type: 'Noted', data }));
    await eventually(async () => (await why()).includes('was not written by it so'));
    expect(await positionsOf(store, association)).toEqual(positionsUpTo(1));
  });

  it('says so where a stream was deleted, to readers who do not have its events at hand too', async () => {
    await client.tombstoneStream(names.of(association, 's'));
    await eventually(async () => (await why()).includes('its stream was deleted'));
    await expect(store.append(anAppend({ association, stream: 's', expected: 0 }))).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('deleted'),
    });
    const other = new KurrentDbEventStore(pool, url);
    await expect(other.readStream(association, 's')).rejects.toMatchObject({ code: 'unavailable' });
    await other.close();
  });

  // Servers take 256 MiB in one append from 25.1 on, and 1 MiB before.
  it('takes a large request whole or, where the server takes none so large, not at all', async () => {
    const stream = 'large';
    const { events } = anAppend({ events: drafts(300).map((draft) => ({ ...draft, data: 'x'.repeat(60_000) })) });
    const patient = new KurrentDbEventStore(pool, url);
    const { outcome } = await patient.append(anAppend({ association, stream, events }));
    expect(['appended', 'too-large']).toContain(outcome);
    expect(await patient.readStream(association, stream)).toHaveLength(outcome === 'appended' ? 300 : 0);
    await appended(patient, { association, stream });
    await patient.close();
  });
});
