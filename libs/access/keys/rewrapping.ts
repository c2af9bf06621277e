import { Inject, Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { ofAssociation } from '#platform';
import { KEY_PROVIDER, type KeyProvider } from './key-provider.port.js';

const KEYS_PER_LOOK = 1_000;
/** Looks of one step: it answers in time, and whoever asks goes on from there. */
const LOOKS_PER_STEP_MAX = 20;
const STEP_MILLISECONDS_MAX = 5_000;

export interface RewrapStep {
  readonly rewrapped: number;
  /** Where the next step goes on; null where it came to the end. */
  readonly next: string | null;
}

interface Row {
  readonly keyId: string;
  readonly wrapped: Buffer;
}

/** Wraps data keys anew by the newest version of their association's key, while others read and write. */
@Injectable()
export class Rewrapping {
  constructor(
    @Inject(Pool) private readonly pool: Pool,
    @Inject(KEY_PROVIDER) private readonly provider: KeyProvider,
  ) {}

  /** Goes on behind a key. What was rewrapped before is passed over, so a step that is asked for again does no harm. */
  async step(association: string, after: string | null): Promise<RewrapStep> {
    const { newest } = await this.provider.versions(association);
    const until = Date.now() + STEP_MILLISECONDS_MAX;
    let [next, rewrapped] = [after, 0];
    for (let look = 0; look < LOOKS_PER_STEP_MAX && Date.now() < until; look += 1) {
      const rows = await this.#look(association, next);
      rewrapped += await this.#rewrap(
        association,
        rows.filter(({ wrapped }) => this.provider.versionOf(wrapped) < newest),
      );
      if (rows.length < KEYS_PER_LOOK) return { rewrapped, next: null };
      next = rows.at(-1)!.keyId;
    }
    return { rewrapped, next };
  }

  /** How many keys each version wraps now. */
  async counts(association: string): Promise<ReadonlyMap<number, number>> {
    const counts = new Map<number, number>();
    let after: string | null = null;
    for (;;) {
      const rows: Row[] = await this.#look(association, after);
      for (const { wrapped } of rows) {
        const version = this.provider.versionOf(wrapped);
        counts.set(version, (counts.get(version) ?? 0) + 1);
      }
      if (rows.length < KEYS_PER_LOOK) return counts;
      after = rows.at(-1)!.keyId;
    }
  }

  async #look(association: string, after: string | null): Promise<Row[]> {
    const { rows } = await ofAssociation(this.pool, association).query<Row>(
      `SELECT key_id AS "keyId", wrapped FROM access.data_key
       WHERE association = $1 AND wrapped IS NOT NULL AND ($2::uuid IS NULL OR key_id > $2)
       ORDER BY key_id LIMIT ${KEYS_PER_LOOK}`,
      [association, after],
    );
    return rows;
  }

  // Only in the place of what was read: a key that was destroyed meanwhile stays destroyed.
  async #rewrap(association: string, rows: readonly Row[]): Promise<number> {
    if (rows.length === 0) return 0;
    const rewrapped = await Promise.all(
      rows.map(({ keyId, wrapped }) => this.provider.rewrap(association, wrapped, keyId)),
    );
    const { rowCount } = await ofAssociation(this.pool, association).query(
      `UPDATE access.data_key AS key SET wrapped = made.w
       FROM unnest($2::uuid[], $3::bytea[], $4::bytea[]) AS made(k, o, w)
       WHERE key.association = $1 AND key.key_id = made.k AND key.wrapped = made.o`,
      [association, rows.map(({ keyId }) => keyId), rows.map(({ wrapped }) => wrapped), rewrapped],
    );
    return rowCount ?? 0;
  }
}
