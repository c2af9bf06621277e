import type { Pool } from 'pg';
import { createPool } from '#platform';
import { createTestDatabase, type TestDatabase } from '../../../test/harness/database.js';
import { createEventStoreSchema } from '../contract/event-store-schema.js';
import { KurrentDbEventStore } from './kurrentdb-event-store.js';

const url = process.env['KURRENTDB_URL']!;
const secured = url.includes('@');
if (!secured) process.stderr.write('credentials: not run, for KURRENTDB_URL has none\n');

// Skipped, and counted so, on a server that asks for none: that is no pass.
(secured ? describe : describe.skip)('a KurrentDB with TLS and users', () => {
  let database: TestDatabase;
  let pool: Pool;

  beforeAll(async () => {
    database = await createTestDatabase();
    await createEventStoreSchema(database.url);
    pool = createPool(database.url);
  });
  afterAll(async () => {
    await pool.end();
    await database.drop();
  });

  it.each([
    ['another password', url.replace(/:[^:@/]+@/, ':not-the-password@'), 'refuses these credentials'],
    ['no user', url.replace(/\/\/[^@]+@/, '//'), 'refuses these credentials'],
    ['a server that it cannot verify', url.replace(/&?tlsCAFile=[^&]+/, ''), 'did not answer'],
  ])(
    'is not opened with %s, and the reason is told without a secret',
    async (_, other, reason) => {
      const store = new KurrentDbEventStore(pool, other);
      try {
        const opened: Error = await store.start().then(
          () => new Error('It was opened.'),
          (error: Error) => error,
        );
        expect(opened).toMatchObject({ name: 'EventStoreError', code: 'unavailable' });
        expect(opened.message).toContain(reason);
        expect(opened.message).not.toMatch(/password|\/\//);
      } finally {
        await store.close();
      }
    },
    60_000,
  );
});
