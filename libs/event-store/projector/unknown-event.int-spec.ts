import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { createPool } from '#platform';
import { createTestDatabase, type TestDatabase } from '../../../test/harness/database.js';
import { aDraft, appended, drafts, positionsUpTo } from '../contract/drafts.js';
import { createEventStoreSchema } from '../contract/event-store-schema.js';
import { NotedProjection } from '../contract/noted-projection.js';
import { PostgresEventStore } from '../postgres/postgres-event-store.js';
import { registerEventTypes } from '../upcasting/event-types.js';
import { Projector } from './projector.js';

describe('an event that the program is too old for', () => {
  it('stops every projection right before it, in its own log alone, and is passed once the program knows it', async () => {
    const database: TestDatabase = await createTestDatabase();
    await createEventStoreSchema(database.url);
    const pool: Pool = createPool(database.url);
    const store = new PostgresEventStore(pool);
    const [one, other] = [randomUUID(), randomUUID()];
    await appended(store, { association: one, events: [...drafts(5), aDraft({ type: 'Later' }), ...drafts(5)] });
    await appended(store, { association: other, events: drafts(3) });
    const noted = await new NotedProjection('noted').createTable(pool);
    const projector = new Projector(store, pool, [noted]);

    await expect(projector.catchUp()).rejects.toThrow(`Later, version 1, at position 0000000000000006 of ${one}`);
    expect(await noted.positions(pool, one)).toEqual(positionsUpTo(5));
    expect(await noted.positions(pool, other)).toEqual(positionsUpTo(3));
    expect(await projector.failures()).toMatchObject([
      { association: one, position: '0000000000000006', error: expect.stringContaining('Upgrade it') },
    ]);

    registerEventTypes({ Later: { version: 1 } });
    // What was read before is not asked again.
    await new Projector(store, pool, [noted]).catchUp();
    expect(await noted.positions(pool, one)).toEqual(positionsUpTo(11));
    expect(await projector.failures()).toEqual([]);
    await pool.end();
    await database.drop();
  });
});
