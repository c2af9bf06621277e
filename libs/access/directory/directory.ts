import { Inject, Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { inTransactionOf, ofAssociation } from '#platform';
import type { Day } from '#statute';
import { holderOn, presentHolder } from '../domain/holdings.js';
import type { FormerName } from '../domain/names.js';
import type { FormerIdentifiers, InsuredIdentifiers } from '../domain/identifiers.js';
import { DataKeys, DIRECTORY_PERIOD } from '../keys/data-keys.js';
import { KEY_PROVIDER, type KeyProvider } from '../keys/key-provider.port.js';
import { blindIndex, type Identifying } from './blind-index.js';
import { holdFrom, holdingsOf, lockIndex } from './index-rows.js';
import { lockMembers } from './member-rows.js';
import { enterSearch, searchDigests, searchedBy, type Described } from './search-index.js';

/** What the directory knows of a person. Kept as registered; sealed in the table. */
export interface DirectoryEntry extends InsuredIdentifiers {
  readonly name: string;
  readonly kana: string | null;
  readonly birthDate: string | null;
  readonly sex: string | null;
  readonly relation: string | null;
  /** Reference of the insured person of the household. */
  readonly household: string | null;
  /** The association's own key of the person (社員番号); left out where there is none. */
  readonly ownKey?: string;
  /** Identifiers that the person had before, oldest first; left out where there were none. */
  readonly former?: readonly FormerIdentifiers[];
  /** Names that the person had before, oldest first; left out where there were none. */
  readonly formerNames?: readonly FormerName[];
}

/** A composite or an own key, and the day for which it is asked whose it is; the present holder where none is named. */
export type Wanted = Identifying & { readonly on?: Day | undefined };

/** The member directory: apart from the events, encrypted per member, found by what is a whole: the composite, the own key, or name and birth date. */
@Injectable()
export class Directory {
  constructor(
    @Inject(Pool) private readonly pool: Pool,
    @Inject(DataKeys) private readonly keys: DataKeys,
    @Inject(KEY_PROVIDER) private readonly provider: KeyProvider,
  ) {}

  /** Writes an entry; false when reference, composite or own key belongs, or the reference once belonged, to somebody. */
  async add(association: string, ref: string, entry: DirectoryEntry): Promise<boolean> {
    const key = (await this.keys.obtain(association, [ref], DIRECTORY_PERIOD)).get(ref);
    if (!key) return false;
    const sealed = Buffer.from(this.keys.seal(association, key, ref, entry), 'base64');
    const indexes = [await blindIndex(this.provider, association, entry)];
    const { ownKey } = entry;
    if (ownKey !== undefined) indexes.push(await blindIndex(this.provider, association, { ownKey }));
    const searched = await searchDigests(this.provider, association, entry);
    return inTransactionOf(this.pool, association, async (client) => {
      // First, as whoever enters many at once does: the lock before the row, everywhere.
      await lockIndex(client, association, indexes[0]!);
      const member = await client.query(
        `INSERT INTO access.member (association, ref, key_id, sealed) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`,
        [association, ref, key.keyId, sealed],
      );
      if (member.rowCount !== 1) return false;
      // The composite before the own key, everywhere: two that register the same person wait, never in a circle.
      for (const index of indexes) {
        await lockIndex(client, association, index);
        if (await holdFrom(client, { association, index, ref }, null)) continue;
        await client.query(`DELETE FROM access.member_index WHERE association = $1 AND ref = $2`, [association, ref]);
        await client.query(`DELETE FROM access.member WHERE association = $1 AND ref = $2`, [association, ref]);
        return false;
      }
      await enterSearch(client, { association, ref }, searched);
      return true;
    });
  }

  /** Lets a person be searched who was entered before there was a search. */
  async makeSearchable(association: string, ref: string, entry: DirectoryEntry): Promise<void> {
    const searched = await searchDigests(this.provider, association, entry);
    await inTransactionOf(this.pool, association, async (client) => {
      const member = (await lockMembers(client, association, [ref])).get(ref);
      // The entry was read before: by now the person may be erased.
      if (member && !member.isErased) await enterSearch(client, { association, ref }, searched);
    });
  }

  /** Some of the persons whose whole name or kana, and birth date, are these. */
  async search(association: string, described: Described, limit: number): Promise<string[]> {
    const digests = await searchDigests(this.provider, association, described);
    return searchedBy(ofAssociation(this.pool, association), association, digests, limit);
  }

  /** References of the persons with these composites or own keys, in their order; null where nobody has it. */
  async resolve(association: string, wanted: readonly Wanted[]): Promise<(string | null)[]> {
    if (wanted.length === 0) return [];
    const indexes = await Promise.all(wanted.map((one) => blindIndex(this.provider, association, one)));
    const found = await holdingsOf(ofAssociation(this.pool, association), association, indexes);
    return wanted.map(({ on }, place) => {
      const holdings = found.get(indexes[place]!.toString('hex')) ?? [];
      return on === undefined ? presentHolder(holdings) : holderOn(holdings, on);
    });
  }

  /** Which of these references are in the directory. */
  async known(association: string, refs: readonly string[]): Promise<Set<string>> {
    const { rows } = await ofAssociation(this.pool, association).query<{ ref: string }>(
      `SELECT ref FROM access.member WHERE association = $1 AND ref = ANY ($2::uuid[]) AND sealed IS NOT NULL`,
      [association, refs],
    );
    return new Set(rows.map((row) => row.ref));
  }

  /** Opens entries; one that is unknown or was destroyed is absent. */
  async read(association: string, refs: readonly string[]): Promise<Map<string, DirectoryEntry>> {
    const { rows } = await ofAssociation(this.pool, association).query<{ ref: string; key_id: string; sealed: Buffer }>(
      `SELECT ref, key_id, sealed FROM access.member
       WHERE association = $1 AND ref = ANY ($2::uuid[]) AND sealed IS NOT NULL`,
      [association, refs],
    );
    const opened = await this.keys.open(
      rows.map((row) => ({ association, eventId: row.ref, keyId: row.key_id, sealed: row.sealed.toString('base64') })),
    );
    const entries = rows.map((row, index) => [row.ref, opened[index] as DirectoryEntry | null] as const);
    return new Map(entries.filter((entry): entry is [string, DirectoryEntry] => entry[1] !== null));
  }
}
