import type { Pool } from 'pg';
import { createPool } from '#platform';
import type { TestDatabase } from '../../../test/harness/database.js';
import { createEventStoreDatabase } from '../../../test/harness/event-store-database.js';
import { groupOf } from './groups.js';
import { Leases } from './leases.js';

/** No lease of these cases runs out by itself: who is late is said by hand. */
const milliseconds = 3_600_000;

describe('a lease', () => {
  let database: TestDatabase;
  let pool: Pool;
  let one: Leases;
  let other: Leases;

  beforeEach(async () => {
    database = await createEventStoreDatabase();
    pool = createPool(database.url);
    [one, other] = [new Leases(pool, { groups: 1, milliseconds }), new Leases(pool, { groups: 1, milliseconds })];
  });
  afterEach(async () => {
    await pool.end();
    await database.drop();
  });

  /** Looks at once, whenever the last look was. */
  const hold = (leases: Leases) => {
    leases.doubt();
    return leases.hold(['noted']);
  };
  const epochOf = (leases: Leases) => leases.of('noted', 'a')?.epoch;
  const expire = () => pool.query(`UPDATE projection.lease SET expires_at = clock_timestamp() - interval '1 s'`);
  const expiry = async () => (await pool.query(`SELECT expires_at::text AS at FROM projection.lease`)).rows[0].at;

  it('is had by one alone, and told when it is gained and when it is lost', async () => {
    expect([await hold(one), await hold(one), await hold(other)]).toEqual([true, false, false]);
    expect([epochOf(one), epochOf(other)]).toEqual(['1', undefined]);
    await expire();
    expect([await hold(other), await hold(one)]).toEqual([true, true]);
    expect([epochOf(one), epochOf(other)]).toEqual([undefined, '2']);
  });

  it('keeps its epoch and lasts longer when it is renewed', async () => {
    await hold(one);
    const before = await expiry();
    await hold(one);
    expect([epochOf(one), (await expiry()) > before]).toEqual(['1', true]);
  });

  it('that ran out and was taken by nobody is had again by its holder, who is fenced by nobody', async () => {
    await hold(one);
    await expire();
    expect([await hold(one), epochOf(one)]).toEqual([false, '1']);
  });

  it('is looked at again at once where it is doubted, and not before its time otherwise', async () => {
    await hold(one);
    await expire();
    await hold(other);
    expect([await one.hold(['noted']), epochOf(one)]).toEqual([false, '1']);
    one.doubt();
    expect([await one.hold(['noted']), epochOf(one)]).toEqual([true, undefined]);
  });

  it('is free for others at once when it is given back', async () => {
    await hold(one);
    await one.release();
    expect([epochOf(one), await hold(other), epochOf(other)]).toEqual([undefined, true, '2']);
  });

  it('is taken by no one who counts other groups, while one who counts so lives', async () => {
    const two = new Leases(pool, { groups: 2, milliseconds });
    await hold(one);
    expect([await hold(two), epochOf(two)]).toEqual([false, undefined]);
    await one.release();
    expect([await hold(two), epochOf(two) !== undefined]).toEqual([true, true]);
    expect([await hold(one), epochOf(one)]).toEqual([false, undefined]);
  });
});

describe('the group of an association', () => {
  // Two programs that disagree would fold one log at the same time.
  it.each([
    ['mihon-seizo', 3],
    ['mihon-unyu', 3],
    ['mihon-kurashi', 1],
    ['mihon-sekkei', 0],
  ])('%s is the same in every version of the program', (association, group) => {
    expect(groupOf(association, 4)).toBe(group);
  });
});
