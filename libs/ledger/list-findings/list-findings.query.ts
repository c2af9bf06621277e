import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ProjectionProgress } from '#event-store';
import { decodeCursor, pageOf, rowsToFind } from '#platform';
import { LATE_KNOWLEDGE } from '../projection/late-knowledge.projection.js';
import { LateLines } from '../reexamine-transfers/late-lines.js';
import type { FindingPageAnswer } from './answers.js';
import { FindingRows } from './finding-rows.js';
import type { ListFindingsRequest } from './list-findings.request.js';

export class ListFindings extends Query<FindingPageAnswer> {
  constructor(
    readonly association: string,
    readonly isAuditor: boolean,
    readonly request: ListFindingsRequest,
  ) {
    super();
  }
}

@QueryHandler(ListFindings)
export class ListFindingsHandler implements IQueryHandler<ListFindings, FindingPageAnswer> {
  constructor(
    @Inject(FindingRows) private readonly findings: FindingRows,
    @Inject(LateLines) private readonly late: LateLines,
    @Inject(ProjectionProgress) private readonly progress: ProjectionProgress,
  ) {}

  async execute({ association, isAuditor, request }: ListFindings): Promise<FindingPageAnswer> {
    const { atLeast, transfer, member, cursor } = request;
    if (atLeast) await this.progress.waitFor(LATE_KNOWLEDGE, association, atLeast);
    const asOf = await this.progress.reached(LATE_KNOWLEDGE, association);
    const examining = await this.late.waiting(association);
    const before = cursor === undefined ? undefined : String(decodeCursor(cursor, ['position'])[0]);
    const wish = { association, isAuditor, transfer, member, before, limit: rowsToFind(request) };
    const page = pageOf(await this.findings.read(wish), request, ({ position }) => [position]);
    return { asOf, examining, findings: [...page.rows], next: page.next };
  }
}
