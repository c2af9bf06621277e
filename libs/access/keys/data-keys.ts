import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { byteaArray, freshBytes, ofAssociation, textArray, uuidArray, type Queries } from '#platform';
import { KEY_BYTES, decrypt, encrypt, type CipherKey } from './cipher.js';
import { KEY_PROVIDER, type KeyProvider } from './key-provider.port.js';

/** Whose key: a member reference, or the association for what names nobody. */
export type KeySubject = string;
export const ASSOCIATION_SUBJECT: KeySubject = '@association';

/** What a key covers: a fiscal year (`2026` from April 2026 to March 2027), or the directory entry. */
export type KeyPeriod = string;
export const DIRECTORY_PERIOD: KeyPeriod = 'directory';

/** What seals; whoever seals twice by it makes a key object of it first. */
export interface SealingKey {
  readonly keyId: string;
  readonly key: CipherKey;
}

export interface DataKey extends SealingKey {
  readonly key: Buffer;
}

/** A key that was made and is not kept yet: by then somebody else may have made one. */
export interface NewKey extends DataKey {
  readonly subject: KeySubject;
  readonly wrapped: Buffer;
}

interface KeyRow {
  readonly key_id: string;
  readonly subject: string;
  readonly wrapped: Buffer | null;
}

/** A sealed part as events and rows hold it. */
export interface Sealed {
  readonly association: string;
  /** The event whose part it is: bound in, so that a ciphertext cannot be moved to another event. */
  readonly eventId: string;
  readonly keyId: string;
  /** Base64. */
  readonly sealed: string;
}

/** Of somebody who was erased there is no key of any year, not even one that was made at that very moment. */
const UNLESS_ERASED = `
  SELECT key.key_id, key.subject, CASE WHEN erased.subject IS NULL THEN key.wrapped END AS wrapped
  FROM access.data_key AS key LEFT JOIN access.data_key AS erased
    ON erased.association = key.association AND erased.subject = key.subject
    AND erased.period = 'directory' AND erased.wrapped IS NULL`;

/** Data keys per member and period, wrapped by the association's key. Destroying one makes all it sealed unreadable. */
@Injectable()
export class DataKeys {
  constructor(
    @Inject(Pool) private readonly pool: Pool,
    @Inject(KEY_PROVIDER) private readonly provider: KeyProvider,
  ) {}

  /**
   * The keys of some subjects for a period, made where there is none yet. A destroyed one is absent and stays so.
   */
  async obtain(
    association: string,
    subjects: readonly KeySubject[],
    period: KeyPeriod,
  ): Promise<Map<KeySubject, DataKey>> {
    // In one order everywhere: two that make keys for the same members at once wait for each other, never in a circle.
    const wanted = [...new Set(subjects)].sort();
    const found = await this.#find(association, wanted, period);
    const known = new Set(found.map(({ subject }) => subject));
    const missing = wanted.filter((subject) => !known.has(subject));
    const made = missing.length === 0 ? new Map<KeySubject, DataKey>() : await this.#make(association, missing, period);
    const left = missing.filter((subject) => !made.has(subject));
    // Another process may have been first, and its key is the one that counts.
    const others = left.length === 0 ? [] : await this.#find(association, left, period);
    for (const row of [...found, ...others]) {
      const key = await this.#unwrap(association, row);
      if (key) made.set(row.subject, key);
    }
    return made;
  }

  /** Makes keys for subjects of whom nothing is known, in their order. They are good for nothing until they are kept. */
  async makeNew(association: string, subjects: readonly KeySubject[]): Promise<NewKey[]> {
    // A copy: whoever keeps a key for long would keep all that came out of the pool with it.
    const made = subjects.map((subject) => ({ subject, keyId: randomUUID(), key: Buffer.from(freshBytes(KEY_BYTES)) }));
    const wrapped = await this.provider.wrapAll(
      association,
      made.map(({ key, keyId }) => ({ key, context: keyId })),
    );
    return made.map((one, place) => ({ ...one, wrapped: wrapped[place]! }));
  }

