import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Pool } from 'pg';
import { LookLog, MEMBER_DUTIES, Persons, type Looker, type MemberDuties, type MemberDuty } from '#access';
import { ProjectionProgress, toPosition } from '#event-store';
import { Clock, decodeCursor, ofAssociation, pageOf, rowsToFind, type PageRequest } from '#platform';
import { addDays, citation, currentRuleset, dayInJapan, rulesetById, type Day, type Ruleset } from '#statute';
import type { RequestState } from '../domain/requests/request-state.js';
import { erasesAfterwards, openUses, stopsUse } from '../domain/requests/settle-use.js';
import { tabled } from '../keep-requests/request-words.js';
import { KnownUses } from './known-uses.js';
import { REQUESTS } from './requests.projection.js';
import type { ErasureTaskAnswer, RequestTaskAnswer, RequestTasksAnswer } from './tasks.answer.js';

export class RequestTasks extends Query<RequestTasksAnswer> {
  constructor(
    readonly looker: Looker,
    readonly wish: PageRequest,
  ) {
    super();
  }
}

interface DecidedRow {
  readonly ref: string;
  readonly ruleset: string;
  readonly state: RequestState;
  readonly position: string;
}

interface LivingRow {
  readonly row: DecidedRow;
  readonly refs: readonly string[];
  readonly ruleset: Ruleset;
}

const DECIDED = `SELECT member_ref AS ref, ruleset, state, position FROM disclosure.request
  WHERE association = $1 AND state->>'kind' = ANY ($2) AND state->'decision'->>'outcome' IS NOT NULL
    AND state->>'state' IN ('decided', 'delivered', 'closed') AND ($3::bigint IS NULL OR position > $3)
  ORDER BY position LIMIT $4`;

/**
 * What a stop of use leaves to be done: joint use and entrustment that go on (art. 35(1), (5)), and persons to be erased
 * once nothing has their records kept any more (A55). Nothing of it is done by a process alone: an erasure is proposed by
 * one officer and approved by another.
 */
@QueryHandler(RequestTasks)
export class RequestTasksHandler implements IQueryHandler<RequestTasks, RequestTasksAnswer> {
  constructor(
    @Inject(Pool) private readonly pool: Pool,
    @Inject(ProjectionProgress) private readonly progress: ProjectionProgress,
    @Inject(Persons) private readonly persons: Persons,
    @Inject(MEMBER_DUTIES) private readonly duties: MemberDuties,
    @Inject(KnownUses) private readonly uses: KnownUses,
    @Inject(LookLog) private readonly looks: LookLog,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async execute({ looker, wish }: RequestTasks): Promise<RequestTasksAnswer> {
    const { association } = looker;
    if (wish.atLeast) await this.progress.waitFor(REQUESTS, association, wish.atLeast);
    const asOf = await this.progress.reached(REQUESTS, association);
    const today = dayInJapan(this.clock.now().toISOString());
    const [after] = wish.cursor ? decodeCursor(wish.cursor, ['position']) : [null];
    const { kinds } = currentRuleset(today).requests.stopOfUse;
    const values = [association, kinds, after, rowsToFind(wish)];
    const found = await ofAssociation(this.pool, association).query<DecidedRow>(DECIDED, values);
    const { rows, next } = pageOf(found.rows, wish, ({ position }) => [position]);
    const tasks = await this.#tasksOf(association, rows, today);
    const seen = tasks.map(({ member }) => ({ member }));
    await this.looks.write(looker, { what: 'DISCLOSURE_REQUESTS', seen });
    return { on: today, asOf, tasks, next };
  }

  async #tasksOf(association: string, rows: readonly DecidedRow[], today: Day): Promise<RequestTaskAnswer[]> {
    const living = await this.#living(association, rows);
    const erasing = living.filter(({ row, ruleset }) => erasesAfterwards(row.state, { ruleset }));
    // Asked once for the page: each answer waits for the records to come as far as the log.
    const duties = await this.duties.ofEach(
      association,
      erasing.map(({ refs }) => refs),
    );
    const erasures = new Map(erasing.map((one, index) => [one.row, erasureOf(duties[index]!, one.ruleset)]));
    const tasks: RequestTaskAnswer[] = [];
    for (const one of living)
      tasks.push(...(await this.#taskOf(association, one, erasures.get(one.row) ?? null, today)));
    return tasks;
  }

  /** Requests of persons who are there still, with all references of each. */
  async #living(association: string, rows: readonly DecidedRow[]): Promise<LivingRow[]> {
    const living: LivingRow[] = [];
    for (const row of rows) {
      const person = await this.persons.state(association, row.ref);
      if (!person || person.erasedAt !== null) continue;
      const refs = await this.persons.references(association, person.ref);
      living.push({ row, refs, ruleset: rulesetById(row.ruleset)! });
    }
    return living;
  }

  async #taskOf(
    association: string,
    { row, refs, ruleset }: LivingRow,
    erasure: ErasureTaskAnswer | null,
    today: Day,
  ): Promise<RequestTaskAnswer[]> {
    const { ref, state, position } = row;
    const known = stopsUse(state, { ruleset }) ? await this.uses.of(association, refs, { ruleset, today }) : [];
    const open = openUses(state, known, { ruleset });
    if (erasure === null && open.length === 0) return [];
    const { cites } = ruleset.requests.stopOfUse;
    const uses = known
      .filter((one) => open.includes(one))
      .map((use) => ({ ...use, citations: citedBy(cites, ruleset) }));
    const { requestId: request, decision } = state;
    const outcome = tabled(ruleset.requests.outcomes, decision!.outcome);
    const { decidedOn } = decision!;
    return [{ request, member: ref, decidedOn, outcome, erasure, uses, position: toPosition(position) }];
  }
}

function erasureOf(blocking: readonly MemberDuty[], ruleset: Ruleset): ErasureTaskAnswer {
  const days = blocking.map(({ until }) => until);
  const last = days.includes(null) ? null : (days.toSorted().at(-1) ?? null);
  const measure = ruleset.requests.alternatives.find((one) => one.erasesAfterwards)!;
  return {
    isDue: blocking.length === 0,
    dueOn: last && addDays(last, 1),
    blockedBy: blocking.map(({ kind, until }) => ({ kind, until })),
    citations: citedBy(measure.cites, ruleset),
  };
}

function citedBy(cites: readonly string[], ruleset: Ruleset) {
  return cites.map((ref) => citation(ruleset, ref));
}
