import { Inject, Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { inTransactionOf, ofAssociation } from '#platform';
import type { Day } from '#statute';
import { renamed, type RegisteredName } from '../domain/names.js';
import { DataKeys, DIRECTORY_PERIOD } from '../keys/data-keys.js';
import { KEY_PROVIDER, type KeyProvider } from '../keys/key-provider.port.js';
import type { ChangeOutcome } from './directory-changes.js';
import { Directory } from './directory.js';
import { keep, lockMembers, readKept } from './member-rows.js';
import { enterSearch, searchDigests } from './search-index.js';

/** Gives people other names. Those of before stay in the entry, and the person is found by each of them. */
@Injectable()
export class NameChanges {
  constructor(
    @Inject(Pool) private readonly pool: Pool,
    @Inject(DataKeys) private readonly keys: DataKeys,
    @Inject(KEY_PROVIDER) private readonly provider: KeyProvider,
    @Inject(Directory) private readonly directory: Directory,
  ) {}

  async rename(association: string, ref: string, to: RegisteredName, from: Day): Promise<ChangeOutcome> {
    const kept = await readKept(ofAssociation(this.pool, association), association, ref);
    const entry = (await this.directory.read(association, [ref])).get(ref);
    const key = (await this.keys.obtain(association, [ref], DIRECTORY_PERIOD)).get(ref);
    if (!kept || !entry || !key) return 'contradicts';
    const formerNames = renamed(entry, to, from);
    if (typeof formerNames === 'string') return formerNames;
    const now = { ...entry, ...to, formerNames };
    const sealed = Buffer.from(this.keys.seal(association, key, ref, now), 'base64');
    const searched = await searchDigests(this.provider, association, now);
    return inTransactionOf(this.pool, association, async (client) => {
      await lockMembers(client, association, [ref]);
      // Somebody else was first: the entry that was read no longer stands.
      if (!(await readKept(client, association, ref))?.equals(kept)) return 'contradicts';
      await keep(client, { association, ref, sealed });
      await enterSearch(client, { association, ref }, searched);
      return 'changed';
    });
  }
}
