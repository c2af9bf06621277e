import { Inject, Injectable } from '@nestjs/common';
import { Pool, type ClientBase } from 'pg';
import { inTransaction } from '#platform';
import { addDays, type Day } from '#statute';
import { FOR_EVER } from '../domain/holdings.js';
import { compositeOf, type InsuredIdentifiers } from '../domain/identifiers.js';
import { DataKeys, DIRECTORY_PERIOD } from '../keys/data-keys.js';
import { KEY_PROVIDER, type KeyProvider } from '../keys/key-provider.port.js';
import { blindIndex } from './blind-index.js';
import { Directory, type DirectoryEntry } from './directory.js';
import { holdFrom, lockComposite } from './index-rows.js';

/** `same`: it stands so already. `taken`: somebody else has it. `contradicts`: something later, or other, stands. */
export type ChangeOutcome = 'changed' | 'same' | 'taken' | 'contradicts';

interface HeldIndex {
  readonly from: Day;
  readonly until: Day;
}

/** Changes of the directory. Each is whole or not at all, and the same again is no second one. */
@Injectable()
export class DirectoryChanges {
  constructor(
    @Inject(Pool) private readonly pool: Pool,
    @Inject(DataKeys) private readonly keys: DataKeys,
    @Inject(KEY_PROVIDER) private readonly provider: KeyProvider,
    @Inject(Directory) private readonly directory: Directory,
  ) {}

  /** Gives a person other identifiers from a day on. The former ones go on naming the person for the days before. */
  async identify(association: string, ref: string, to: InsuredIdentifiers, from: Day): Promise<ChangeOutcome> {
    const kept = await readKept(this.pool, association, ref);
    const entry = (await this.directory.read(association, [ref])).get(ref);
    if (!kept || !entry) return 'contradicts';
    const [before, after] = [await this.#index(association, entry), await this.#index(association, to)];
    const isSame = compositeOf(entry) === compositeOf(to);
    const sealed = await this.#seal(association, ref, isSame ? entry : renumbered(entry, to, from));
    return inTransaction(this.pool, async (client) => {
      await lockMembers(client, association, [ref]);
      // Somebody else was first: the entry that was read no longer stands.
      if (!(await readKept(client, association, ref))?.equals(kept)) return 'contradicts';
      await lockComposite(client, association, after);
      const held = await heldBy(client, association, ref, before);
      if (isSame) return held?.from === from ? 'same' : 'contradicts';
      if (!held || (held.until === FOR_EVER ? held.from : held.until) >= from) return 'contradicts';
      if (!(await holdFrom(client, { association, index: after, ref }, from))) return 'taken';
      await endHolding(client, { association, ref, index: before }, addDays(from, -1));
      await client.query(`UPDATE access.member SET sealed = $3 WHERE association = $1 AND ref = $2`, [
        association,
        ref,
        sealed,
      ]);
      return 'changed';
    });
  }

  /** The identifiers name the person up to the day before; whoever gets them later has them from then on. */
  async leave(association: string, ref: string, from: Day): Promise<ChangeOutcome> {
    return this.#withPresent(association, ref, async (client, index, held) => {
      const last = addDays(from, -1);
      if (held.until !== FOR_EVER) return held.until === last ? 'same' : 'contradicts';
      if (held.from > last) return 'contradicts';
      await endHolding(client, { association, ref, index }, last);
      return 'changed';
    });
  }

  /** The identifiers that the person had last name the person again from a day on. */
  async enter(association: string, ref: string, from: Day): Promise<ChangeOutcome> {
    return this.#withPresent(association, ref, async (client, index, held) => {
      // Whoever was registered without a day may be given one.
      if (held.until === FOR_EVER) return held.from <= from ? 'same' : 'contradicts';
      if (held.until >= from) return 'contradicts';
      return (await holdFrom(client, { association, index, ref }, from)) ? 'changed' : 'taken';
    });
  }

  /** A reference goes into another, with all that went into it before. */
  async merge(association: string, ref: string, into: string): Promise<ChangeOutcome> {
    return inTransaction(this.pool, async (client) => {
      const members = await lockMembers(client, association, [ref, into]);
      const [from, to] = [members.get(ref), members.get(into)];
      if (!from || !to) return 'contradicts';
      if (from.mergedInto === into) return 'same';
      if (from.mergedInto !== null || to.mergedInto !== null) return 'contradicts';
      await client.query(
        `UPDATE access.member AS person SET is_closed = person.is_closed OR other.is_closed FROM access.member AS other
         WHERE person.association = $1 AND person.ref = $3 AND other.association = $1 AND other.ref = $2`,
        [association, ref, into],
      );
      await client.query(
        `UPDATE access.member SET merged_into = $3 WHERE association = $1 AND (ref = $2 OR merged_into = $2)`,
        [association, ref, into],
      );
      return 'changed';
    });
  }

  /** Nobody looks into the portal for this person any more; or somebody does again. */
  async setClosed(association: string, ref: string, isClosed: boolean): Promise<void> {
    await this.pool.query(`UPDATE access.member SET is_closed = $3 WHERE association = $1 AND ref = $2`, [
      association,
      ref,
      isClosed,
    ]);
  }

  async #withPresent(
    association: string,
    ref: string,
    change: (client: ClientBase, index: Buffer, held: HeldIndex) => Promise<ChangeOutcome>,
  ): Promise<ChangeOutcome> {
    const entry = (await this.directory.read(association, [ref])).get(ref);
    if (!entry) return 'contradicts';
    const index = await this.#index(association, entry);
    return inTransaction(this.pool, async (client) => {
      await lockMembers(client, association, [ref]);
      await lockComposite(client, association, index);
      const held = await heldBy(client, association, ref, index);
      return held ? change(client, index, held) : 'contradicts';
    });
  }

  #index(association: string, identifiers: InsuredIdentifiers): Promise<Buffer> {
    return blindIndex(this.provider, association, identifiers);
  }

  async #seal(association: string, ref: string, entry: DirectoryEntry): Promise<Buffer> {
    const key = (await this.keys.obtain(association, [ref], DIRECTORY_PERIOD)).get(ref);
    if (!key) throw new Error('An entry that was opened has no key.');
    return Buffer.from(this.keys.seal(association, key, ref, entry), 'base64');
  }
}

