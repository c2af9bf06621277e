import { byteaArray, type Queries } from '#platform';
import type { Day } from '#statute';
import { foldName } from '../domain/fold-name.js';
import type { KeyProvider } from '../keys/key-provider.port.js';
import { VARIANT_CHARACTERS } from './variant-characters.js';

/** What is known of somebody who is looked for: the whole name or its kana, and the birth date. */
export interface Described {
  readonly name?: string | null;
  readonly kana?: string | null;
  readonly birthDate: Day | null;
}

/**
 * What a person is searched by: a keyed hash of the whole folded name with the birth date, and one of the kana with it.
 * None without a birth date: a name alone would be a list to guess against, and a part of a name more so.
 */
export function searchDigests(provider: KeyProvider, association: string, described: Described): Promise<Buffer[]> {
  return provider.macs(association, 'index', searchTexts(described));
}

/** The texts of which these hashes are made. */
export function searchTexts({ name, kana, birthDate }: Described): string[] {
  if (birthDate === null) return [];
  const folded = { name: foldName(name ?? '', VARIANT_CHARACTERS), kana: foldName(kana ?? '', VARIANT_CHARACTERS) };
  return (['name', 'kana'] as const)
    .filter((field) => folded[field] !== '')
    .map((field) => JSON.stringify({ [field]: folded[field], birthDate }));
}

/** Lets a person be found by these digests. Several persons may have one. */
export async function enterSearch(
  client: Queries,
  { association, ref }: { readonly association: string; readonly ref: string },
  digests: readonly Buffer[],
): Promise<void> {
  if (digests.length === 0) return;
  await client.query(
    `INSERT INTO access.member_search (association, digest, ref) SELECT $1, digest, $2 FROM unnest($3::bytea[]) AS digest
     ON CONFLICT DO NOTHING`,
    [association, ref, byteaArray(digests)],
  );
}

/** Some of the persons who have one of the digests. */
export async function searchedBy(
  client: Queries,
  association: string,
  digests: readonly Buffer[],
  limit: number,
): Promise<string[]> {
  const { rows } = await client.query<{ ref: string }>(
    `SELECT DISTINCT ref FROM access.member_search WHERE association = $1 AND digest = ANY ($2::bytea[])
     ORDER BY ref LIMIT $3`,
    [association, byteaArray(digests), limit],
  );
  return rows.map(({ ref }) => ref);
}
