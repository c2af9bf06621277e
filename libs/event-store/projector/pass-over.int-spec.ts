import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { createPool } from '#platform';
import type { TestDatabase } from '../../../test/harness/database.js';
import { createEventStoreDatabase } from '../../../test/harness/event-store-database.js';
import { NotedProjection } from '../contract/noted-projection.js';
import { toPosition } from '../port/event-store.port.js';
import { aLease } from '../testing/a-lease.js';
import type { Lease } from './leases.js';
import { passOver, type Passing } from './pass-over.js';
import type { Place } from './places.js';

describe('folds that events do not concern', () => {
  const [one, two] = [new NotedProjection('one'), new NotedProjection('two')];
  let database: TestDatabase;
  let pool: Pool;
  let leases: Map<NotedProjection, Lease>;

  beforeEach(async () => {
    database = await createEventStoreDatabase();
    pool = createPool(database.url);
    leases = new Map();
    for (const noted of [one, two]) leases.set(noted, await aLease(pool, noted.name, { milliseconds: 7_000 }));
    await pool.query(
      `INSERT INTO projection.checkpoint (projection, association, side, position)
       SELECT p, a, s, 5 FROM unnest(ARRAY['one', 'two']) AS p, unnest(ARRAY['a', 'b']) AS a,
         unnest(ARRAY['live', 'beside']) AS s`,
    );
  });
  afterEach(async () => {
    await pool.end();
    await database.drop();
  });

  const passing = (projection: NotedProjection, own: Partial<Passing> = {}): Passing => ({
    projection,
    place: { projection: projection.name, association: 'a', side: 'live' } satisfies Place,
    lease: leases.get(projection)!,
    from: toPosition(5),
    to: toPosition(9),
    ...own,
  });
  const places = async () =>
    (
      await pool.query<{ place: string }>(
        `SELECT projection || association || side || position AS place FROM projection.checkpoint
         WHERE position <> 5 ORDER BY 1`,
      )
    ).rows.map(({ place }) => place);

  it('move on together, in their own log and their live rows alone', async () => {
    expect(await passOver(pool, [passing(one), passing(two)])).toEqual(new Set(['one', 'two']));
    expect(await places()).toEqual(['onealive9', 'twoalive9']);
    expect([one.applied, two.applied]).toEqual([0, 0]);
  });

  it.each<[string, () => Partial<Passing>]>([
    ['stands elsewhere', () => ({ from: toPosition(4) })],
    ['is held by somebody else', () => ({ lease: { ...leases.get(one)!, holder: randomUUID() } })],
    ['was held in another epoch', () => ({ lease: { ...leases.get(one)!, epoch: '7' } })],
  ])('leave behind one that %s', async (_, own) => {
    expect(await passOver(pool, [passing(one, own()), passing(two)])).toEqual(new Set(['two']));
    expect(await places()).toEqual(['twoalive9']);
  });

  it('leave behind one whose rows a newer program made', async () => {
    await pool.query(`UPDATE projection.projection SET version = 2 WHERE name = 'one'`);
    expect(await passOver(pool, [passing(one), passing(two)])).toEqual(new Set(['two']));
  });

  it('ask nothing where there are none', async () => {
    expect(await passOver(pool, [])).toEqual(new Set());
  });
});
