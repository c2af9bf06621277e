import { createSecretKey, type KeyObject } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Pool, type ClientBase } from 'pg';
import { byteaArray, inTransactionOf, uuidArray, type Queries } from '#platform';
import { SINCE_EVER } from '../domain/holdings.js';
import { DataKeys, DIRECTORY_PERIOD, type NewKey, type SealingKey } from '../keys/data-keys.js';
import { KEY_PROVIDER, type KeyProvider } from '../keys/key-provider.port.js';
import { foundBy } from './blind-index.js';
import type { DirectoryEntry } from './directory.js';
import { holdingsOf, lockIndexes } from './index-rows.js';
import { searchTexts } from './search-index.js';

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

interface Prepared {
  readonly member: NewMember;
  readonly indexes: readonly Buffer[];
  readonly searched: readonly Buffer[];
}

interface Sealed extends Prepared {
  readonly made: NewKey;
  /** The entry is sealed by it, and the first event. */
  readonly key: KeyObject;
  readonly sealed: Buffer;
}

/** Lets many into the directory at once: those of whom nothing was ever known. Everybody else is a case of its own. */
@Injectable()
export class DirectoryEntrance {
  constructor(
    @Inject(Pool) private readonly pool: Pool,
    @Inject(DataKeys) private readonly keys: DataKeys,
    @Inject(KEY_PROVIDER) private readonly provider: KeyProvider,
  ) {}

  /**
   * Those who were let in, by their references. All that can be made of them is made before their rows are locked, so that
   * some are sealed while others are written.
   */
  async enter(association: string, members: readonly NewMember[]): Promise<Map<string, EnteredMember>> {
    const sealed = await this.#seal(association, unlike(await this.#prepare(association, members)));
    if (sealed.length === 0) return new Map();
    return inTransactionOf(this.pool, association, async (client) => {
      await lockIndexes(client, association);
      const strangers = await strangersOf(client, association, sealed);
      const made = strangers.map((one) => one.made);
      const kept = await this.keys.keepNew(client, association, DIRECTORY_PERIOD, made);
      // Where there is another key, or was one that is destroyed, the reference is somebody's, or nobody's any more.
      const entered = strangers.filter((one) => kept.has(one.made));
      await writeMembers(client, association, entered);
      return new Map(
        entered.map(({ member, made: { keyId }, key }) => [member.ref, { ...member, key: { keyId, key } }]),
      );
    });
  }

  async #prepare(association: string, members: readonly NewMember[]): Promise<Prepared[]> {
    const texts = members.map(({ entry }) => ({ found: foundBy(entry), searched: searchTexts(entry) }));
    const asked = texts.flatMap(({ found, searched }) => [...found, ...searched]);
    const digests = await this.provider.macs(association, 'index', asked);
    let at = 0;
    const take = (count: number) => digests.slice(at, (at += count));
    return members.map((member, place) => {
      const { found, searched } = texts[place]!;
      return { member, indexes: take(found.length), searched: take(searched.length) };
    });
  }

  async #seal(association: string, prepared: readonly Prepared[]): Promise<Sealed[]> {
    const keys = await this.keys.makeNew(
      association,
      prepared.map(({ member }) => member.ref),
    );
    return prepared.map(({ member, indexes, searched }, place) => {
      const made = keys[place]!;
      const key = createSecretKey(made.key);
      const sealed = this.keys.sealBytes(association, { key }, member.ref, member.entry);
      return { member, indexes, searched, made, key, sealed };
    });
  }
}

/** Those who share neither the reference nor what they are found by with somebody before them in the same call. */
function unlike(prepared: readonly Prepared[]): Prepared[] {
  const seen = new Set<string>();
  const isFirst = (name: string) => seen.size < seen.add(name).size;
  return prepared.filter(({ member, indexes }) => {
    const isFirstRef = isFirst(member.ref);
    return indexes.map((index) => isFirst(index.toString('latin1'))).every(Boolean) && isFirstRef;
  });
}

/** Those whose reference and identifiers nobody has or ever had. */
async function strangersOf(
  client: Queries,
  association: string,
  sealed: readonly Sealed[],
): Promise<readonly Sealed[]> {
  const held = await holdingsOf(
    client,
    association,
    sealed.flatMap(({ indexes }) => indexes),
  );
  const known = await knownRefs(client, association, sealed);
  if (held.size === 0 && known.size === 0) return sealed;
  const isHeld = (index: Buffer) => held.has(index.toString('hex'));
  return sealed.filter(({ member, indexes }) => !known.has(member.ref) && !indexes.some(isHeld));
}

async function knownRefs(client: Queries, association: string, sealed: readonly Sealed[]): Promise<Set<string>> {
  const given = sealed.filter(({ member }) => member.isGiven);
  if (given.length === 0) return new Set();
  const { rows } = await client.query<{ ref: string }>(
    `SELECT ref FROM access.member WHERE association = $1 AND ref = ANY ($2::uuid[])`,
    [association, uuidArray(given.map(({ member }) => member.ref))],
  );
  return new Set(rows.map(({ ref }) => ref));
}

async function writeMembers(client: ClientBase, association: string, members: readonly Sealed[]): Promise<void> {
  if (members.length === 0) return;
  const refs = members.map(({ member }) => member.ref);
  await client.query(
    `INSERT INTO access.member (association, ref, key_id, sealed)
     SELECT $1, r, k, s FROM unnest($2::uuid[], $3::uuid[], $4::bytea[]) AS entered(r, k, s)`,
    [
      association,
      uuidArray(refs),
      uuidArray(members.map(({ made }) => made.keyId)),
      byteaArray(members.map(({ sealed }) => sealed)),
    ],
  );
  await client.query(
    `INSERT INTO access.member_index (association, blind_index, ref, valid_from)
     SELECT $1, i, r, $2 FROM unnest($3::bytea[], $4::uuid[]) AS held(i, r)`,
    [
      association,
      SINCE_EVER,
      byteaArray(members.flatMap(({ indexes }) => indexes)),
      uuidArray(members.flatMap(({ indexes }, place) => indexes.map(() => refs[place]!))),
    ],
  );
  await client.query(
    `INSERT INTO access.member_search (association, digest, ref)
     SELECT $1, d, r FROM unnest($2::bytea[], $3::uuid[]) AS searched(d, r)`,
    [
      association,
      byteaArray(members.flatMap(({ searched }) => searched)),
      uuidArray(members.flatMap(({ searched }, place) => searched.map(() => refs[place]!))),
    ],
  );
}
