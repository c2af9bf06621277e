import { Inject, Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { inTransactionOf } from '#platform';
import { DataKeys, DIRECTORY_PERIOD } from '../keys/data-keys.js';
import { KEY_PROVIDER, type KeyProvider } from '../keys/key-provider.port.js';
import { Directory } from './directory.js';
import { lockMembers } from './member-rows.js';
import { enterSearch, searchDigests } from './search-index.js';

/** Gives back to a person what went into another one's reference with a merger that was wrong. */
@Injectable()
export class DirectoryHandover {
  constructor(
    @Inject(Pool) private readonly pool: Pool,
    @Inject(DataKeys) private readonly keys: DataKeys,
    @Inject(KEY_PROVIDER) private readonly provider: KeyProvider,
    @Inject(Directory) private readonly directory: Directory,
  ) {}

  /**
   * The entry of a reference that went into another one, and all that it is found by, under a new reference. The one that
   * is gone stays gone, and leads to nobody by a number or a name any more. False where there is nothing to give.
   */
  async give(association: string, { from, to }: { readonly from: string; readonly to: string }): Promise<boolean> {
    const entry = (await this.directory.read(association, [from])).get(from);
    const key = (await this.keys.obtain(association, [to], DIRECTORY_PERIOD)).get(to);
    if (!entry || !key) return false;
    const sealed = Buffer.from(this.keys.seal(association, key, to, entry), 'base64');
    const searched = await searchDigests(this.provider, association, entry);
    return inTransactionOf(this.pool, association, async (client) => {
      const member = (await lockMembers(client, association, [from])).get(from);
      if (!member || member.mergedInto === null || member.isErased) return false;
      // The same may have been done in between.
      const held = await client.query(`SELECT FROM access.member_index WHERE association = $1 AND ref = $2 LIMIT 1`, [
        association,
        from,
      ]);
      if (held.rowCount === 0) return false;
      await client.query(`INSERT INTO access.member (association, ref, key_id, sealed) VALUES ($1, $2, $3, $4)`, [
        association,
        to,
        key.keyId,
        sealed,
      ]);
      await client.query(`UPDATE access.member_index SET ref = $3 WHERE association = $1 AND ref = $2`, [
        association,
        from,
        to,
      ]);
      await client.query(`DELETE FROM access.member_search WHERE association = $1 AND ref = $2`, [association, from]);
      await enterSearch(client, { association, ref: to }, searched);
      return true;
    });
  }
}
