import { Inject, Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { ArrangementEnds } from '#ledger';
import { ofAssociation } from '#platform';
import type { Day } from '#statute';

/** A series as it stands. */
export interface SeriesState {
  readonly seriesId: string;
  readonly register: 'provision' | 'receipt';
  readonly method: 'BATCH' | 'CONTRACT';
  readonly arrangementId: string | null;
  readonly periodFrom: Day | null;
  readonly periodTo: Day | null;
  /** Day on which an officer closed it. */
  readonly closedOn: Day | null;
  /** First and last day on which anything of it was sent or received; null where all of it is void. */
  readonly firstOn: Day | null;
  readonly lastOn: Day | null;
}

const STATE = `series.series_id AS "seriesId", series.register, series.method, series.arrangement_id AS "arrangementId",
  series.period_from::text AS "periodFrom", series.period_to::text AS "periodTo", series.closed_on::text AS "closedOn",
  first.day::text AS "firstOn", last.day::text AS "lastOn"`;

const dayOf = (order: 'ASC' | 'DESC') => `LATERAL (
  SELECT line.occurred_on AS day FROM records.statutory_record AS line
  JOIN records.transfer AS transfer ON transfer.association = line.association
    AND transfer.transfer_id = line.transfer_id AND transfer.version = line.version
  WHERE line.association = series.association AND line.series_id = series.series_id
    AND line.owed AND transfer.status IN ('recorded', 'corrected')
  ORDER BY line.occurred_on ${order} LIMIT 1)`;

/** What every look at series selects from. */
export const SERIES_STATE = `SELECT ${STATE} FROM records.series AS series
  LEFT JOIN ${dayOf('ASC')} AS first ON true LEFT JOIN ${dayOf('DESC')} AS last ON true`;

/** How a series ended, on a day: its period is over, its arrangement ended, or an officer closed it. */
export type ClosedBy = 'period' | 'arrangement' | 'officer';

export function closedBy(series: SeriesState, arrangementEndsOn: Day | null, asOf: Day): ClosedBy | null {
  if (series.periodTo !== null && series.periodTo < asOf) return 'period';
  if (arrangementEndsOn !== null && arrangementEndsOn < asOf) return 'arrangement';
  // What was sent after it was closed shows that the paper still covered it.
  const isClosed = series.closedOn !== null && series.closedOn <= asOf && series.closedOn >= (series.lastOn ?? '');
  return isClosed ? 'officer' : null;
}

@Injectable()
export class SeriesStates {
  constructor(
    @Inject(Pool) private readonly pool: Pool,
    @Inject(ArrangementEnds) private readonly ends: ArrangementEnds,
  ) {}

  /** Some series with what closed each by a day, by their ids. */
  async of(
    association: string,
    ids: readonly string[],
    asOf: Day,
  ): Promise<Map<string, SeriesState & { readonly closedBy: ClosedBy | null }>> {
    if (ids.length === 0) return new Map();
    const { rows } = await ofAssociation(this.pool, association).query<SeriesState>(
      `${SERIES_STATE} WHERE series.association = $1 AND series.series_id = ANY ($2::text[])`,
      [association, [...new Set(ids)]],
    );
    return new Map((await this.withEnds(association, rows, asOf)).map((series) => [series.seriesId, series]));
  }

  async withEnds<State extends SeriesState>(
    association: string,
    rows: readonly State[],
    asOf: Day,
  ): Promise<(State & { readonly closedBy: ClosedBy | null })[]> {
    const ends = await this.ends.of(
      association,
      rows.flatMap(({ arrangementId }) => (arrangementId === null ? [] : [arrangementId])),
    );
    return rows.map((series) => {
      const endsOn = series.arrangementId === null ? null : (ends.get(series.arrangementId) ?? null);
      return { ...series, closedBy: closedBy(series, endsOn, asOf) };
    });
  }
}
