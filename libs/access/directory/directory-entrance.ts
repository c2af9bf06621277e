import { createSecretKey } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Pool, type ClientBase } from 'pg';
import { inTransactionOf, ofAssociation, type Queries } from '#platform';
import { SINCE_EVER } from '../domain/holdings.js';
import { DataKeys, DIRECTORY_PERIOD, type SealingKey } from '../keys/data-keys.js';
import { KEY_PROVIDER, type KeyProvider } from '../keys/key-provider.port.js';
import { blindIndex } from './blind-index.js';
import type { DirectoryEntry } from './directory.js';
import { holdingsOf, lockIndexes } from './index-rows.js';
import { searchDigests } from './search-index.js';

export interface NewMember {
  readonly ref: string;
  /** Somebody chose it, who may have chosen it before: what was made just now is nobody's. */
  readonly isGiven: boolean;
  readonly entry: DirectoryEntry;
}

/** Somebody who was let in, with the key of the entry. */
export interface EnteredMember extends NewMember {
  readonly key: SealingKey;
}

interface Prepared extends NewMember {
  readonly indexes: readonly Buffer[];
}

interface Sealed extends Prepared, EnteredMember {
  readonly sealed: Buffer;
  readonly searched: readonly Buffer[];
}

/** Lets many into the directory at once: those of whom nothing was ever known. Everybody else is a case of its own. */
@Injectable()
export class DirectoryEntrance {
  constructor(
    @Inject(Pool) private readonly pool: Pool,
    @Inject(DataKeys) private readonly keys: DataKeys,
    @Inject(KEY_PROVIDER) private readonly provider: KeyProvider,
  ) {}

  /** Those who were let in, by their references; nobody where something came in between. */
  async enter(association: string, members: readonly NewMember[]): Promise<Map<string, EnteredMember>> {
    const prepared = await Promise.all(members.map((member) => this.#prepare(association, member)));
    const strangers = await this.#strangers(association, prepared);
    const sealed = await this.#seal(association, strangers);
    if (sealed.length === 0) return new Map();
    const isEntered = await inTransactionOf(this.pool, association, async (client) => {
      await lockIndexes(client, association);
      const indexes = sealed.flatMap((one) => one.indexes);
      // Somebody was entered since the look, or had one of these identifiers for a time.
      if ((await holdingsOf(client, association, indexes)).size > 0) return false;
      if ((await knownRefs(client, association, sealed)).size > 0) return false;
      await writeMembers(client, association, sealed);
      return true;
    });
    return new Map(isEntered ? sealed.map((one) => [one.ref, one]) : []);
  }

  async #prepare(association: string, member: NewMember): Promise<Prepared> {
    const { entry } = member;
    const indexes = [await blindIndex(this.provider, association, entry)];
    const { ownKey } = entry;
    if (ownKey !== undefined) indexes.push(await blindIndex(this.provider, association, { ownKey }));
    return { ...member, indexes };
  }

  /** Those whose identifiers nobody ever had, and who share none of them with another of the same call. */
  async #strangers(association: string, prepared: readonly Prepared[]): Promise<Prepared[]> {
    const held = await holdingsOf(
      ofAssociation(this.pool, association),
      association,
      prepared.flatMap(({ indexes }) => indexes),
    );
    const known = await knownRefs(ofAssociation(this.pool, association), association, prepared);
    const seen = new Set<string>();
    const isFirst = (name: string) => seen.size < seen.add(name).size;
    return prepared.filter(({ ref, indexes }) => {
      const names = indexes.map((index) => index.toString('hex'));
      const areFirst = [ref, ...names].map(isFirst).every(Boolean);
      return areFirst && !known.has(ref) && !names.some((name) => held.has(name));
    });
  }

  async #seal(association: string, members: readonly Prepared[]): Promise<Sealed[]> {
    const refs = members.map(({ ref }) => ref);
    const keys = await this.keys.obtain(association, refs, DIRECTORY_PERIOD, { areNew: true });
    const sealing = members.map(async (member): Promise<Sealed | null> => {
      const found = keys.get(member.ref);
      // The key of somebody who had this reference was destroyed: it is nobody's any more.
      if (!found) return null;
      // The entry is sealed by it, and the first event.
      const key = { ...found, key: createSecretKey(found.key) };
      const { ref, entry } = member;
      const sealed = Buffer.from(this.keys.seal(association, key, ref, entry), 'base64');
      return { ...member, key, sealed, searched: await searchDigests(this.provider, association, entry) };
    });
    return (await Promise.all(sealing)).filter((one): one is Sealed => one !== null);
  }
}

async function knownRefs(client: Queries, association: string, members: readonly NewMember[]): Promise<Set<string>> {
  const given = members.filter(({ isGiven }) => isGiven);
  if (given.length === 0) return new Set();
  const { rows } = await client.query<{ ref: string }>(
    `SELECT ref FROM access.member WHERE association = $1 AND ref = ANY ($2::uuid[])`,
    [association, given.map(({ ref }) => ref)],
  );
  return new Set(rows.map(({ ref }) => ref));
}

async function writeMembers(client: ClientBase, association: string, members: readonly Sealed[]): Promise<void> {
  await client.query(
    `INSERT INTO access.member (association, ref, key_id, sealed)
     SELECT $1, r, k, s FROM unnest($2::uuid[], $3::uuid[], $4::bytea[]) AS entered(r, k, s)`,
    [
      association,
      members.map(({ ref }) => ref),
      members.map(({ key }) => key.keyId),
      members.map(({ sealed }) => sealed),
    ],
  );
  const held = members.flatMap(({ ref, indexes }) => indexes.map((index) => ({ ref, index })));
  await client.query(
    `INSERT INTO access.member_index (association, blind_index, ref, valid_from)
     SELECT $1, i, r, $2 FROM unnest($3::bytea[], $4::uuid[]) AS held(i, r)`,
    [association, SINCE_EVER, held.map(({ index }) => index), held.map(({ ref }) => ref)],
  );
  const searched = members.flatMap(({ ref, searched: digests }) => digests.map((digest) => ({ ref, digest })));
  await client.query(
    `INSERT INTO access.member_search (association, digest, ref)
     SELECT $1, d, r FROM unnest($2::bytea[], $3::uuid[]) AS searched(d, r)`,
    [association, searched.map(({ digest }) => digest), searched.map(({ ref }) => ref)],
  );
}