  /** Keeps keys that were made, of those who have none for the period and were not erased; which they are. */
  async keepNew(
    client: Queries,
    association: string,
    period: KeyPeriod,
    made: readonly NewKey[],
  ): Promise<ReadonlySet<NewKey>> {
    if (made.length === 0) return new Set();
    // In one order everywhere: two that make keys for the same members at once wait for each other, never in a circle.
    const rows = [...made].sort((one, other) => (one.subject < other.subject ? -1 : 1));
    const ids = uuidArray(rows.map(({ keyId }) => keyId));
    const { rowCount } = await client.query(
      `INSERT INTO access.data_key (association, key_id, subject, period, wrapped)
       SELECT $1, k, s, $2, w FROM unnest($3::uuid[], $4::text[], $5::bytea[]) AS made(k, s, w)
       WHERE NOT EXISTS (
         SELECT FROM access.data_key AS erased
         WHERE erased.association = $1 AND erased.subject = s AND erased.period = 'directory' AND erased.wrapped IS NULL)
       ON CONFLICT (association, subject, period) DO NOTHING`,
      [
        association,
        period,
        ids,
        textArray(rows.map(({ subject }) => subject)),
        byteaArray(rows.map(({ wrapped }) => wrapped)),
      ],
    );
    if (rowCount === made.length) return new Set(made);
    // Which of them, is asked only where some are not.
    const kept = await client.query<{ key_id: string }>(
      `SELECT key_id FROM access.data_key WHERE association = $1 AND key_id = ANY ($2::uuid[])`,
      [association, ids],
    );
    const known = new Set(kept.rows.map((row) => row.key_id));
    return new Set(made.filter(({ keyId }) => known.has(keyId)));
  }

  /** Seals a value of JSON under a key for one event; base64. */
  seal(association: string, key: SealingKey, eventId: string, value: unknown): string {
    return this.sealBytes(association, key, eventId, value).toString('base64');
  }

  /** The same as bytes, for what is kept as bytes. */
  sealBytes(association: string, { key }: Pick<SealingKey, 'key'>, eventId: string, value: unknown): Buffer {
    return encrypt(key, JSON.stringify(value), `${association}|${eventId}`);
  }

  /** Opens sealed parts, in their order. One whose key was destroyed is null. */
  async open(parts: readonly Sealed[]): Promise<(unknown | null)[]> {
    const keys = await this.#read(parts);
    return parts.map(({ association, eventId, keyId, sealed }) => {
      const key = keys.get(keyId);
      if (!key) return null;
      return JSON.parse(decrypt(key, Buffer.from(sealed, 'base64'), `${association}|${eventId}`).toString()) as unknown;
    });
  }

  /** Destroys keys of members of fiscal years that are over, for good; how many were there to destroy. */
  async destroyPast(association: string, keyIds: readonly string[], period: KeyPeriod): Promise<number> {
    const { rowCount } = await ofAssociation(this.pool, association).query(
      `UPDATE access.data_key SET wrapped = NULL, destroyed_at = now()
       WHERE association = $1 AND key_id = ANY ($2::uuid[]) AND wrapped IS NOT NULL
         AND subject <> $3 AND period ~ '^\\d{4}$' AND period < $4`,
      [association, keyIds, ASSOCIATION_SUBJECT, period],
    );
    return rowCount ?? 0;
  }

  async #read(parts: readonly Sealed[]): Promise<Map<string, Buffer>> {
    const keys = new Map<string, Buffer>();
    for (const association of new Set(parts.map((part) => part.association))) {
      const ids = [...new Set(parts.filter((part) => part.association === association).map((part) => part.keyId))];
      const { rows } = await ofAssociation(this.pool, association).prepared<KeyRow>(
        `${UNLESS_ERASED} WHERE key.association = $1 AND key.key_id = ANY ($2::uuid[])`,
        [association, ids],
      );
      for (const row of rows) {
        const unwrapped = await this.#unwrap(association, row);
        if (unwrapped) keys.set(row.key_id, unwrapped.key);
      }
    }
    return keys;
  }

  async #find(association: string, subjects: readonly string[], period: string): Promise<KeyRow[]> {
    const { rows } = await ofAssociation(this.pool, association).query<KeyRow>(
      `${UNLESS_ERASED} WHERE key.association = $1 AND key.subject = ANY ($2::text[]) AND key.period = $3`,
      [association, textArray(subjects), period],
    );
    return rows;
  }

  /** Keys for those of some subjects who have none by now. */
  async #make(association: string, subjects: readonly string[], period: string): Promise<Map<KeySubject, DataKey>> {
    const made = await this.makeNew(association, subjects);
    const kept = await this.keepNew(ofAssociation(this.pool, association), association, period, made);
    return new Map([...kept].map(({ subject, keyId, key }) => [subject, { keyId, key }]));
  }

  async #unwrap(association: string, row: KeyRow): Promise<DataKey | null> {
    if (row.wrapped === null) return null;
    return { keyId: row.key_id, key: await this.provider.unwrap(association, row.wrapped, row.key_id) };
  }
}
