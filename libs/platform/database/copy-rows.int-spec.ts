import type { Pool } from 'pg';
import { createTestDatabase, type TestDatabase } from '../../../test/harness/database.js';
import type { Columns } from './binary-columns.js';
import { copyRows } from './copy-rows.js';
import { createPool } from './database.js';
import { inTransaction } from './in-transaction.js';

interface Cup {
  readonly id: string;
  readonly name?: string | null;
  readonly bought?: string | null;
  readonly washed?: string;
  readonly size?: number;
  readonly place?: string;
  readonly worth?: bigint;
  readonly whole?: boolean;
  readonly glaze?: Uint8Array;
  readonly marks?: object | null;
}

const COLUMNS: Columns<Cup> = {
  id: ['uuid', ({ id }) => id],
  name: ['text', ({ name }) => name ?? null],
  bought: ['date', ({ bought }) => bought ?? null],
  washed: ['timestamptz', ({ washed }) => washed ?? null],
  size: ['integer', ({ size }) => size ?? null],
  place: ['bigint', ({ place }) => place ?? null],
  worth: ['numeric', ({ worth }) => worth ?? null],
  whole: ['boolean', ({ whole }) => whole ?? null],
  glaze: ['bytea', ({ glaze }) => glaze ?? null],
  marks: ['json', ({ marks }) => marks ?? null],
};
const ID = '3b506528-2e4d-4b47-9f09-7f1f60c416d9';

let database: TestDatabase;
let pool: Pool;
beforeAll(async () => {
  database = await createTestDatabase();
  pool = createPool(database.url);
  await pool.query(`CREATE TABLE cup (id uuid PRIMARY KEY, name text, bought date, washed timestamptz, size integer,
    place bigint, worth numeric(39, 0), whole boolean, glaze bytea, marks json)`);
});
afterEach(() => pool.query('DELETE FROM cup'));
afterAll(async () => {
  await pool.end();
  await database.drop();
});

const copy = (...cups: Cup[]) => inTransaction(pool, (client) => copyRows(client, 'cup', COLUMNS, cups));
/** A cup as the server says it. */
async function said(column: keyof Cup, value: unknown): Promise<string | null> {
  await copy({ id: ID, [column]: value });
  return (await pool.query(`SELECT ${column}::text AS said FROM cup`)).rows[0].said as string | null;
}

describe('rows that are copied', () => {
  it.each<[keyof Cup, unknown, string]>([
    ['name', '', ''],
    ['name', 'tea', 'tea'],
    ['name', '湯呑み 𠮟る', '湯呑み 𠮟る'],
    ['name', 'é'.repeat(100_000), 'é'.repeat(100_000)],
    ['bought', '2026-02-28', '2026-02-28'],
    ['bought', '1999-12-31', '1999-12-31'],
    ['washed', '2026-11-24T14:05:40.727Z', '2026-11-24 14:05:40.727+00'],
    ['washed', '1912-07-30T00:00:00.001Z', '1912-07-30 00:00:00.001+00'],
    ['size', -2_147_483_648, '-2147483648'],
    ['place', '0000000000000007', '7'],
    ['place', '0999999999999999', '999999999999999'],
    ['place', '-4294967297', '-4294967297'],
    ['worth', 0n, '0'],
    ['worth', 9_999n, '9999'],
    ['worth', 10_000n, '10000'],
    ['worth', 120_000_000n, '120000000'],
    ['worth', (1n << 128n) - 1n, '340282366920938463463374607431768211455'],
    ['whole', true, 'true'],
    ['whole', false, 'false'],
    ['glaze', Uint8Array.of(0, 7, 255), '\\x0007ff'],
    ['glaze', new Uint8Array(100_000), `\\x${'00'.repeat(100_000)}`],
    ['marks', { ja: '欠け' }, '{"ja":"欠け"}'],
  ])('keep in %s what it is', async (column, value, expected) => {
    expect(await said(column, value)).toBe(expected);
  });

  it('keep ids, and null where a row says nothing', async () => {
    await copy({ id: ID });
    const { rows } = await pool.query('SELECT * FROM cup');
    const nothing = Object.fromEntries(Object.keys(COLUMNS).map((name) => [name, null]));
    expect(rows).toEqual([{ ...nothing, id: ID }]);
  });

  it('are all there when they are many pieces', async () => {
    const cups = Array.from({ length: 5_000 }, (_, index) => ({
      id: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
      name: 'x'.repeat(index % 100),
    }));
    await copy(...cups);
    const { rows } = await pool.query('SELECT id, name FROM cup ORDER BY id');
    expect(rows).toEqual(cups);
  });

  it.each<[string, Partial<Cup>]>([
    ['an id that is none', { id: 'abc' }],
    ['an id with other letters', { id: ID.replace('3', 'g') }],
    ['a day that no month has', { bought: '2026-02-30' }],
    ['an instant that is none', { washed: 'noon' }],
    ['a number that is too large', { size: 2_147_483_648 }],
    ['a place beyond what is exact', { place: '99999999999999999999' }],
  ])('are refused with %s, and nothing is written', async (_, wrong) => {
    await expect(copy({ id: ID }, { id: ID, ...wrong })).rejects.toMatchObject({ name: 'RangeError' });
    expect((await pool.query('SELECT FROM cup')).rowCount).toBe(0);
  });

  it('are refused by the server in its own words', async () => {
    await expect(copy({ id: ID }, { id: ID })).rejects.toMatchObject({ code: '23505' });
  });

  it('leave the connection fit for the next statement', async () => {
    const client = await pool.connect();
    try {
      await expect(copyRows(client, 'cup', COLUMNS, [{ id: 'abc' }])).rejects.toMatchObject({ name: 'RangeError' });
      await expect(copyRows(client, 'nothing', COLUMNS, [{ id: ID }])).rejects.toMatchObject({ code: '42P01' });
      await copyRows(client, 'cup', COLUMNS, [{ id: ID }]);
      expect((await client.query('SELECT id FROM cup')).rows).toEqual([{ id: ID }]);
    } finally {
      client.release();
    }
  });
});
