import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Pool } from 'pg';
import { LookLog, MemberFlags, type Looker } from '#access';
import { ProjectionProgress, toPosition } from '#event-store';
import { Clock, decodeCursor, ofAssociation, pageOf, rowsToFind, type PageRequest } from '#platform';
import { addDays, dayInJapan, rulesetById, type Day } from '#statute';
import { deadlinesOf } from '../domain/requests/decide-request.js';
import type { RequestState } from '../domain/requests/request-state.js';
import { answerOf, type AsOf } from '../keep-requests/describe-request.js';
import { RequestSettings } from '../keep-requests/request-settings.js';
import { standingFlags } from '../keep-requests/standing-flags.js';
import { cited, worded } from '../keep-requests/request-words.js';
import type { QueueAnswer, QueuedRequestAnswer } from './queue.answer.js';
import { REQUESTS } from './requests.projection.js';

export interface QueueWish extends PageRequest {
  readonly kind?: string;
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
  /** An answer that is out waits for nothing but its closing, and comes last. */
  readonly part: number;
  readonly day: string;
}

/** Days that are open at once, on which requests became complete: some thirty years of them. */
const DAYS_MAX = 10_000;

const COMPLETE_ON = `SELECT DISTINCT state->>'completeOn' AS day FROM disclosure.request
  WHERE association = $1 AND NOT is_ended AND state->>'completeOn' IS NOT NULL LIMIT ${DAYS_MAX}`;

// What waits for the identification comes by its arrival.
const QUEUE = `SELECT * FROM (
    SELECT member_ref AS ref, ruleset, state, position, (state->>'state' = 'delivered')::integer AS part,
      coalesce(state->>'extendedTo', due.due_on, state->>'arrivedOn') AS day
    FROM disclosure.request
    LEFT JOIN unnest($3::text[], $4::text[]) AS due (complete_on, due_on) ON due.complete_on = state->>'completeOn'
    WHERE association = $1 AND NOT is_ended AND ($2::text IS NULL OR state->>'kind' = $2)) AS open
  WHERE $5::integer IS NULL OR (part, day, position) > ($5, $6, $7::bigint)
  ORDER BY part, day, position LIMIT $8`;

/** What is open, by the day on which it is due. */
@QueryHandler(RequestQueue)
export class RequestQueueHandler implements IQueryHandler<RequestQueue, QueueAnswer> {
  constructor(
    @Inject(Pool) private readonly pool: Pool,
    @Inject(ProjectionProgress) private readonly progress: ProjectionProgress,
    @Inject(RequestSettings) private readonly settings: RequestSettings,
    @Inject(MemberFlags) private readonly flags: MemberFlags,
    @Inject(LookLog) private readonly looks: LookLog,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async execute({ looker, wish }: RequestQueue): Promise<QueueAnswer> {
    const { association } = looker;
    if (wish.atLeast) await this.progress.waitFor(REQUESTS, association, wish.atLeast);
    const asOf = await this.progress.reached(REQUESTS, association);
    const settingsOn = await this.settings.of(association);
    const found = await this.#rows(association, wish, settingsOn);
    const { rows, next } = pageOf(found, wish, ({ part, day, position }) => [part, day, position]);
    const seen = rows.map(({ ref }) => ({ member: ref }));
    const filters = wish.kind === undefined ? [] : ['kind'];
    await this.looks.write(looker, { what: 'DISCLOSURE_REQUESTS', filters, seen });
    const today = dayInJapan(this.clock.now().toISOString());
    const flags = await this.#flags(association, rows, today);
    const requests = rows.map((row) => ({ ...queued(row, { today, settingsOn }), flags: flags.get(row.ref)! }));
    return { on: today, asOf, requests, next };
  }

  /** Of the persons of a page. */
  async #flags(association: string, rows: readonly QueuedRow[], today: Day): Promise<ReadonlyMap<string, string[]>> {
    const refs = [...new Set(rows.map(({ ref }) => ref))];
    const flags = new Map<string, string[]>();
    for (const ref of refs) flags.set(ref, standingFlags(await this.flags.of(association, ref), today));
    return flags;
  }

  async #rows(association: string, wish: QueueWish, settingsOn: AsOf['settingsOn']): Promise<QueuedRow[]> {
    const after = wish.cursor ? decodeCursor(wish.cursor, ['number', 'day', 'position']) : [null, null, null];
    const database = ofAssociation(this.pool, association);
    const complete = (await database.query<{ day: Day }>(COMPLETE_ON, [association])).rows.map(({ day }) => day);
    const due = complete.map((day) => addDays(day, settingsOn(day).requestAnswerDays));
    const values = [association, wish.kind ?? null, complete, due, ...after, rowsToFind(wish)];
    const { rows } = await database.query<QueuedRow>(QUEUE, values);
    return rows;
  }
}

function queued({ ref, ruleset: id, state, position }: QueuedRow, asOf: AsOf): Omit<QueuedRequestAnswer, 'flags'> {
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
