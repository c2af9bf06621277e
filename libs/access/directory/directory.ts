import { Inject, Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { inTransaction } from '#platform';
import { compositeOf, type InsuredIdentifiers } from '../domain/identifiers.js';
import { DataKeys, DIRECTORY_PERIOD } from '../keys/data-keys.js';
import { KEY_PROVIDER, type KeyProvider } from '../keys/key-provider.port.js';

/** What the directory knows of a person. Kept as registered; sealed in the table. */
export interface DirectoryEntry extends InsuredIdentifiers {
  readonly name: string;
  readonly kana: string | null;
  readonly birthDate: string | null;
  readonly sex: string | null;
  readonly relation: string | null;
  /** Reference of the insured person of the household. */
  readonly household: string | null;
}

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
    const index = await this.#blindIndex(association, entry);
    return inTransaction(this.pool, async (client) => {
      const member = await client.query(
        `INSERT INTO access.member (association, ref, key_id, sealed) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`,
        [association, ref, key.keyId, sealed],
      );
      if (member.rowCount !== 1) return false;
      const indexed = await client.query(
        `INSERT INTO access.member_index (association, blind_index, ref) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`,
        [association, index, ref],
      );
      if (indexed.rowCount !== 1)
        await client.query(`DELETE FROM access.member WHERE association = $1 AND ref = $2`, [association, ref]);
      return indexed.rowCount === 1;
    });
  }

  /** References of the persons with these composites, in their order; null where nobody has it. */
  async resolve(association: string, identifiers: readonly InsuredIdentifiers[]): Promise<(string | null)[]> {
    if (identifiers.length === 0) return [];
    const indexes = await Promise.all(identifiers.map((one) => this.#blindIndex(association, one)));
    const { rows } = await this.pool.query<{ blind_index: Buffer; ref: string }>(
      `SELECT blind_index, ref FROM access.member_index WHERE association = $1 AND blind_index = ANY ($2::bytea[])`,
      [association, indexes],
    );
    const refs = new Map(rows.map((row) => [row.blind_index.toString('hex'), row.ref]));
    return indexes.map((index) => refs.get(index.toString('hex')) ?? null);
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

  #blindIndex(association: string, identifiers: InsuredIdentifiers): Promise<Buffer> {
    return this.provider.mac(association, 'index', compositeOf(identifiers));
  }
}
