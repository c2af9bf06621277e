import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Pool } from 'pg';
import { LookLog, type Looker } from '#access';
import { ProjectionProgress, toPosition } from '#event-store';
import { Clock, ofAssociation } from '#platform';
import { dayInJapan, rulesetById } from '#statute';
import { deadlinesOf } from '../domain/requests/decide-request.js';
import type { RequestState } from '../domain/requests/request-state.js';
import { answerOf, type AsOf } from '../keep-requests/describe-request.js';
import { RequestSettings } from '../keep-requests/request-settings.js';
import { cited, worded } from '../keep-requests/request-words.js';
import type { QueueAnswer, QueuedRequestAnswer } from './queue.answer.js';
import { REQUESTS } from './requests.projection.js';

export interface QueueWish {
  readonly atLeast?: string | undefined;
  readonly kind?: string | undefined;
}

export class RequestQueue extends Query<QueueAnswer> {
  constructor(
    readonly looker: Looker,
    readonly wish: QueueWish,
  ) {
    super();
  }
}

interface QueuedRow {
  readonly ref: string;
  readonly ruleset: string;
  readonly state: RequestState;
  readonly position: string;
}

/** Requests that are open at once; an association with more has another need than a list. */
const QUEUED_MAX = 1_000;

/** What is open, by the days that are left; what waits for the identification comes by its arrival. */
@QueryHandler(RequestQueue)
export class RequestQueueHandler implements IQueryHandler<RequestQueue, QueueAnswer> {
  constructor(
    @Inject(Pool) private readonly pool: Pool,
    @Inject(ProjectionProgress) private readonly progress: ProjectionProgress,
    @Inject(RequestSettings) private readonly settings: RequestSettings,
    @Inject(LookLog) private readonly looks: LookLog,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async execute({ looker, wish }: RequestQueue): Promise<QueueAnswer> {
    const { association } = looker;
    if (wish.atLeast) await this.progress.waitFor(REQUESTS, association, wish.atLeast);
    const asOf = await this.progress.reached(REQUESTS, association);
    const rows = await this.#rows(association, wish.kind ?? null);
    const seen = rows.map(({ ref }) => ({ member: ref }));
    const filters = wish.kind === undefined ? [] : ['kind'];
    await this.looks.write(looker, { what: 'DISCLOSURE_REQUESTS', filters, seen });
    const today = dayInJapan(this.clock.now().toISOString());
    const settingsOn = await this.settings.of(association);
    const requests = rows.map((row) => queued(row, { today, settingsOn }));
    return { on: today, asOf, requests: requests.toSorted(byDaysLeft) };
  }

  async #rows(association: string, kind: string | null): Promise<QueuedRow[]> {
    const { rows } = await ofAssociation(this.pool, association).query<QueuedRow>(
      `SELECT member_ref AS ref, ruleset, state, position FROM disclosure.request
       WHERE association = $1 AND NOT is_ended AND ($2::text IS NULL OR state->>'kind' = $2)
       ORDER BY received_at LIMIT $3`,
      [association, kind, QUEUED_MAX],
    );
    return rows;
  }
}

function queued({ ref, ruleset: id, state, position }: QueuedRow, asOf: AsOf): QueuedRequestAnswer {
  const ruleset = rulesetById(id)!;
  const { answer, suit } = deadlinesOf(state, { ruleset, ...asOf });
  return {
    id: state.requestId,
    member: ref,
    state: state.state,
    kind: cited(ruleset.requests.kinds, state.kind, ruleset),
    channel: worded(ruleset.requests.channels, state.channel),
    arrivedOn: state.arrivedOn,
    answer: answerOf(state, answer, asOf.today),
    suitPossibleFrom: suit?.possibleFrom ?? null,
    suitIsNear: suit !== null && state.deliveredOn === null && asOf.today >= suit.alertOn,
    position: toPosition(position),
  };
}

// An answer that is out waits for nothing but its closing.
function byDaysLeft(one: QueuedRequestAnswer, other: QueuedRequestAnswer): number {
  const order = ({ answer, arrivedOn, state }: QueuedRequestAnswer) =>
    `${state === 'delivered' ? 2 : 0} ${answer.dueOn ?? arrivedOn} ${arrivedOn}`;
  return order(one) < order(other) ? -1 : 1;
}
