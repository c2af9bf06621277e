import type { ClientBase } from 'pg';
import type { Queries } from '#platform';

/** Locks in one order everywhere: two that want the same members wait for each other, never in a circle. */
export async function lockMembers(
  client: ClientBase,
  association: string,
  refs: readonly string[],
): Promise<Map<string, { mergedInto: string | null; isErased: boolean }>> {
  const { rows } = await client.query<{ ref: string; mergedInto: string | null; isErased: boolean }>(
    `SELECT ref, merged_into AS "mergedInto", erased_at IS NOT NULL AS "isErased" FROM access.member
     WHERE association = $1 AND ref = ANY ($2::uuid[]) ORDER BY ref FOR UPDATE`,
    [association, refs],
  );
  return new Map(rows.map(({ ref, mergedInto, isErased }) => [ref, { mergedInto, isErased }]));
}

/** An entry as it is kept, to see whether it is still the same. */
export async function readKept(client: Queries, association: string, ref: string): Promise<Buffer | undefined> {
  const { rows } = await client.query<{ sealed: Buffer }>(
    `SELECT sealed FROM access.member WHERE association = $1 AND ref = $2 AND sealed IS NOT NULL`,
    [association, ref],
  );
  return rows[0]?.sealed;
}

/** Puts an entry in the place of the one before. */
export async function keep(
  client: ClientBase,
  { association, ref, sealed }: { readonly association: string; readonly ref: string; readonly sealed: Buffer },
): Promise<void> {
  await client.query(`UPDATE access.member SET sealed = $3 WHERE association = $1 AND ref = $2`, [
    association,
    ref,
    sealed,
  ]);
}
