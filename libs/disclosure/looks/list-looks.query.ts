import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { filtersSet, LookLog, Persons, type Looker } from '#access';
import { ProjectionProgress, toPosition } from '#event-store';
import { Clock, decodeCursor, pageOf, Refusal, rowsToFind } from '#platform';
import type { LookAnswer, LookPageAnswer } from './answers.js';
import type { ListLooksRequest } from './list-looks.request.js';
import { LookRows, type FoundLook } from './look-rows.js';
import { lookedAtNamed, purposeNamed, reasonNamed } from './look-words.js';
import { LOOKS } from './looks.projection.js';

export class ListLooks extends Query<LookPageAnswer> {
  constructor(
    readonly looker: Looker,
    readonly request: ListLooksRequest,
  ) {
    super();
  }
}

/**
 * The log of looks, for those who watch over it. Reading it is a look at the member who is asked for. Who asks for
 * nobody sees nobody, and the reading is one event, so that no reading makes more of them than there were readings.
 */
@QueryHandler(ListLooks)
export class ListLooksHandler implements IQueryHandler<ListLooks, LookPageAnswer> {
  constructor(
    @Inject(LookRows) private readonly rows: LookRows,
    @Inject(LookLog) private readonly looks: LookLog,
    @Inject(ProjectionProgress) private readonly progress: ProjectionProgress,
    @Inject(Persons) private readonly persons: Persons,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async execute({ looker, request }: ListLooks): Promise<LookPageAnswer> {
    const { association, role: lookerRole } = looker;
    const { atLeast, cursor, limit: _limit, member, ...filters } = request;
    const isAuditor = lookerRole === 'auditor';
    if (filters.account !== undefined && !isAuditor) throw new Refusal('not-permitted', { role: lookerRole });
    if (atLeast) await this.progress.waitFor(LOOKS, association, atLeast);
    const asOf = await this.progress.reached(LOOKS, association);
    const refs = member === undefined ? null : await this.persons.references(association, member);
    const [before] = cursor ? decodeCursor(cursor, ['position']) : [null];
    const wish = { ...filters, association, isAuditor, refs, before: before as string | null };
    const { rows, next } = pageOf(await this.rows.read(wish, rowsToFind(request)), request, ({ position }) => [
      position,
    ]);
    const names = filtersSet(request);
    if (member === undefined) await this.looks.writeReading(looker, { filters: names, count: rows.length });
    else await this.looks.write(looker, { what: 'LOOKS', member, filters: names, seen: [] });
    const now = this.clock.now();
    return { asOf, looks: rows.map((row) => answerOf(row, { isAuditor, isNamed: member !== undefined, now })), next };
  }
}

interface Shown {
  readonly isAuditor: boolean;
  /** Whether it is told whom the looks were at. */
  readonly isNamed: boolean;
  readonly now: Date;
}

function answerOf(row: FoundLook, { isAuditor, isNamed, now }: Shown): LookAnswer {
  const { at, role, account, what, chain, purpose, member, records, filters, under, reasonClass, reasonId, position } =
    row;
  return {
    at: at.toISOString(),
    role,
    account: isAuditor ? account : null,
    what: lookedAtNamed(what),
    chain,
    purpose: purposeNamed(purpose, now),
    reason: reasonNamed(reasonClass),
    reasonId,
    member: isNamed ? member : null,
    records: isNamed ? [...records] : [],
    filters: [...filters],
    under,
    position: toPosition(position),
  };
}
