import { Inject, Injectable } from '@nestjs/common';
import { Pool, type ClientBase } from 'pg';
import { inTransactionOf, ofAssociation, Refusal } from '#platform';
import type { BundleRow, BundleState } from './bundle-row.js';

/** Bundles of one account that are made or wait for it at once. */
export const OPEN_OF_ACCOUNT_MAX = 2;
/** Bundles of an association that are asked for, made or kept at once: each may take gigabytes. */
export const KEPT_MAX = 20;

export type NewBundle = Pick<
  BundleRow,
  'association' | 'bundle_id' | 'state' | 'asked' | 'asked_by' | 'sealed_wish' | 'key_period'
>;

/** Bundles as those see them who ask for them. */
@Injectable()
export class BundleRows {
  constructor(@Inject(Pool) private readonly pool: Pool) {}

  find(association: string, id: string): Promise<BundleRow | null> {
    return this.#one(`SELECT * FROM disclosure.bundle WHERE association = $1 AND bundle_id = $2`, [association, id]);
  }

  /** Newest first: those of an account, and those that wait for a second one. */
  async list(association: string, account: string, count: number): Promise<BundleRow[]> {
    const { rows } = await ofAssociation(this.pool, association).query<BundleRow>(
      `SELECT * FROM disclosure.bundle WHERE association = $1 AND (asked_by = $2 OR state = 'proposed')
       ORDER BY number DESC LIMIT $3`,
      [association, account, count],
    );
    return rows;
  }

  /** Refuses where another one would be too many, before anything is written. Whether it is, `add` asks once more. */
  async limit(association: string, account: string): Promise<void> {
    await inTransactionOf(this.pool, association, (client) => this.#limit(client, association, account));
  }

  /**
   * Keeps what was asked for; the same again changes nothing. One after the other for an association, so that of those who
   * ask at the same moment none is too many: it is refused here, and that it was asked for stands in the log.
   */
  async add(bundle: NewBundle): Promise<void> {
    const { association, bundle_id, state, asked, asked_by, sealed_wish, key_period } = bundle;
    await inTransactionOf(this.pool, association, async (client) => {
      await client.query(`SELECT pg_advisory_xact_lock(hashtextextended('disclosure.bundle ' || $1::text, 0))`, [
        association,
      ]);
      const { rowCount: known } = await client.query(
        `SELECT FROM disclosure.bundle WHERE association = $1 AND bundle_id = $2`,
        [association, bundle_id],
      );
      if (known) return;
      await this.#limit(client, association, asked_by);
      await client.query(
        `INSERT INTO disclosure.bundle (association, bundle_id, state, asked, asked_by, sealed_wish, key_period)
         VALUES ($1, $2, $3, $4, $5, $6, $7)`,
        [association, bundle_id, state, asked, asked_by, sealed_wish, key_period],
      );
    });
  }

  /** What a second account decided of a proposal; null where it is none any more. */
  decide(
    { association, bundle_id }: Pick<BundleRow, 'association' | 'bundle_id'>,
    state: Extract<BundleState, 'waiting' | 'withdrawn'>,
    account: string,
  ): Promise<BundleRow | null> {
    return this.#one(
      `UPDATE disclosure.bundle SET state = $3, moved_at = now(),
         approved_by = CASE WHEN $3 = 'waiting' THEN $4 ELSE approved_by END
       WHERE association = $1 AND bundle_id = $2 AND state = 'proposed' RETURNING *`,
      [association, bundle_id, state, account],
    );
  }

  async #limit(client: ClientBase, association: string, account: string): Promise<void> {
    const { rows } = await client.query<{ own: string; all: string }>(
      `SELECT count(*) FILTER (WHERE asked_by = $2 AND state <> 'ready') AS own, count(*) AS all
       FROM disclosure.bundle
       WHERE association = $1 AND state IN ('proposed', 'waiting', 'making', 'ready')`,
      [association, account],
    );
    if (Number(rows[0]!.own) < OPEN_OF_ACCOUNT_MAX && Number(rows[0]!.all) < KEPT_MAX) return;
    throw new Refusal('bundles-too-many', { openOfAccountMax: OPEN_OF_ACCOUNT_MAX, keptMax: KEPT_MAX });
  }

  async #one(statement: string, values: readonly [association: string, ...unknown[]]): Promise<BundleRow | null> {
    const { rows } = await ofAssociation(this.pool, values[0]).query<BundleRow>(statement, values);
    return rows[0] ?? null;
  }
}
