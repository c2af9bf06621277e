import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import {
  Directory,
  judgeApproval,
  knownReferences,
  MemberFlags,
  Persons,
  presentMember,
  Pseudonyms,
  type Caller,
  type FourEyesVerdict,
} from '#access';
import type { ExpectedRevision, Position } from '#event-store';
import { FactWriter, maskTexts, requestsStream } from '#ledger';
import { Clock, Refusal } from '#platform';
import { currentRuleset, dayInJapan } from '#statute';
import { decideRequest, isRequestFault } from '../domain/requests/decide-request.js';
import type { RequestCommand } from '../domain/requests/request-commands.js';
import type { RequestContext } from '../domain/requests/request-context.js';
import { isFrozen, type RequestEvent } from '../domain/requests/request-events.js';
import { requestOf } from '../domain/requests/request-state.js';
import { ChangedRegistrations } from './changed-registrations.js';
import { CorrectedTransfers } from './corrected-transfers.js';
import { DisclosableRecords } from './disclosable-records.js';
import { contactOf } from './describe-request.js';
import { isSaidAgain } from './is-said-again.js';
import { RequestReader, type KnownRequest, type KnownRequests } from './request-reader.js';
import { RequestSettings } from './request-settings.js';
import { RequestStops, stops, type StopScope } from './request-stops.js';
import { standingFlags } from './standing-flags.js';
import { VoluntaryExtras } from './voluntary-extras.js';

/** Where a request stands after something was done about it. */
export interface RequestMark {
  readonly id: string;
  readonly state: string;
  readonly position: string;
  readonly recordedAt: string;
  /** False where the very same was said before. */
  readonly isNew: boolean;
}

export class KeepRequest extends Command<RequestMark> {
  constructor(
    readonly association: string,
    readonly caller: Pick<Caller, 'role' | 'subject'>,
    readonly member: string,
    readonly requestId: string,
    /** Done one after the other, all or none of them. */
    readonly wanted: readonly [RequestCommand, ...RequestCommand[]],
    readonly causation: string | null,
    readonly stop: StopScope | null = null,
  ) {
    super();
  }
}

/** Reads what is known of the person's requests, decides, and writes it. */
@CommandHandler(KeepRequest)
export class KeepRequestHandler implements ICommandHandler<KeepRequest, RequestMark> {
  constructor(
    @Inject(RequestReader) private readonly reader: RequestReader,
    @Inject(RequestSettings) private readonly settings: RequestSettings,
    @Inject(DisclosableRecords) private readonly records: DisclosableRecords,
    @Inject(VoluntaryExtras) private readonly extras: VoluntaryExtras,
    @Inject(CorrectedTransfers) private readonly corrected: CorrectedTransfers,
    @Inject(ChangedRegistrations) private readonly registrations: ChangedRegistrations,
    @Inject(RequestStops) private readonly requestStops: RequestStops,
    @Inject(Persons) private readonly persons: Persons,
    @Inject(Directory) private readonly directory: Directory,
    @Inject(MemberFlags) private readonly flags: MemberFlags,
    @Inject(Pseudonyms) private readonly pseudonyms: Pseudonyms,
    @Inject(FactWriter) private readonly writer: FactWriter,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async execute(command: KeepRequest): Promise<RequestMark> {
    const { association, member, requestId, wanted } = command;
    const refs = await knownReferences(this.persons, association, member);
    if (wanted[0].do === 'receive') await presentMember(this.persons, association, member);
    const known = await this.reader.read(association, refs);
    const request = known.requests.get(requestId);
    const context = await this.#contextOf(command, { refs, known });
    const events = decide(command, request, context);
    if (events === null) return markOf(requestId, request!);
    const state = requestOf([...(request?.events.map(({ event }) => event) ?? []), ...events])!;
    if (context.standingId !== null) {
      const stop = { ref: refs[0], state, scope: command.stop!, id: context.standingId };
      await this.requestStops.declare(association, command.caller, stop);
    }
    const ref = request?.ref ?? refs[0];
    const written = await this.#write(command, { ref, known, context, events });
    return { id: requestId, state: state.state, ...written, isNew: true };
  }

  async #contextOf(
    { association, caller, wanted, requestId, stop }: KeepRequest,
    { refs, known }: { readonly refs: readonly [string, ...string[]]; readonly known: KnownRequests },
  ): Promise<RequestContext> {
    const today = dayInJapan(this.clock.now().toISOString());
    const request = known.requests.get(requestId);
    const [first] = wanted;
    const isDecision = first.do === 'decide' && request !== undefined;
    const asksForRecords = isDecision && ['RQ3', 'RQ5'].includes(request.state.kind);
    const isStop = isDecision && stops(request.state, first.outcome);
    if (first.do === 'decide' && isStop !== (stop !== null)) refuseStop(isStop);
    const records = asksForRecords ? await this.records.of(association, refs, request.state.period) : null;
    const settingsOn = await this.settings.of(association);
    const flags = await this.flags.read(association, refs[0]);
    return {
      ruleset: request?.ruleset ?? currentRuleset(first.do === 'receive' ? first.arrivedOn : today),
      settingsOn,
      today,
      birthDate: (await this.directory.read(association, [refs[0]])).get(refs[0])?.birthDate ?? null,
      flags: standingFlags(flags.periods, today),
      flagsSince: flags.since(request?.state.arrivedOn ?? today),
      isElsewhere: (request ? contactOf(request) : null) !== null,
      others: new Map([...known.requests].map(([id, { state }]) => [id, state])),
      records,
      extras:
        isDecision && records
          ? await this.extras.of(association, refs, { request, records, settings: settingsOn(today) })
          : null,
      corrected: isDecision ? await this.#correctedBy(association, refs, request, first.corrections) : new Set(),
      registered: isDecision
        ? await this.registrations.of({ association, refs, ...sinceReceipt(request), ruleset: request.ruleset })
        : new Set(),
      approval: approvalOf(request, (await this.pseudonyms.actor(association, caller)).id),
      standingId: isStop
        ? await this.requestStops.idOf(association, { ref: refs[0], state: request.state, scope: stop! })
        : null,
    };
  }

