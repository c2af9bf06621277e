import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { createDataSource, createPool, migrate } from '#platform';
import { claimsOf, PLANNED } from '../../../test/harness/claims.js';
import { createTestDatabase, type TestDatabase } from '../../../test/harness/database.js';
import { Disclosure1760000003000 } from '../migrations/1760000003000-disclosure.js';
import { Bundles1760000082000 } from '../migrations/1760000082000-bundles.js';
import { BundleRows, KEPT_MAX, OPEN_OF_ACCOUNT_MAX, type NewBundle } from './bundle-rows.js';

const A = 'kumiai-a';

let database: TestDatabase;
let pool: Pool;
let rows: BundleRows;
beforeAll(async () => {
  database = await createTestDatabase();
  const migrations = [Disclosure1760000003000, Bundles1760000082000];
  const source = await createDataSource({ url: database.url, migrations }).initialize();
  await migrate(source);
  await source.destroy();
  pool = createPool(database.url);
  rows = new BundleRows(pool);
});
afterEach(() => pool.query('TRUNCATE disclosure.bundle'));
afterAll(async () => {
  await pool.end();
  await database.drop();
});

const aBundle = (account: string, id: string = randomUUID()): NewBundle => ({
  association: A,
  bundle_id: id,
  state: 'waiting',
  asked: { bundleId: id } as NewBundle['asked'],
  asked_by: account,
  sealed_wish: Buffer.from('x'),
  key_period: '2026',
});
/** Asks for all of them at once: how many are kept, and what the others are told. */
async function addedAtOnce(bundles: readonly NewBundle[]): Promise<[number, string[]]> {
  const all = await Promise.allSettled(bundles.map((bundle) => rows.add(bundle)));
  const told = all.flatMap((one) => (one.status === 'rejected' ? [(one.reason as { code: string }).code] : []));
  return [bundles.length - told.length, [...new Set(told)]];
}

describe('bundles that are asked for at the same moment', () => {
  it('are no more than an account may have at once', async () => {
    const asked = Array.from({ length: 8 }, () => aBundle('first'));
    expect(await addedAtOnce(asked)).toEqual([OPEN_OF_ACCOUNT_MAX, ['bundles-too-many']]);
    expect(await rows.list(A, 'first', 100)).toHaveLength(OPEN_OF_ACCOUNT_MAX);
  });

  it('are no more than an association may have at once', async () => {
    const asked = Array.from({ length: KEPT_MAX + 5 }, (_, n) => aBundle(`account-${n}`));
    expect(await addedAtOnce(asked)).toEqual([KEPT_MAX, ['bundles-too-many']]);
  });

  it('are one where they are the same, also where there is no room for another', async () => {
    const same = aBundle('first');
    expect(await addedAtOnce([same, same, aBundle('first')])).toEqual([3, []]);
    expect(await addedAtOnce([same, same])).toEqual([2, []]);
    expect(await rows.list(A, 'first', 100)).toHaveLength(2);
  });
});

describe('bundles that wait', () => {
  it.each(PLANNED)('are claimed one at a time, planned %s', async (_, off) => {
    for (let index = 0; index < 30; index += 1) await rows.add({ ...aBundle('x'), association: `kumiai-${index}` });
    await pool.query(`ANALYZE disclosure.bundle`);
    const claims = await claimsOf(pool, `SELECT bundle_id FROM disclosure.claim_bundle(60)`, off);
    expect(claims.map((taken) => taken.length)).toEqual([1, 1, 1, 1, 1]);
    expect((await pool.query(`SELECT FROM disclosure.bundle WHERE state = 'making'`)).rowCount).toBe(5);
  });
});
