import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Pool } from 'pg';
import { heldTo, type Caller } from '#access';
import { ProjectionProgress } from '#event-store';
import { ofAssociation, Refusal } from '#platform';
import { addDays } from '#statute';
import type { ReconciledDayAnswer, ReconciliationAnswer, ReconciliationCounts } from './answers.js';
import { controlTotal } from './control-total.js';
import type { ReconcileRequest } from './reconcile.request.js';

/** A year and its first day again, which is enough for a year end; more is asked for year by year. */
const DAYS_MAX = 366;

export class Reconcile extends Query<ReconciliationAnswer> {
  constructor(
    readonly association: string,
    readonly caller: Pick<Caller, 'role' | 'arrangements'>,
    readonly request: ReconcileRequest,
  ) {
    super();
  }
}

/** What of an association's books the asker may count. */
interface Seen {
  readonly chains: readonly string[];
  /** Null for all, and for transfers outside any. */
  readonly arrangements: readonly string[] | null;
}

const COUNTS = ['transfers', 'lines', 'planned', 'done', 'voided', 'notSent', 'corrected', 'blockedLines'] as const;

type CountedRow = Record<(typeof COUNTS)[number], string> & {
  readonly day: string;
  readonly source: string;
  readonly arrangement: string | null;
  readonly sum: string;
};

@QueryHandler(Reconcile)
export class ReconcileHandler implements IQueryHandler<Reconcile, ReconciliationAnswer> {
  constructor(
    @Inject(Pool) private readonly pool: Pool,
    @Inject(ProjectionProgress) private readonly progress: ProjectionProgress,
  ) {}

  async execute({ association, caller, request }: Reconcile): Promise<ReconciliationAnswer> {
    refuseImpossibleSpan(request);
    if (request.atLeast) await this.progress.waitFor('reconciliation', association, request.atLeast);
    // Read before the rows: the counts hold at least everything up to it.
    const asOf = await this.progress.reached('reconciliation', association);
    // The restricted chain exists for auditors alone.
    const chains = caller.role === 'auditor' ? ['open', 'restricted'] : ['open'];
    const rows = await this.#count(association, { chains, arrangements: heldTo(caller) }, request);
    return { asOf, chains, days: rows.map(dayOf), total: totalOf(rows) };
  }

  async #count(
    association: string,
    { chains, arrangements }: Seen,
    { source, from, to, arrangement }: ReconcileRequest,
  ): Promise<CountedRow[]> {
    const { rows } = await ofAssociation(this.pool, association).query<CountedRow>(
      `SELECT occurred_on::text AS day, source, arrangement_id AS arrangement,
              count(*) AS transfers, sum(lines) AS lines,
              count(*) FILTER (WHERE status = 'recorded' AND phase = 'planned') AS planned,
              count(*) FILTER (WHERE status = 'recorded' AND phase = 'done') AS done,
              count(*) FILTER (WHERE status = 'voided') AS voided,
              count(*) FILTER (WHERE status = 'not-sent') AS "notSent",
              count(*) FILTER (WHERE corrected) AS corrected,
              sum(blocked_lines) AS "blockedLines", sum(id_value) AS sum
       FROM records.reconciliation_transfer
       WHERE association = $1 AND occurred_on BETWEEN $2 AND $3 AND chain = ANY ($4::text[])
         AND ($5::text IS NULL OR source = $5) AND ($6::text IS NULL OR arrangement_id = $6)
         AND ($7::text[] IS NULL OR arrangement_id = ANY ($7))
       GROUP BY occurred_on, source, arrangement_id
       ORDER BY occurred_on, source COLLATE "C", arrangement_id COLLATE "C" NULLS FIRST`,
      [association, from, to, chains, source ?? null, arrangement ?? null, arrangements],
    );
    return rows;
  }
}

function refuseImpossibleSpan({ from, to }: ReconcileRequest): void {
  const refuse = (detail: string) => {
    throw new Refusal('invalid-request', { errors: [{ pointer: '/to', detail }] });
  };
  if (to < from) refuse('is before the first day');
  if (to > addDays(from, DAYS_MAX - 1)) refuse(`is more than ${DAYS_MAX} days from the first; ask year by year`);
}

function dayOf(row: CountedRow): ReconciledDayAnswer {
  const { day, source, arrangement } = row;
  return { day, source, arrangement, ...totalOf([row]) };
}

function totalOf(rows: readonly CountedRow[]): ReconciliationCounts {
  const counts = COUNTS.map((name) => [name, rows.reduce((sum, row) => sum + Number(row[name]), 0)]);
  const sum = rows.reduce((all, row) => all + BigInt(row.sum), 0n);
  return { ...Object.fromEntries(counts), controlTotal: controlTotal(sum) } as ReconciliationCounts;
}
