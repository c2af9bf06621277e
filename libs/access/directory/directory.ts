import { Inject, Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { inTransaction } from '#platform';
import type { Day } from '#statute';
import { holderOn, presentHolder } from '../domain/holdings.js';
import type { FormerIdentifiers, InsuredIdentifiers } from '../domain/identifiers.js';
import { DataKeys, DIRECTORY_PERIOD } from '../keys/data-keys.js';
import { KEY_PROVIDER, type KeyProvider } from '../keys/key-provider.port.js';
import { blindIndex } from './blind-index.js';
import { holdFrom, holdingsOf, lockComposite } from './index-rows.js';

/** What the directory knows of a person. Kept as registered; sealed in the table. */
export interface DirectoryEntry extends InsuredIdentifiers {
  readonly name: string;
  readonly kana: string | null;
  readonly birthDate: string | null;
  readonly sex: string | null;
  readonly relation: string | null;
  /** Reference of the insured person of the household. */
  readonly household: string | null;
  /** Identifiers that the person had before, oldest first; left out where there were none. */
  readonly former?: readonly FormerIdentifiers[];
}

/** A composite, and the day for which it is asked whose it is; the present holder where none is named. */
export type Wanted = InsuredIdentifiers & { readonly on?: Day | undefined };

/** The member directory: apart from the events, encrypted per member, found by the full composite only. */
@Injectable()
export class Directory {
  constructor(
    @Inject(Pool) private readonly pool: Pool,
    @Inject(DataKeys) private readonly keys: DataKeys,
    @Inject(KEY_PROVIDER) private readonly provider: KeyProvider,
  ) {}

  /** Writes an entry; false when the reference or the composite belongs, or the reference once belonged, to somebody. */
  async add(association: string, ref: string, entry: DirectoryEntry): Promise<boolean> {
    const key = (await this.keys.obtain(association, [ref], DIRECTORY_PERIOD)).get(ref);
    if (!key) return false;
    const sealed = Buffer.from(this.keys.seal(association, key, ref, entry), 'base64');
    const index = await blindIndex(this.provider, association, entry);
    return inTransaction(this.pool, async (client) => {
      const member = await client.query(
        `INSERT INTO access.member (association, ref, key_id, sealed) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`,
        [association, ref, key.keyId, sealed],
      );
      if (member.rowCount !== 1) return false;
      await lockComposite(client, association, index);
      const isHeld = await holdFrom(client, { association, index, ref }, null);
      if (!isHeld)
        await client.query(`DELETE FROM access.member WHERE association = $1 AND ref = $2`, [association, ref]);
      return isHeld;
    });
  }

  /** References of the persons with these composites, in their order; null where nobody has it. */
  async resolve(association: string, wanted: readonly Wanted[]): Promise<(string | null)[]> {
    if (wanted.length === 0) return [];
    const indexes = await Promise.all(wanted.map((one) => blindIndex(this.provider, association, one)));
    const found = await holdingsOf(this.pool, association, indexes);
    return wanted.map(({ on }, place) => {
      const holdings = found.get(indexes[place]!.toString('hex')) ?? [];
      return on === undefined ? presentHolder(holdings) : holderOn(holdings, on);
    });
  }

  /** Which of these references are in the directory. */
  async known(association: string, refs: readonly string[]): Promise<Set<string>> {
    const { rows } = await this.pool.query<{ ref: string }>(
      `SELECT ref FROM access.member WHERE association = $1 AND ref = ANY ($2::uuid[])`,
      [association, refs],
    );
    return new Set(rows.map((row) => row.ref));
  }

  /** Opens entries; one that is unknown or was destroyed is absent. */
  async read(association: string, refs: readonly string[]): Promise<Map<string, DirectoryEntry>> {
    const { rows } = await this.pool.query<{ ref: string; key_id: string; sealed: Buffer }>(
      `SELECT ref, key_id, sealed FROM access.member WHERE association = $1 AND ref = ANY ($2::uuid[])`,
      [association, refs],
    );
    const opened = await this.keys.open(
      rows.map((row) => ({ association, eventId: row.ref, keyId: row.key_id, sealed: row.sealed.toString('base64') })),
    );
    const entries = rows.map((row, index) => [row.ref, opened[index] as DirectoryEntry | null] as const);
    return new Map(entries.filter((entry): entry is [string, DirectoryEntry] => entry[1] !== null));
  }
}
