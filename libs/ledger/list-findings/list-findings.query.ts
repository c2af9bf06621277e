import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { filtersSet, LookLog, Pseudonyms, type Looker, type Seen } from '#access';
import { ProjectionProgress } from '#event-store';
import { decodeCursor, pageOf, rowsToFind } from '#platform';
import { FINDINGS } from '../projection/findings.projection.js';
import { LATE_KNOWLEDGE } from '../projection/late-knowledge.projection.js';
import { LateLines } from '../reexamine-transfers/late-lines.js';
import type { FindingPageAnswer } from './answers.js';
import { FindingRows, type ListedFinding } from './finding-rows.js';
import type { ListFindingsRequest } from './list-findings.request.js';

export class ListFindings extends Query<FindingPageAnswer> {
  constructor(
    readonly looker: Looker,
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
    @Inject(LookLog) private readonly looks: LookLog,
  ) {}

  async execute({ looker, request }: ListFindings): Promise<FindingPageAnswer> {
    const { association } = looker;
    const { atLeast, cursor, limit: _limit, owner: asked, ...filters } = request;
    if (atLeast) await this.progress.waitFor(LATE_KNOWLEDGE, association, atLeast);
    const examining = await this.late.waiting(association);
    const examined = await this.late.reached(association);
    // What was examined is told as such, so what came of it has to be in the list.
    if (atLeast) await this.progress.waitFor(FINDINGS, association, examined);
    const reached = [examined, await this.progress.reached(FINDINGS, association)];
    const owner = asked === 'me' ? (await this.pseudonyms.actor(association, looker)).id : asked;
    const before = cursor === undefined ? undefined : decodeCursor(cursor, ['position', 'number']);
    const found = await this.findings.read({
      ...filters,
      association,
      owner,
      isAuditor: looker.role === 'auditor',
      before: before as [string, number] | undefined,
      limit: rowsToFind(request),
    });
    const { rows, next } = pageOf(found, request, ({ place }) => place);
    const look = { what: 'FINDINGS', member: request.member, filters: filtersSet(request) } as const;
    await this.looks.write(looker, { ...look, seen: rows.flatMap(seenOf) });
    return { asOf: reached.sort()[0]!, examining, findings: rows.map(({ answer }) => answer), next };
  }
}

/** A finding of several lines, or of a feed, names no member. */
function seenOf({ answer: { member, transfer, line }, chain }: ListedFinding): Seen[] {
  if (member === null) return [];
  return [{ member, chain, ...(transfer !== null && line !== null && { record: `${transfer}:${line}` }) }];
}
