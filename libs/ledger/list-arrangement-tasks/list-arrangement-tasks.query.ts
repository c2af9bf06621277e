import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ProjectionProgress } from '#event-store';
import { Clock } from '#platform';
import { citation, currentRuleset, dayInJapan } from '#statute';
import { tasksOf } from '../domain/arrangement-tasks.js';
import { ArrangementReader } from '../knowledge/arrangement-reader.js';
import { PartyReader } from '../knowledge/party-reader.js';
import { GROUNDS } from '../projection/grounds.projection.js';
import { AssociationReader } from '../reading/association-reader.js';
import { GroundRows } from '../reading/ground-rows.js';
import type { ArrangementTasksAnswer } from './answers.js';
import type { ListArrangementTasksRequest } from './list-arrangement-tasks.request.js';

/** More arrangements than an association has; all of them are looked through for what is due. */
const ARRANGEMENTS_MAX = 5_000;

export class ListArrangementTasks extends Query<ArrangementTasksAnswer> {
  constructor(
    readonly association: string,
    readonly request: ListArrangementTasksRequest,
  ) {
    super();
  }
}

@QueryHandler(ListArrangementTasks)
export class ListArrangementTasksHandler implements IQueryHandler<ListArrangementTasks, ArrangementTasksAnswer> {
  constructor(
    @Inject(GroundRows) private readonly rows: GroundRows,
    @Inject(ArrangementReader) private readonly arrangements: ArrangementReader,
    @Inject(PartyReader) private readonly parties: PartyReader,
    @Inject(AssociationReader) private readonly associations: AssociationReader,
    @Inject(ProjectionProgress) private readonly progress: ProjectionProgress,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async execute({ association, request }: ListArrangementTasks): Promise<ArrangementTasksAnswer> {
    const today = dayInJapan(this.clock.now().toISOString());
    if (request.atLeast) await this.progress.waitFor(GROUNDS, association, request.atLeast);
    const asOf = await this.progress.reached(GROUNDS, association);
    const found = await this.rows.read({ association, kind: 'arrangement', limit: ARRANGEMENTS_MAX });
    const ids = found.map(({ id }) => id);
    const known = [...(await this.arrangements.readAll(association, ids)).values()];
    const named = known.flatMap(({ versions }) => versions.flatMap(partiesOf));
    const parties = await this.parties.read(association, named);
    const { events } = await this.associations.history(association);
    const sources = { association: events, parties, today };
    const ruleset = currentRuleset(today);
    const tasks = known
      .flatMap((one) => tasksOf(one.events, sources))
      .map(({ cites, ...task }) => ({
        ...task,
        overdue: task.overdueFrom <= today,
        citation: { ...citation(ruleset, cites) },
      }))
      .filter(({ overdue }) => request.overdue === undefined || String(overdue) === request.overdue)
      .toSorted((one, other) => (one.overdueFrom < other.overdueFrom ? -1 : 1));
    return { asOf, on: today, tasks };
  }
}

function partiesOf({ data, sealed }: { data: { parties: readonly string[] }; sealed: Responsible | null }): string[] {
  const { party } = sealed?.responsible ?? {};
  return party ? [...data.parties, party] : [...data.parties];
}

interface Responsible {
  readonly responsible: { readonly party?: string } | null;
}
