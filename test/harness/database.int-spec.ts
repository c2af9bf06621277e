import pg from 'pg';
import { createTestDatabase } from './database.js';

describe('a test database', () => {
  it('is empty, its own, and gone after drop', async () => {
    const [one, other] = [await createTestDatabase(), await createTestDatabase()];
    expect(one.url).not.toBe(other.url);
    const client = new pg.Client({ connectionString: one.url });
    client.on('error', () => {}); // It is ended by the forced drop.
    await client.connect();
    const tables = await client.query(`SELECT 1 FROM pg_tables WHERE schemaname = 'public'`);
    expect(tables.rowCount).toBe(0);
    await one.drop();
    await other.drop();
    await expect(new pg.Client({ connectionString: one.url }).connect()).rejects.toThrow('does not exist');
  });
});