  async #correctedBy(
    association: string,
    refs: readonly string[],
    request: KnownRequest,
    transfers: readonly string[],
  ): Promise<ReadonlySet<string>> {
    if (transfers.length === 0) return new Set();
    return this.corrected.of({ association, refs, transfers, ...sinceReceipt(request) });
  }

  async #write(
    { association, caller, causation }: KeepRequest,
    {
      ref,
      known,
      context,
      events,
    }: {
      readonly ref: string;
      readonly known: KnownRequests;
      readonly context: RequestContext;
      readonly events: readonly RequestEvent[];
    },
  ): Promise<{ readonly position: string; readonly recordedAt: string }> {
    const actor = await this.pseudonyms.actor(association, caller);
    const { id: ruleset } = context.ruleset;
    const decided = { association, actor, causation, occurredAt: null, ruleset, knowledgeAt: null };
    const expected = known.revisions.get(ref) ?? ('none' as const);
    const place = { stream: requestsStream(ref), at: this.clock.now() };
    // Frozen records come one event at a time, for a store takes no more at once: before the decision they are nothing.
    const parts = [...events.filter(isFrozen).map((event) => [event]), events.filter((event) => !isFrozen(event))];
    let next: ExpectedRevision = expected;
    for (const [index, part] of parts.entries()) {
      const facts = part.map((event) => ({ subject: ref, fact: event }));
      const result = await this.writer.write({ ...place, expected: next }, decided, facts);
      if (result.outcome !== 'appended') throw new Refusal('disclosure-request-changed');
      if (index === parts.length - 1)
        return { position: result.events.at(-1)!.position, recordedAt: result.recordedAt };
      next = (next === 'none' ? -1 : (next as number)) + part.length;
    }
    throw new Error('A request was decided on without an event.');
  }
}

/** The events, with individual numbers masked wherever a person may have written one; null where it was said before. */
function decide(
  { wanted }: KeepRequest,
  request: KnownRequest | undefined,
  context: RequestContext,
): RequestEvent[] | null {
  if (request && isSaidAgain(request, wanted, context)) return null;
  const made: RequestEvent[] = [];
  const before = request?.events.map(({ event }) => event) ?? [];
  for (const command of wanted) {
    const outcome = decideRequest(requestOf([...before, ...made]), command, context);
    if (isRequestFault(outcome)) throw new Refusal(outcome.fault, outcome.facts);
    made.push(...outcome.map(masked));
  }
  return made;
}

function masked(event: RequestEvent): RequestEvent {
  return { ...event, sealed: maskTexts(event.sealed).value } as RequestEvent;
}

function sinceReceipt({ events }: KnownRequest): { readonly since: Position } {
  return { since: events[0]!.stored.position };
}

/** Whether an account may approve the decision, as events name accounts; null where there is none. */
function approvalOf(request: KnownRequest | undefined, account: string): FourEyesVerdict | null {
  const decided = request?.events.findLast(({ event }) => event.type === 'RequestDecided');
  if (!decided) return null;
  const proposedBy = decided.stored.envelope.actor.id;
  return judgeApproval({ status: 'proposed', proposedBy, approvedBy: null }, account);
}

function markOf(id: string, { state, events }: KnownRequest): RequestMark {
  const { position, envelope } = events.at(-1)!.stored;
  return { id, state: state.state, position, recordedAt: envelope.recordedAt, isNew: false };
}

function refuseStop(isMissing: boolean): never {
  const detail = isMissing
    ? 'is missing: say what is not sent any more; empty lists mean everything'
    : 'is said where nothing is stopped';
  throw new Refusal('invalid-request', { errors: [{ pointer: '/stop', detail }] });
}
