import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Pool } from 'pg';
import { knownReferences, LookLog, Persons, type Looker } from '#access';
import { ProjectionProgress, toPosition } from '#event-store';
import { Clock, decodeCursor, ofAssociation, pageOf, rowsToFind, type PageRequest } from '#platform';
import { citation, currentRuleset, dayInJapan, rulesetById, type Ruleset } from '#statute';
import { courtesyOf, type CourtesyState } from '../domain/courtesy/courtesy-state.js';
import { courtesyDueOn, courtesyMissing, type CourtesyContext } from '../domain/courtesy/decide-courtesy.js';
import { RequestSettings } from '../keep-requests/request-settings.js';
import { tabled, worded } from '../keep-requests/request-words.js';
import type {
  CourtesyAnswer,
  CourtesyListAnswer,
  CourtesyListedAnswer,
  CourtesyNoteAnswer,
  CourtesyQueueAnswer,
} from './courtesy.answer.js';
import { CourtesyReader, type KnownCourtesy } from './courtesy-reader.js';
import { COURTESY_REQUESTS } from './courtesy-requests.projection.js';

export class ListCourtesy extends Query<CourtesyListAnswer> {
  constructor(
    readonly looker: Looker,
    readonly member: string,
  ) {
    super();
  }
}

export class CourtesyQueue extends Query<CourtesyQueueAnswer> {
  constructor(
    readonly looker: Looker,
    readonly wish: PageRequest,
  ) {
    super();
  }
}

/** What families ask about one person, the newest first. */
@QueryHandler(ListCourtesy)
export class ListCourtesyHandler implements IQueryHandler<ListCourtesy, CourtesyListAnswer> {
  constructor(
    @Inject(CourtesyReader) private readonly reader: CourtesyReader,
    @Inject(RequestSettings) private readonly settings: RequestSettings,
    @Inject(Persons) private readonly persons: Persons,
    @Inject(LookLog) private readonly looks: LookLog,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async execute({ looker, member }: ListCourtesy): Promise<CourtesyListAnswer> {
    const { association } = looker;
    const refs = await knownReferences(this.persons, association, member);
    const logged = this.looks.write(looker, { what: 'DISCLOSURE_REQUESTS', member, seen: [] });
    const { requests } = await this.reader.read(association, refs);
    const settingsOn = await this.settings.of(association);
    await logged;
    const described = [...requests.values()].map((known) => describe(known, settingsOn));
    return {
      note: noteOf(currentRuleset(dayInJapan(this.clock.now().toISOString()))),
      requests: described.toReversed(),
    };
  }
}

const OPEN = `SELECT member_ref AS ref, ruleset, state, first_position, position FROM disclosure.courtesy_request
  WHERE association = $1 AND NOT is_ended AND ($2::bigint IS NULL OR first_position > $2)
  ORDER BY first_position LIMIT $3`;

interface OpenRow {
  readonly ref: string;
  readonly ruleset: string;
  readonly state: CourtesyState;
  readonly first_position: string;
  readonly position: string;
}

/** What is open of all families, the oldest first. */
@QueryHandler(CourtesyQueue)
export class CourtesyQueueHandler implements IQueryHandler<CourtesyQueue, CourtesyQueueAnswer> {
  constructor(
    @Inject(Pool) private readonly pool: Pool,
    @Inject(ProjectionProgress) private readonly progress: ProjectionProgress,
    @Inject(RequestSettings) private readonly settings: RequestSettings,
    @Inject(LookLog) private readonly looks: LookLog,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async execute({ looker, wish }: CourtesyQueue): Promise<CourtesyQueueAnswer> {
    const { association } = looker;
    if (wish.atLeast) await this.progress.waitFor(COURTESY_REQUESTS, association, wish.atLeast);
    const asOf = await this.progress.reached(COURTESY_REQUESTS, association);
    const [after] = wish.cursor ? decodeCursor(wish.cursor, ['position']) : [null];
    const values = [association, after, rowsToFind(wish)];
    const found = await ofAssociation(this.pool, association).query<OpenRow>(OPEN, values);
    const { rows, next } = pageOf(found.rows, wish, (row) => [row.first_position]);
    await this.looks.write(looker, { what: 'DISCLOSURE_REQUESTS', seen: rows.map(({ ref }) => ({ member: ref })) });
    const settingsOn = await this.settings.of(association);
    const requests = rows.map(({ ref, ruleset, state, position }) =>
      listed({ ref, ruleset: rulesetById(ruleset)!, state, position: toPosition(position) }, settingsOn),
    );
    return { note: noteOf(currentRuleset(dayInJapan(this.clock.now().toISOString()))), asOf, requests, next };
  }
}

function noteOf(ruleset: Ruleset): CourtesyNoteAnswer {
  const { note, cites } = ruleset.requests.courtesy;
  return { ...note, citations: cites.map((ref) => citation(ruleset, ref)) };
}

function describe({ ref, events }: KnownCourtesy, settingsOn: CourtesyContext['settingsOn']): CourtesyAnswer {
  const all = events.map(({ event }) => event);
  const { position } = events.at(-1)!.stored;
  const ruleset = rulesetById(events[0]!.stored.envelope.ruleset!)!;
  const receipt = all.find((event) => event.type === 'CourtesyReceived');
  const decision = all.find((event) => event.type === 'CourtesyDecided');
  const received = receipt?.sealed;
  return {
    ...listed({ ref, ruleset, state: courtesyOf(all)!, position }, settingsOn),
    asker: received?.asker ?? null,
    contact: received?.contact ?? null,
    text: received?.text ?? null,
    told: decision?.sealed?.text ?? null,
  };
}

function listed(
  {
    ref: member,
    ruleset,
    state,
    position,
  }: { readonly ref: string; readonly ruleset: Ruleset; readonly state: CourtesyState; readonly position: string },
  settingsOn: CourtesyContext['settingsOn'],
): CourtesyListedAnswer {
  const { courtesy } = ruleset.requests;
  const { requestId: id, decision, arrivedOn, fee, answeredOn } = state;
  const isOpen = state.state === 'received' || state.state === 'shown';
  return {
    id,
    member,
    state: state.state,
    relation: worded(courtesy.relations, state.relation),
    subjects: state.subjects.map((code) => worded(courtesy.subjects, code)),
    arrivedOn,
    fee,
    missing: isOpen ? courtesyMissing(ruleset.requests, state) : [],
    courtesyDueOn: courtesyDueOn(state, settingsOn),
    outcome: decision && tabled(courtesy.outcomes, decision.outcome),
    reason: decision?.reason ? worded(courtesy.refusals, decision.reason) : null,
    decidedOn: decision?.decidedOn ?? null,
    answeredOn,
    position,
  };
}
