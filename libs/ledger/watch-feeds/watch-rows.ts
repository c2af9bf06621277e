import { Inject, Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { ofAssociation } from '#platform';
import { WATCH_KINDS, type WatchKind } from '../domain/finding-events.js';
import type { FeedTransfers } from '../domain/feed-periods.js';
import type { LateGround, WatchedPlan } from './expectations.js';

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

  /** How many transfers of each arrangement were done on each day since one, for the same period. */
  async came(
    association: string,
    arrangements: readonly string[],
    since: string,
  ): Promise<Map<string, FeedTransfers[]>> {
    const { rows } = await ofAssociation(this.pool, association).query<{
      arrangement: string;
      occurred_on: string;
      period_from: string | null;
      period_to: string | null;
      count: number;
      lines: number;
    }>(
      `SELECT arrangement_id AS arrangement, occurred_on::text, period_from::text, period_to::text, count(*)::integer,
         coalesce(sum(lines), 0)::integer AS lines
       FROM ledger.watched_transfer
       WHERE association = $1 AND arrangement_id = ANY ($2::text[]) AND occurred_on >= $3
         AND phase = 'done' AND status = 'recorded'
       GROUP BY arrangement_id, occurred_on, period_from, period_to`,
      [association, arrangements, since],
    );
    const came = new Map<string, FeedTransfers[]>();
    for (const { arrangement, occurred_on: occurredOn, period_from, period_to, count, lines } of rows) {
      const one = { occurredOn, count, lines, period: periodOf(period_from, period_to) };
      came.set(arrangement, [...(came.get(arrangement) ?? []), one]);
    }
    return came;
  }

  /** On how many transfers that were done each late change has a say, though they were judged without it. */
  async judgedWithout(association: string, changes: readonly LateGround[]): Promise<number[]> {
    if (changes.length === 0) return [];
    const { rows } = await ofAssociation(this.pool, association).query<{ count: number }>(
      `SELECT (
         SELECT count(*)::integer FROM ledger.watched_transfer AS one
         WHERE one.association = $1 AND one.arrangement_id = changed.arrangement AND one.occurred_on >= changed.since
           AND one.phase = 'done' AND one.status = 'recorded' AND one.known_to < changed.position) AS count
       FROM unnest($2::text[], $3::date[], $4::bigint[]) WITH ORDINALITY AS changed(arrangement, since, position, place)
       ORDER BY place`,
      [
        association,
        changes.map(({ arrangement }) => arrangement),
        changes.map(({ from }) => from),
        changes.map(({ position }) => position),
      ],
    );
    return rows.map(({ count }) => count);
  }

  /** Plans whose day is over and of which nobody said what became of them. */
  async openPlans(association: string, before: string): Promise<WatchedPlan[]> {
    const { rows } = await ofAssociation(this.pool, association).query<WatchedPlan>(
      `SELECT transfer_id AS transfer, arrangement_id AS arrangement, phase, status, chain,
         occurred_on::text AS "occurredOn"
       FROM ledger.watched_transfer
       WHERE association = $1 AND phase = 'planned' AND status = 'recorded' AND occurred_on < $2`,
      [association, before],
    );
    return rows;
  }

  /** What became of transfers. */
  async byId(association: string, ids: readonly string[]): Promise<Map<string, WatchedPlan>> {
    if (ids.length === 0) return new Map();
    const { rows } = await ofAssociation(this.pool, association).query<WatchedPlan>(
      `SELECT transfer_id AS transfer, arrangement_id AS arrangement, phase, status, chain,
         occurred_on::text AS "occurredOn"
       FROM ledger.watched_transfer WHERE association = $1 AND transfer_id = ANY ($2::uuid[])`,
      [association, ids],
    );
    return new Map(rows.map((row) => [row.transfer, row]));
  }

  async found(association: string): Promise<KnownFinding[]> {
    const { rows } = await ofAssociation(this.pool, association).query<
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