function renumbered(entry: DirectoryEntry, to: InsuredIdentifiers, from: Day): DirectoryEntry {
  const { insurerNumber, symbol, number, branch } = entry;
  const former = { insurerNumber, symbol, number, branch, until: addDays(from, -1) };
  return {
    ...entry,
    insurerNumber: to.insurerNumber,
    symbol: to.symbol,
    number: to.number,
    branch: to.branch,
    former: [...(entry.former ?? []), former],
  };
}

/** Locks in one order everywhere: two that want the same members wait for each other, never in a circle. */
async function lockMembers(
  client: ClientBase,
  association: string,
  refs: readonly string[],
): Promise<Map<string, { mergedInto: string | null }>> {
  const { rows } = await client.query<{ ref: string; mergedInto: string | null }>(
    `SELECT ref, merged_into AS "mergedInto" FROM access.member
     WHERE association = $1 AND ref = ANY ($2::uuid[]) ORDER BY ref FOR UPDATE`,
    [association, refs],
  );
  return new Map(rows.map(({ ref, mergedInto }) => [ref, { mergedInto }]));
}

/** An entry as it is kept, to see whether it is still the same. */
async function readKept(client: Pool | ClientBase, association: string, ref: string): Promise<Buffer | undefined> {
  const { rows } = await client.query<{ sealed: Buffer }>(
    `SELECT sealed FROM access.member WHERE association = $1 AND ref = $2`,
    [association, ref],
  );
  return rows[0]?.sealed;
}

/** The last time in which a composite named the person. */
async function heldBy(
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

async function endHolding(
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
