import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { knownReferences, MemberFlags, Persons, presentMember, Pseudonyms, type Caller } from '#access';
import { canonicalText, courtesyStream, FactWriter, maskTexts } from '#ledger';
import { Clock, Refusal } from '#platform';
import { currentRuleset, dayInJapan } from '#statute';
import type { CourtesyEvent } from '../domain/courtesy/courtesy-events.js';
import { courtesyOf } from '../domain/courtesy/courtesy-state.js';
import { decideCourtesy, type CourtesyCommand, type CourtesyContext } from '../domain/courtesy/decide-courtesy.js';
import { RequestSettings } from '../keep-requests/request-settings.js';
import { standingFlags } from '../keep-requests/standing-flags.js';
import { CourtesyReader, type KnownCourtesy } from './courtesy-reader.js';

/** Where what a family asks stands after something was done about it. */
export interface CourtesyMark {
  readonly id: string;
  readonly state: string;
  readonly position: string;
  readonly recordedAt: string;
  /** False where the very same was said before. */
  readonly isNew: boolean;
}

export class KeepCourtesy extends Command<CourtesyMark> {
  constructor(
    readonly association: string,
    readonly caller: Pick<Caller, 'role' | 'subject'>,
    readonly member: string,
    readonly requestId: string,
    readonly wanted: CourtesyCommand,
    readonly causation: string | null,
  ) {
    super();
  }
}

@CommandHandler(KeepCourtesy)
export class KeepCourtesyHandler implements ICommandHandler<KeepCourtesy, CourtesyMark> {
  constructor(
    @Inject(CourtesyReader) private readonly reader: CourtesyReader,
    @Inject(RequestSettings) private readonly settings: RequestSettings,
    @Inject(Persons) private readonly persons: Persons,
    @Inject(MemberFlags) private readonly flags: MemberFlags,
    @Inject(Pseudonyms) private readonly pseudonyms: Pseudonyms,
    @Inject(FactWriter) private readonly writer: FactWriter,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async execute(command: KeepCourtesy): Promise<CourtesyMark> {
    const { association, caller, member, requestId, wanted, causation } = command;
    const refs = await knownReferences(this.persons, association, member);
    await presentMember(this.persons, association, member);
    const { requests, revisions } = await this.reader.read(association, refs);
    const known = requests.get(requestId);
    const context = await this.#contextOf(association, refs);
    if (known && isSaidAgain(known, wanted, context)) return markOf(requestId, known);
    const before = known?.events.map(({ event }) => event) ?? [];
    const outcome = decideCourtesy(courtesyOf(before), wanted, context);
    if (!Array.isArray(outcome)) throw new Refusal(outcome.fault, outcome.facts);
    const events = outcome.map(masked);
    const ref = known?.ref ?? refs[0];
    const place = {
      stream: courtesyStream(ref),
      expected: revisions.get(ref) ?? ('none' as const),
      at: this.clock.now(),
    };
    const actor = await this.pseudonyms.actor(association, caller);
    const ruleset = context.ruleset.id;
    const decided = { association, actor, causation, occurredAt: null, ruleset, knowledgeAt: null };
    const facts = events.map((fact) => ({ subject: ref, fact }));
    const result = await this.writer.write(place, decided, facts);
    if (result.outcome !== 'appended') throw new Refusal('courtesy-changed');
    const { state } = courtesyOf([...before, ...events])!;
    const { position } = result.events.at(-1)!;
    return { id: requestId, state, position, recordedAt: result.recordedAt, isNew: true };
  }

  async #contextOf(association: string, refs: readonly [string, ...string[]]): Promise<CourtesyContext> {
    const today = dayInJapan(this.clock.now().toISOString());
    return {
      ruleset: currentRuleset(today),
      settingsOn: await this.settings.of(association),
      today,
      isDead: await this.reader.isDead(association, refs),
      flags: standingFlags(await this.flags.of(association, refs[0]), today),
    };
  }
}

function masked(event: CourtesyEvent): CourtesyEvent {
  return event.sealed === null ? event : ({ ...event, sealed: maskTexts(event.sealed).value } as CourtesyEvent);
}

/** Whether what is wanted was done by the last events, or by the first where it is a receipt: sent twice, it is one fact. */
function isSaidAgain({ events }: KnownCourtesy, wanted: CourtesyCommand, context: CourtesyContext): boolean {
  return [1, 2].some((count) => {
    const isReceipt = wanted.do === 'receive';
    const last = isReceipt ? events.slice(0, count) : events.slice(-count);
    const before = isReceipt ? [] : events.slice(0, -count);
    const today = dayInJapan(last[0]!.stored.envelope.recordedAt);
    const again = decideCourtesy(courtesyOf(before.map(({ event }) => event)), wanted, { ...context, today });
    if (!Array.isArray(again) || again.length !== last.length) return false;
    return again.map(masked).every((event, index) => said(event) === said(last[index]!.event));
  });
}

function said({
  type,
  data,
  sealed,
}: {
  readonly type: string;
  readonly data: object;
  readonly sealed: object | null;
}) {
  return canonicalText([type, data, sealed]);
}

function markOf(id: string, { events }: KnownCourtesy): CourtesyMark {
  const { position, envelope } = events.at(-1)!.stored;
  const { state } = courtesyOf(events.map(({ event }) => event))!;
  return { id, state, position, recordedAt: envelope.recordedAt, isNew: false };
}
