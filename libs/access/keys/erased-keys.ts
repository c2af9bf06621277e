import { randomUUID } from 'node:crypto';
import type { ClientBase } from 'pg';
import { DIRECTORY_PERIOD } from './data-keys.js';

/**
 * Destroys every key of some subjects, for good: no key is ever made for them again. All ids of their keys, those that
 * were gone before too.
 */
export async function destroyKeysOf(
  client: ClientBase,
  association: string,
  subjects: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  await client.query(
    `UPDATE access.data_key SET wrapped = NULL, destroyed_at = now()
     WHERE association = $1 AND subject = ANY ($2::text[]) AND wrapped IS NOT NULL`,
    [association, subjects],
  );
  // The empty row of the directory's key is what tells of an erasure: who never had one gets it now.
  await client.query(
    `INSERT INTO access.data_key (association, key_id, subject, period, destroyed_at)
     SELECT $1, k, s, $2, now() FROM unnest($3::uuid[], $4::text[]) AS gone(k, s)
     ON CONFLICT (association, subject, period) DO NOTHING`,
    [association, DIRECTORY_PERIOD, subjects.map(() => randomUUID()), subjects],
  );
  const { rows } = await client.query<{ subject: string; keyId: string }>(
    `SELECT subject, key_id AS "keyId" FROM access.data_key
     WHERE association = $1 AND subject = ANY ($2::text[]) ORDER BY subject, period`,
    [association, subjects],
  );
  const keysOf = new Map<string, string[]>(subjects.map((subject) => [subject, []]));
  for (const { subject, keyId } of rows) keysOf.get(subject)!.push(keyId);
  return keysOf;
}
