import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import type { Pool } from 'pg';
import { MemoryEventStore } from '#event-store';
import { createTestDatabase, type TestDatabase } from '../../../test/harness/database.js';
import { aDirectory } from '../testing/a-directory.js';
import { FileKeyProvider } from './file-key-provider.js';
import { FittingKeys } from './fitting-keys.js';

const A = 'kumiai-a';
const KEY_ID = '3b506528-2e4d-4b47-9f09-7f1f60c416d9';

describe('the keys beside a database', () => {
  let database: TestDatabase;
  let pool: Pool;
  let close: () => Promise<void>;
  let directory: string;
  const store = new MemoryEventStore();
  beforeAll(async () => {
    database = await createTestDatabase();
    ({ pool, close } = await aDirectory(database.url));
    directory = await mkdtemp(join(tmpdir(), 'kiroku-keys-'));
    store.heads = async () => new Map([[A, '0000000000000001']]);
  });
  afterAll(async () => {
    await close();
    await database.drop();
    await rm(directory, { recursive: true });
  });

  const start = (name: string) =>
    new FittingKeys(store, pool, new FileKeyProvider(join(directory, name))).onApplicationBootstrap();

  it('are not asked for while nothing was sealed', async () => {
    await expect(start('none')).resolves.toBeUndefined();
  });

  it('must be those that sealed it: otherwise nothing is started, and none are made', async () => {
    const provider = new FileKeyProvider(join(directory, 'own'));
    await pool.query(
      `INSERT INTO access.data_key (association, key_id, subject, period, wrapped) VALUES ($1, $2, 'somebody', '2026', $3)`,
      [A, KEY_ID, await provider.wrap(A, randomBytes(32), KEY_ID)],
    );
    await expect(start('own')).resolves.toBeUndefined();
    await expect(start('other')).rejects.toMatchObject({ name: 'SettingsError', message: expect.stringContaining(A) });
    await expect(start('other')).rejects.toMatchObject({ name: 'SettingsError' });
    await new FileKeyProvider(join(directory, 'wrong')).mac(A, 'index', 'text');
    await expect(start('wrong')).rejects.toMatchObject({ name: 'SettingsError' });
  });
});
