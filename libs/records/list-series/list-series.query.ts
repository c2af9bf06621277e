import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Pool } from 'pg';
import { ProjectionProgress } from '#event-store';
import { Clock, decodeCursor, ofAssociation, pageOf, PageRequest, rowsToFind, TextField } from '#platform';
import { dayInJapan, retainUntil } from '#statute';
import { SERIES_STATE, SeriesStates, type ClosedBy, type SeriesState } from '../keeping/series-states.js';
import type { SeriesAnswer, SeriesPageAnswer } from './answers.js';

export class ListSeriesRequest extends PageRequest {
  @TextField({ optional: true, max: 64, description: 'An arrangement' })
  arrangement?: string;
}

export class ListSeries extends Query<SeriesPageAnswer> {
  constructor(
    readonly association: string,
    /** The restricted chain exists for auditors alone. */
    readonly isAuditor: boolean,
    readonly request: ListSeriesRequest,
  ) {
    super();
  }
}

interface SeriesRow extends SeriesState {
  readonly firstPosition: string;
  readonly lines: string;
  readonly party: string | null;
  /** Of what the caller may see of it. */
  readonly seenFirst: string | null;
  readonly seenLast: string | null;
}

/** What is void or no longer owed makes a series neither longer nor younger. */
const COUNTS = `line.owed AND transfer.status IN ('recorded', 'corrected')`;

@QueryHandler(ListSeries)
export class ListSeriesHandler implements IQueryHandler<ListSeries, SeriesPageAnswer> {
  constructor(
    @Inject(Pool) private readonly pool: Pool,
    @Inject(ProjectionProgress) private readonly progress: ProjectionProgress,
    @Inject(SeriesStates) private readonly states: SeriesStates,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async execute({ association, isAuditor, request }: ListSeries): Promise<SeriesPageAnswer> {
    if (request.atLeast) await this.progress.waitFor('records', association, request.atLeast);
    const asOf = await this.progress.reached('records', association);
    const found = await this.#find(association, isAuditor, request);
    const { rows, next } = pageOf(found, request, ({ firstPosition }) => [firstPosition]);
    const today = dayInJapan(this.clock.now().toISOString());
    const seen = rows.map((row) => ({ ...row, firstOn: row.seenFirst, lastOn: row.seenLast }));
    const states = await this.states.withEnds(association, seen, today);
    return { asOf, series: states.map(answerOf), next };
  }

  // A series of which nothing was sealed, or nothing may be seen, is none.
  async #find(association: string, isAuditor: boolean, request: ListSeriesRequest): Promise<SeriesRow[]> {
    const [before] = request.cursor ? decodeCursor(request.cursor, ['position']) : [null];
    const { rows } = await ofAssociation(this.pool, association).query<SeriesRow>(
      `SELECT * FROM (
         SELECT state.*, all_series.first_position AS "firstPosition", seen.lines, seen.party, seen.first::text AS "seenFirst",
           seen.last::text AS "seenLast"
         FROM records.series AS all_series
         JOIN LATERAL (${SERIES_STATE}
           WHERE series.association = all_series.association AND series.series_id = all_series.series_id) AS state ON true
         JOIN LATERAL (
           SELECT count(*) AS lines, max(transfer.party_id) AS party,
             min(line.occurred_on) FILTER (WHERE ${COUNTS}) AS first, max(line.occurred_on) FILTER (WHERE ${COUNTS}) AS last
           FROM records.statutory_record AS line
           JOIN records.transfer AS transfer ON transfer.association = line.association
             AND transfer.transfer_id = line.transfer_id AND transfer.version = line.version
           WHERE line.association = all_series.association AND line.series_id = all_series.series_id
             AND (line.chain = 'open' OR $2)) AS seen ON seen.lines > 0
         WHERE all_series.association = $1 AND ($3::bigint IS NULL OR all_series.first_position < $3)
           AND ($4::text IS NULL OR all_series.arrangement_id = $4)
         ORDER BY all_series.first_position DESC LIMIT $5) AS page
       ORDER BY "firstPosition" DESC`,
      [association, isAuditor, before, request.arrangement ?? null, rowsToFind(request)],
    );
    return rows;
  }
}

function answerOf(row: SeriesRow & { readonly closedBy: ClosedBy | null }): SeriesAnswer {
  const { seriesId, register, method, arrangementId, party, periodFrom, periodTo, firstOn, lastOn, closedBy } = row;
  return {
    id: seriesId,
    register,
    method,
    arrangement: arrangementId,
    party,
    from: periodFrom,
    to: periodTo,
    firstOn,
    lastOn,
    lines: Number(row.lines),
    open: closedBy === null,
    closedBy,
    retainUntil: closedBy === null || lastOn === null ? null : retainUntil(method, lastOn),
  };
}
