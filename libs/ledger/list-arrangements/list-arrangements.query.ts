import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ProjectionProgress } from '#event-store';
import { Clock, decodeCursor, pageOf, rowsToFind } from '#platform';
import { dayInJapan } from '#statute';
import { ArrangementReader } from '../knowledge/arrangement-reader.js';
import type { ListOnDayRequest } from '../list-parties/list-parties.request.js';
import { GROUNDS } from '../projection/grounds.projection.js';
import { GroundRows } from '../reading/ground-rows.js';
import type { ArrangementPageAnswer } from './answers.js';
import { summaryOf } from './summary.js';

export class ListArrangements extends Query<ArrangementPageAnswer> {
  constructor(
    readonly association: string,
    readonly request: ListOnDayRequest,
  ) {
    super();
  }
}

@QueryHandler(ListArrangements)
export class ListArrangementsHandler implements IQueryHandler<ListArrangements, ArrangementPageAnswer> {
  constructor(
    @Inject(GroundRows) private readonly rows: GroundRows,
    @Inject(ArrangementReader) private readonly arrangements: ArrangementReader,
    @Inject(ProjectionProgress) private readonly progress: ProjectionProgress,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async execute({ association, request }: ListArrangements): Promise<ArrangementPageAnswer> {
    const { atLeast, cursor, on = dayInJapan(this.clock.now().toISOString()) } = request;
    if (atLeast) await this.progress.waitFor(GROUNDS, association, atLeast);
    const asOf = await this.progress.reached(GROUNDS, association);
    const after = cursor === undefined ? undefined : String(decodeCursor(cursor, ['position'])[0]);
    const found = await this.rows.read({ association, kind: 'arrangement', after, limit: rowsToFind(request) });
    const { rows, next } = pageOf(found, request, ({ position }) => [position]);
    const ids = rows.map(({ id }) => id);
    const known = await this.arrangements.readAll(association, ids);
    return { asOf, on, arrangements: ids.map((id) => summaryOf(id, known.get(id)!, on)), next };
  }
}
