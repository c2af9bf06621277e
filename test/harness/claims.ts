import type { Pool } from 'pg';

/** What the planner may be kept from, so that it takes another way to the same answer. */
export const PLANNED: readonly (readonly [string, readonly string[]])[] = [
  ['as it likes', []],
  ['without indexes', ['enable_indexscan', 'enable_indexonlyscan', 'enable_bitmapscan']],
  ['without reading whole tables', ['enable_seqscan']],
  ['by loops that keep nothing', ['enable_hashjoin', 'enable_mergejoin', 'enable_material', 'enable_memoize']],
];

/** What each of some claims takes, one after the other, by a function that is to take one row, in a session so planned. */
export async function claimsOf(pool: Pool, statement: string, off: readonly string[], times = 5): Promise<object[][]> {
  const client = await pool.connect();
  try {
    for (const name of off) await client.query(`SET ${name} = off`);
    await client.query('DISCARD PLANS');
    const claims: object[][] = [];
    for (let time = 0; time < times; time += 1) claims.push((await client.query<object>(statement)).rows);
    return claims;
  } finally {
    // Its settings are no other session's.
    client.release(true);
  }
}
