import { Inject, Injectable } from '@nestjs/common';
import { Pool, type ClientBase } from 'pg';
import { inTransactionOf, ofAssociation } from '#platform';
import { addDays, type Day } from '#statute';
import { FOR_EVER } from '../domain/holdings.js';
import { compositeOf, isSameOwnKey, type InsuredIdentifiers } from '../domain/identifiers.js';
import { DataKeys, DIRECTORY_PERIOD } from '../keys/data-keys.js';
import { KEY_PROVIDER, type KeyProvider } from '../keys/key-provider.port.js';
import { blindIndex } from './blind-index.js';
import { Directory, type DirectoryEntry } from './directory.js';
import { endHolding, heldBy, holdFrom, lockIndex, type HeldIndex } from './index-rows.js';
import { keep, lockMembers, readKept } from './member-rows.js';

/** `same`: it stands so already. `taken`: somebody else has it. `contradicts`: something later, or other, stands. */
export type ChangeOutcome = 'changed' | 'same' | 'taken' | 'contradicts';

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
    const kept = await readKept(ofAssociation(this.pool, association), association, ref);
    const entry = (await this.directory.read(association, [ref])).get(ref);
    if (!kept || !entry) return 'contradicts';
    const [before, after] = [await this.#index(association, entry), await this.#index(association, to)];
    const isSame = compositeOf(entry) === compositeOf(to);
    const sealed = await this.#seal(association, ref, isSame ? entry : renumbered(entry, to, from));
    return inTransactionOf(this.pool, association, async (client) => {
      await lockMembers(client, association, [ref]);
      // Somebody else was first: the entry that was read no longer stands.
      if (!(await readKept(client, association, ref))?.equals(kept)) return 'contradicts';
      await lockIndex(client, association, after);
      const held = await heldBy(client, association, ref, before);
      if (isSame) return held?.from === from ? 'same' : 'contradicts';
      if (!held || (held.until === FOR_EVER ? held.from : held.until) >= from) return 'contradicts';
      if (!(await holdFrom(client, { association, index: after, ref }, from))) return 'taken';
      await endHolding(client, { association, ref, index: before }, addDays(from, -1));
      await keep(client, { association, ref, sealed });
      return 'changed';
    });
  }

  /** Gives a person another own key from a day on, or none. The former one goes on naming the person for the days before. */
  async giveOwnKey(association: string, ref: string, to: string | null, from: Day): Promise<ChangeOutcome> {
    const kept = await readKept(ofAssociation(this.pool, association), association, ref);
    const entry = (await this.directory.read(association, [ref])).get(ref);
    if (!kept || !entry) return 'contradicts';
    const { ownKey: present = null, ...others } = entry;
    const isSame = isSameOwnKey(present, to);
    const before = present === null ? null : await blindIndex(this.provider, association, { ownKey: present });
    const after = to === null ? null : await blindIndex(this.provider, association, { ownKey: to });
    const sealed = await this.#seal(association, ref, to === null ? others : { ...others, ownKey: to });
    return inTransactionOf(this.pool, association, async (client) => {
      await lockMembers(client, association, [ref]);
      if (!(await readKept(client, association, ref))?.equals(kept)) return 'contradicts';
      if (after) await lockIndex(client, association, after);
      const held = before && (await heldBy(client, association, ref, before));
      if (isSame) return !held || held.from === from ? 'same' : 'contradicts';
      if (held && held.from >= from) return 'contradicts';
      if (after && !(await holdFrom(client, { association, index: after, ref }, from))) return 'taken';
      if (before) await endHolding(client, { association, ref, index: before }, addDays(from, -1));
      await keep(client, { association, ref, sealed });
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
    return inTransactionOf(this.pool, association, async (client) => {
      const members = await lockMembers(client, association, [ref, into]);
      const [from, to] = [members.get(ref), members.get(into)];
      if (!from || !to || from.isErased || to.isErased) return 'contradicts';
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

  /** Nobody looks into the portal for this person any more; or somebody does again, save for one who was erased. */
  async setClosed(association: string, ref: string, isClosed: boolean): Promise<void> {
    await ofAssociation(this.pool, association).query(
      `UPDATE access.member SET is_closed = $3 WHERE association = $1 AND ref = $2 AND erased_at IS NULL`,
      [association, ref, isClosed],
    );
  }

  async #withPresent(
    association: string,
    ref: string,
    change: (client: ClientBase, index: Buffer, held: HeldIndex) => Promise<ChangeOutcome>,
  ): Promise<ChangeOutcome> {
    const entry = (await this.directory.read(association, [ref])).get(ref);
    if (!entry) return 'contradicts';
    const index = await this.#index(association, entry);
    return inTransactionOf(this.pool, association, async (client) => {
      await lockMembers(client, association, [ref]);
      await lockIndex(client, association, index);
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
