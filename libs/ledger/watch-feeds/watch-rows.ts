import { Inject, Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { WATCH_KINDS, type WatchKind } from '../domain/finding-events.js';
import type { WatchedTransfer } from './expectations.js';

/** A finding of the run, as it stands. */
export interface KnownFinding {
  readonly id: string;
  readonly kind: WatchKind;
  readonly state: 'open' | 'closed';
  readonly closedBy: 'officer' | 'ledger' | null;
  readonly arrangement: string | null;
  readonly transfer: string | null;
  readonly period: { readonly from: string; readonly to: string } | null;
}

/** What the clocked run reads of transfers and of what it found before. */
@Injectable()
export class WatchRows {
  constructor(@Inject(Pool) private readonly pool: Pool) {}

  /** Every transfer of an arrangement, and every plan. */
  async transfers(association: string, arrangements: readonly string[]): Promise<WatchedTransfer[]> {
    const { rows } = await this.pool.query<
      Omit<WatchedTransfer, 'period'> & { period_from: string | null; period_to: string | null }
    >(
      `SELECT transfer_id AS transfer, arrangement_id AS arrangement, phase, status, chain,
         occurred_on::text AS "occurredOn", period_from::text, period_to::text
       FROM ledger.watched_transfer
       WHERE association = $1 AND (arrangement_id = ANY ($2::text[]) OR phase = 'planned')`,
      [association, arrangements],
    );
    return rows.map(({ period_from, period_to, ...row }) => ({ ...row, period: periodOf(period_from, period_to) }));
  }

  /** What became of transfers. */
  async byId(association: string, ids: readonly string[]): Promise<Map<string, WatchedTransfer>> {
    if (ids.length === 0) return new Map();
    const { rows } = await this.pool.query<Omit<WatchedTransfer, 'period'>>(
      `SELECT transfer_id AS transfer, arrangement_id AS arrangement, phase, status, chain,
         occurred_on::text AS "occurredOn"
       FROM ledger.watched_transfer WHERE association = $1 AND transfer_id = ANY ($2::uuid[])`,
      [association, ids],
    );
    return new Map(rows.map((row) => [row.transfer, { ...row, period: null }]));
  }

  async found(association: string): Promise<KnownFinding[]> {
    const { rows } = await this.pool.query<
      Omit<KnownFinding, 'period'> & { period_from: string | null; period_to: string | null }
    >(
      `SELECT finding_id AS id, kind, state, closed_by AS "closedBy", arrangement_id AS arrangement,
         transfer_id AS transfer, period_from::text, period_to::text
       FROM ledger.finding WHERE association = $1 AND kind = ANY ($2::text[])`,
      [association, WATCH_KINDS],
    );
    return rows.map(({ period_from, period_to, ...row }) => ({ ...row, period: periodOf(period_from, period_to) }));
  }
}

function periodOf(from: string | null, to: string | null): { from: string; to: string } | null {
  return from === null || to === null ? null : { from, to };
}
