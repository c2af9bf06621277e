import { Inject, Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { ofAssociation } from '#platform';
import type { BundleFailure, BundleRow } from './bundle-row.js';

/** How long a bundle belongs to a worker that says nothing. */
export const LEASE_SECONDS = 15;
/** A bundle that ends every process must not be tried for ever. */
const ATTEMPTS_MAX = 3;

/** The bundle was taken over, or its time is up: nothing more may be written of it. */
export class LeaseLostError extends Error {
  override readonly name = 'LeaseLostError';
}

export interface MadeFile {
  readonly size: number;
  readonly bytes: number;
  readonly sha256: string;
}

/** Bundles as workers see them: one has a bundle at a time and proves so with the epoch of its claim. */
@Injectable()
export class BundleLease {
  constructor(@Inject(Pool) private readonly pool: Pool) {}

  /** Takes the bundle that waits longest; one that was begun too often is ended. */
  async claim(): Promise<BundleRow | null> {
    const { rows } = await this.pool.query<BundleRow>(`SELECT * FROM disclosure.claim_bundle($1)`, [LEASE_SECONDS]);
    const row = rows[0];
    if (!row || row.attempts <= ATTEMPTS_MAX) return row ?? null;
    await this.fail(row, 'stuck');
    return this.claim();
  }

  /** Says that the worker lives, and how far it came. */
  async renew(row: BundleRow, read: number, size: number | null): Promise<void> {
    await this.#own(row, `read = $4, size = $5, lease_until = now() + make_interval(secs => $6)`, [
      read,
      size,
      LEASE_SECONDS,
    ]);
  }

  /** Lets it be tried again, here or elsewhere; what passes by itself does not count as a try. */
  async release(row: BundleRow): Promise<void> {
    await this.#own(
      row,
      `state = 'waiting', attempts = greatest(attempts - 1, 0), lease_until = now() + interval '5 seconds'`,
      [],
    );
  }

  async finish(row: BundleRow, { size, bytes, sha256 }: MadeFile, keptHours: number): Promise<void> {
    await this.#own(
      row,
      `state = 'ready', size = $4, read = $4, bytes = $5, sha256 = $6, lease_until = NULL, ready_at = now(),
       expires_at = now() + make_interval(hours => $7)`,
      [size, bytes, sha256, keptHours],
    );
  }

  async fail(row: BundleRow, failure: BundleFailure): Promise<void> {
    await this.#own(row, `state = 'failed', failure = $4, lease_until = NULL`, [failure]);
  }

  /** Bundles whose time is over: their files are to be deleted. */
  async expire(): Promise<Pick<BundleRow, 'association' | 'bundle_id'>[]> {
    const { rows } = await this.pool.query<Pick<BundleRow, 'association' | 'bundle_id'>>(
      `SELECT * FROM disclosure.expire_bundles()`,
    );
    return rows;
  }

  async #own({ association, bundle_id, epoch }: BundleRow, changes: string, values: readonly unknown[]): Promise<void> {
    const { rowCount } = await ofAssociation(this.pool, association).query(
      `UPDATE disclosure.bundle SET ${changes}, moved_at = now()
       WHERE association = $1 AND bundle_id = $2 AND epoch = $3 AND state = 'making'`,
      [association, bundle_id, epoch, ...values],
    );
    if (rowCount !== 1) throw new LeaseLostError(`Bundle ${bundle_id} belongs to another worker now.`);
  }
}
