import type { Pool } from 'pg';
import { createPool } from '#platform';
import type { TestDatabase } from '../../../test/harness/database.js';
import { createEventStoreDatabase } from '../../../test/harness/event-store-database.js';
import { EventStoreError } from '../port/event-store.port.js';
import { isPassing, keepFailure } from './failures.js';

describe('an error that says nothing of the event', () => {
  it.each(['40001', '40P01', '55P03', '57014', '08006', '57P01'])('has the SQLSTATE %s', (code) => {
    // The driver says how severe what the server sent is.
    expect(isPassing(Object.assign(new Error('x'), { code, severity: 'ERROR' }))).toBe(true);
  });

  it.each(['23505', '22P02', undefined])('has not the SQLSTATE %s', (code) => {
    expect(isPassing(Object.assign(new Error('x'), { code, severity: 'ERROR' }))).toBe(false);
  });

  it('is a store that is away or busy, and no other refusal of it', () => {
    const codes = ['unavailable', 'busy', 'invalid-request', 'not-yet-visible'] as const;
    expect(codes.map((code) => isPassing(new EventStoreError(code, 'x')))).toEqual([true, true, false, false]);
  });
});

describe('an event that stops a projection', () => {
  let database: TestDatabase;
  let pool: Pool;

  beforeAll(async () => {
    database = await createEventStoreDatabase();
    pool = createPool(database.url);
  });
  afterAll(async () => {
    await pool.end();
    await database.drop();
  });

  const fail = (position: string) =>
    keepFailure(pool, { projection: 'noted', association: 'a', side: 'live', position, error: 'Error' });
  /** Whole seconds until the next attempt, as they were set a moment ago. */
  const rest = async () =>
    Number(
      (await pool.query(`SELECT ceil(extract(epoch FROM retry_at - now())) AS s FROM projection.failure`)).rows[0].s,
    );

  it('is tried again ever more seldom, at most every five minutes; another one begins anew', async () => {
    const seen: [boolean, number][] = [];
    for (let attempt = 0; attempt < 4; attempt += 1) seen.push([await fail('0000000000000002'), await rest()]);
    expect(seen).toEqual([
      [true, 1],
      [false, 2],
      [false, 4],
      [false, 8],
    ]);
    await pool.query(`UPDATE projection.failure SET attempts = 1000`);
    expect([await fail('0000000000000002'), await rest()]).toEqual([false, 300]);
    expect([await fail('0000000000000003'), await rest()]).toEqual([true, 1]);
  });
});
