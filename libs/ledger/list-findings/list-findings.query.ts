import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Pseudonyms, type Caller } from '#access';
import { ProjectionProgress } from '#event-store';
import { decodeCursor, pageOf, rowsToFind } from '#platform';
import { FINDINGS } from '../projection/findings.projection.js';
import { LATE_KNOWLEDGE } from '../projection/late-knowledge.projection.js';
import { LateLines } from '../reexamine-transfers/late-lines.js';
import type { FindingPageAnswer } from './answers.js';
import { FindingRows } from './finding-rows.js';
import type { ListFindingsRequest } from './list-findings.request.js';

export class ListFindings extends Query<FindingPageAnswer> {
  constructor(
    readonly association: string,
    readonly caller: Pick<Caller, 'role' | 'subject'>,
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
    @Inject(Pseudonyms) private readonly pseudonyms: Pseudonyms,
    @Inject(ProjectionProgress) private readonly progress: ProjectionProgress,
  ) {}

  async execute({ association, caller, request }: ListFindings): Promise<FindingPageAnswer> {
    const { atLeast, cursor, limit: _limit, owner: asked, ...filters } = request;
    if (atLeast) await this.progress.waitFor(LATE_KNOWLEDGE, association, atLeast);
    const examining = await this.late.waiting(association);
    const examined = await this.late.reached(association);
    // What was examined is told as such, so what came of it has to be in the list.
    if (atLeast) await this.progress.waitFor(FINDINGS, association, examined);
    const reached = [examined, await this.progress.reached(FINDINGS, association)];
    const owner = asked === 'me' ? (await this.pseudonyms.actor(association, caller)).id : asked;
    const before = cursor === undefined ? undefined : decodeCursor(cursor, ['position', 'number']);
    const found = await this.findings.read({
      ...filters,
      association,
      owner,
      isAuditor: caller.role === 'auditor',
      before: before as [string, number] | undefined,
      limit: rowsToFind(request),
    });
    const { rows, next } = pageOf(found, request, ({ place }) => place);
    return { asOf: reached.sort()[0]!, examining, findings: rows.map(({ answer }) => answer), next };
  }
}
