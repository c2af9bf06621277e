import { Inject, Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { ofAssociation } from '#platform';
import { KEY_PROVIDER, type KeyProvider } from '../keys/key-provider.port.js';
import type { InsuredIdentifiers } from '../domain/identifiers.js';
import { blindIndex } from './blind-index.js';

/** What decides, beside the entry, whose a posting is and whose lines a person sees. */
export interface DirectoryRow {
  readonly ref: string;
  readonly mergedInto: string | null;
  readonly isErased: boolean;
  /** Everything by which the person is or was found, in hexadecimal. */
  readonly indexes: readonly string[];
}

const NO_REFERENCE = '00000000-0000-0000-0000-000000000000';
const ROWS_AT_ONCE = 1_000;
/** A directory of which so much was altered needs no longer list. */
const NAMED_MAX = 1_000;

/** The rows of the directory as they stand, to be held against what was said of them: nothing of them is opened. */
@Injectable()
export class DirectoryRows {
  constructor(
    @Inject(Pool) private readonly pool: Pool,
    @Inject(KEY_PROVIDER) private readonly provider: KeyProvider,
  ) {}

  /** What a person with these identifiers is found by, in hexadecimal. */
  async indexesOf(
    association: string,
    identifiers: InsuredIdentifiers & { readonly ownKey?: string | undefined },
  ): Promise<string[]> {
    const indexes = [await blindIndex(this.provider, association, identifiers)];
    const { ownKey } = identifiers;
    if (ownKey !== undefined) indexes.push(await blindIndex(this.provider, association, { ownKey }));
    return indexes.map((index) => index.toString('hex'));
  }

  /** All of an association, in the order of their references. */
  async *all(association: string): AsyncGenerator<DirectoryRow> {
    let after = NO_REFERENCE;
    for (;;) {
      const { rows } = await ofAssociation(this.pool, association).query<DirectoryRow>(
        `SELECT ref, merged_into AS "mergedInto", erased_at IS NOT NULL AS "isErased", ARRAY (
           SELECT DISTINCT encode(held.blind_index, 'hex') FROM access.member_index AS held
           WHERE held.association = $1 AND held.ref = person.ref) AS indexes
         FROM access.member AS person WHERE association = $1 AND ref > $2 ORDER BY ref LIMIT $3`,
        [association, after, ROWS_AT_ONCE],
      );
      yield* rows;
      if (rows.length < ROWS_AT_ONCE) return;
      after = rows.at(-1)!.ref;
    }
  }

  /**
   * References that somebody is found or searched by although the directory has nobody under them. Entries and what they
   * are found by are written together, and no entry is ever deleted of whom something names: there are none.
   */
  async withoutEntry(association: string): Promise<string[]> {
    const { rows } = await ofAssociation(this.pool, association).query<{ ref: string }>(
      `SELECT DISTINCT named.ref FROM (
         SELECT ref FROM access.member_index WHERE association = $1
         UNION ALL SELECT ref FROM access.member_search WHERE association = $1) AS named
       WHERE NOT EXISTS (
         SELECT FROM access.member AS person WHERE person.association = $1 AND person.ref = named.ref)
       ORDER BY named.ref LIMIT $2`,
      [association, NAMED_MAX],
    );
    return rows.map(({ ref }) => ref);
  }
}
