import type { ClientBase, Pool } from 'pg';
import { addDays, type Day } from '#statute';
import { FOR_EVER, SINCE_EVER, type Holding } from '../domain/holdings.js';

/** Times in which composites named persons, by their blind index in hexadecimal. */
export async function holdingsOf(
  client: Pool | ClientBase,
  association: string,
  indexes: readonly Buffer[],
): Promise<Map<string, Holding[]>> {
  const { rows } = await client.query<Holding & { index: string }>(
    `SELECT encode(blind_index, 'hex') AS index, ref, valid_from::text AS from, valid_until::text AS until
     FROM access.member_index WHERE association = $1 AND blind_index = ANY ($2::bytea[])`,
    [association, indexes],
  );
  const found = new Map<string, Holding[]>();
  for (const { index, ...holding } of rows) found.set(index, [...(found.get(index) ?? []), holding]);
  return found;
}

/** Lets nobody else give away or take this composite before the transaction has ended. */
export async function lockComposite(client: ClientBase, association: string, index: Buffer): Promise<void> {
  const key = `${association} ${index.toString('hex')}`;
  await client.query(`SELECT pg_advisory_xact_lock(hashtextextended($1, 0))`, [key]);
}

/** Gives a composite to a person from a day on; false where somebody else holds it then or later. Locked before. */
export async function holdFrom(
  client: ClientBase,
  { association, index, ref }: { readonly association: string; readonly index: Buffer; readonly ref: string },
  from: Day | null,
): Promise<boolean> {
  const holdings = (await holdingsOf(client, association, [index])).get(index.toString('hex')) ?? [];
  const last = holdings
    .map(({ until }) => until)
    .sort()
    .at(-1);
  if (last === FOR_EVER || (from !== null && last !== undefined && last >= from)) return false;
  const start = from ?? (last === undefined ? SINCE_EVER : addDays(last, 1));
  await client.query(
    `INSERT INTO access.member_index (association, blind_index, ref, valid_from) VALUES ($1, $2, $3, $4)`,
    [association, index, ref, start],
  );
  return true;
}
