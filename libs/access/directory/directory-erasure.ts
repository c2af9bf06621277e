import { Inject, Injectable } from '@nestjs/common';
import { Pool, type ClientBase } from 'pg';
import { inTransactionOf } from '#platform';
import { destroyKeysOf } from '../keys/erased-keys.js';
import { lockMembers } from './member-rows.js';

/** Takes persons out of the directory for good: entries, what they are found by, and every key of theirs. */
@Injectable()
export class DirectoryErasure {
  constructor(@Inject(Pool) private readonly pool: Pool) {}

  /**
   * All of it at once, or nothing. What stays of a person is the reference, without anything that it names, so that it
   * is never given to somebody else. Ids of the keys of each reference; the same again finds the same. Null, and nothing is
   * done, where these are not all references of persons, or where it is not wanted any more: asked once nobody can take
   * it back.
   */
  erase(
    association: string,
    refs: readonly string[],
    isWanted: () => Promise<boolean>,
  ): Promise<ReadonlyMap<string, readonly string[]> | null> {
    return inTransactionOf(this.pool, association, async (client) => {
      await lockMembers(client, association, refs);
      if ((await isTornApart(client, association, refs)) || !(await isWanted())) return null;
      for (const table of ['access.member_search', 'access.member_index'])
        await client.query(`DELETE FROM ${table} WHERE association = $1 AND ref = ANY ($2::uuid[])`, [
          association,
          refs,
        ]);
      await client.query(
        `UPDATE access.member SET sealed = NULL, is_closed = true, erased_at = now()
         WHERE association = $1 AND ref = ANY ($2::uuid[]) AND erased_at IS NULL`,
        [association, refs],
      );
      return destroyKeysOf(client, association, refs);
    });
  }

  /** Does something while none of these can be erased. False, and it is not done, where one was. */
  unlessErased(association: string, refs: readonly string[], act: () => Promise<void>): Promise<boolean> {
    return inTransactionOf(this.pool, association, async (client) => {
      const members = await lockMembers(client, association, refs);
      if ([...members.values()].some(({ isErased }) => isErased)) return false;
      await act();
      return true;
    });
  }
}

/** Whether one of these went into another that is not among them, or one that is not among them went into one of these. */
async function isTornApart(client: ClientBase, association: string, refs: readonly string[]): Promise<boolean> {
  const { rowCount } = await client.query(
    `SELECT FROM access.member WHERE association = $1 AND merged_into IS NOT NULL
       AND (ref = ANY ($2::uuid[])) <> (merged_into = ANY ($2::uuid[])) LIMIT 1`,
    [association, refs],
  );
  return rowCount !== 0;
}
