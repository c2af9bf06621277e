import type { ClientBase } from 'pg';
import { byteaArray, type Queries } from '#platform';
import { addDays, type Day } from '#statute';
import { FOR_EVER, SINCE_EVER, type Holding } from '../domain/holdings.js';

/** Times in which composites named persons, by their blind index in hexadecimal. */
export async function holdingsOf(
  client: Queries,
  association: string,
  indexes: readonly Buffer[],
): Promise<Map<string, Holding[]>> {
  const { rows } = await client.query<Holding & { index: string }>(
    `SELECT encode(blind_index, 'hex') AS index, ref, valid_from::text AS from, valid_until::text AS until
     FROM access.member_index WHERE association = $1 AND blind_index = ANY ($2::bytea[])`,
    [association, byteaArray(indexes)],
  );
  const found = new Map<string, Holding[]>();
  for (const { index, ...holding } of rows) found.set(index, [...(found.get(index) ?? []), holding]);
  return found;
}

/** Lets nobody else give away or take this composite or own key before the transaction has ended. */
export async function lockIndex(client: ClientBase, association: string, index: Buffer): Promise<void> {
  const key = `${association} ${index.toString('hex')}`;
  await client.query(
    `SELECT pg_advisory_xact_lock_shared(hashtextextended($1, 1)), pg_advisory_xact_lock(hashtextextended($2, 0))`,
    [association, key],
  );
}

/** The same of everything of an association at once: a lock for each of many would be more than the database holds. */
export async function lockIndexes(client: ClientBase, association: string): Promise<void> {
  await client.query(`SELECT pg_advisory_xact_lock(hashtextextended($1, 1))`, [association]);
}

/** Gives a composite or an own key to a person from a day on; false where somebody else holds it then or later. Locked before. */
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

export interface HeldIndex {
  readonly from: Day;
  readonly until: Day;
}

/** The last time in which a composite named the person. */
export async function heldBy(
  client: ClientBase,
  association: string,
  ref: string,
  index: Buffer,
): Promise<HeldIndex | undefined> {
  const { rows } = await client.query<HeldIndex>(
    `SELECT valid_from::text AS from, valid_until::text AS until FROM access.member_index
     WHERE association = $1 AND ref = $2 AND blind_index = $3 ORDER BY valid_from DESC LIMIT 1`,
    [association, ref, index],
  );
  return rows[0];
}

export async function endHolding(
  client: ClientBase,
  { association, ref, index }: { readonly association: string; readonly ref: string; readonly index: Buffer },
  last: Day,
): Promise<void> {
  await client.query(
    `UPDATE access.member_index SET valid_until = $4
     WHERE association = $1 AND ref = $2 AND blind_index = $3 AND valid_until = 'infinity'`,
    [association, ref, index, last],
  );
}
