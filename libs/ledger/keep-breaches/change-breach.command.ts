import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Pseudonyms, type Caller } from '#access';
import { Clock, Refusal } from '#platform';
import { dayInJapan, type Day } from '#statute';
import { canonicalText } from '../domain/canonical-text.js';
import type { BreachEvent } from '../domain/breach-events.js';
import { BREACHES_STREAM } from '../domain/streams.js';
import { FactWriter } from '../writing/fact-writer.js';
import { maskTexts } from '../writing/mask-texts.js';
import {
  refuseDay,
  refuseImpossibleDays,
  refuseIncomplete,
  refuseUndone,
  toMatters,
  toStated,
} from './breach-checks.js';
import { BreachReader, type KnownBreach } from './breach-reader.js';
import { BreachTransfers } from './breach-transfers.js';
import type {
  BreachRequest,
  CloseBreachRequest,
  NotifyPersonsRequest,
  ReportBreachFinallyRequest,
  ReportBreachRequest,
} from './breach.request.js';

export type BreachChange =
  | { readonly do: 'amend'; readonly request: BreachRequest }
  | { readonly do: 'report-preliminarily'; readonly request: ReportBreachRequest }
  | { readonly do: 'report-finally'; readonly request: ReportBreachFinallyRequest }
  | { readonly do: 'notify'; readonly request: NotifyPersonsRequest }
  | { readonly do: 'close'; readonly request: CloseBreachRequest };

export class ChangeBreach extends Command<{ readonly isNew: boolean }> {
  constructor(
    readonly association: string,
    readonly caller: Pick<Caller, 'role' | 'subject'>,
    readonly breachId: string,
    readonly change: BreachChange,
    readonly requestId: string | null,
  ) {
    super();
  }
}

/** What becomes of a breach. The same said again is one fact. */
@CommandHandler(ChangeBreach)
export class ChangeBreachHandler implements ICommandHandler<ChangeBreach, { readonly isNew: boolean }> {
  constructor(
    @Inject(BreachReader) private readonly breaches: BreachReader,
    @Inject(BreachTransfers) private readonly transfers: BreachTransfers,
    @Inject(FactWriter) private readonly writer: FactWriter,
    @Inject(Pseudonyms) private readonly pseudonyms: Pseudonyms,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async execute({
    association,
    caller,
    breachId,
    change,
    requestId,
  }: ChangeBreach): Promise<{ readonly isNew: boolean }> {
    if (change.do === 'amend') await this.transfers.refuseUnknown(association, change.request.transfers ?? []);
    const { breaches, revision } = await this.breaches.read(association);
    const known = breaches.get(breachId);
    if (!known) throw new Refusal('breach-unknown');
    const at = this.clock.now();
    const fact = factOf(breachId, change);
    const last = known.events.findLast(({ event }) => event.type === fact.type)?.event;
    if (last && canonicalText([last.data, last.sealed]) === canonicalText([fact.data, fact.sealed])) {
      // Said before, and nothing else of its kind since: but what was amended in between may be said again.
      if (fact.type !== 'BreachAmended' || known.events.at(-1)!.event === last) return { isNew: false };
    }
    refuse(known, fact, dayInJapan(at.toISOString()));
    const actor = await this.pseudonyms.actor(association, caller);
    const { id: ruleset } = known.ruleset;
    const context = { association, actor, causation: requestId, occurredAt: null, ruleset, knowledgeAt: null };
    const place = { stream: BREACHES_STREAM, expected: revision, at };
    const { outcome } = await this.writer.write(place, context, [{ subject: null, fact }]);
    if (outcome !== 'appended') throw new Refusal('breach-changed');
    return { isNew: true };
  }
}

function factOf(breachId: string, change: BreachChange): Exclude<BreachEvent, { type: 'BreachOpened' }> {
  switch (change.do) {
    case 'amend': {
      const { request } = change;
      return {
        type: 'BreachAmended',
        data: toStated(breachId, request),
        sealed: { matters: toMatters(request.matters) },
      };
    }
    case 'report-preliminarily': {
      const { reportedOn, to, reference } = change.request;
      const sealed = maskTexts({ reference: reference ?? null }).value;
      return { type: 'PreliminaryReported', data: { breachId, reportedOn, to }, sealed };
    }
    case 'report-finally': {
      const { reportedOn, to, reference, toFollow } = change.request;
      const sealed = maskTexts({ reference: reference ?? null }).value;
      return { type: 'FinalReported', data: { breachId, reportedOn, to, toFollow: [...(toFollow ?? [])] }, sealed };
    }
    case 'notify': {
      const { notifiedOn, persons, substitute, how } = change.request;
      const data = { breachId, notifiedOn, persons, substitute: substitute ?? false };
      return { type: 'PersonsNotified', data, sealed: maskTexts({ how }).value };
    }
    case 'close':
      return { type: 'BreachClosed', data: { breachId }, sealed: maskTexts({ text: change.request.text }).value };
    default:
      return change satisfies never;
  }
}

function refuse({ breach, ruleset }: KnownBreach, fact: ReturnType<typeof factOf>, today: Day): void {
  if (breach.closed) throw new Refusal('breach-closed');
  switch (fact.type) {
    case 'BreachAmended':
      return refuseImpossibleDays(fact.data, today);
    case 'PreliminaryReported':
      if (breach.preliminary) throw new Refusal('breach-reported', { reportedOn: breach.preliminary.data.reportedOn });
      return refuseDay(breach, 'reportedOn', fact.data.reportedOn, today);
    case 'FinalReported': {
      const last = breach.finals.at(-1);
      if (last && last.data.toFollow.length === 0)
        throw new Refusal('breach-reported', { reportedOn: last.data.reportedOn });
      refuseIncomplete(breach, ruleset, fact.data.toFollow);
      return refuseDay(breach, 'reportedOn', fact.data.reportedOn, today);
    }
    case 'PersonsNotified':
      return refuseDay(breach, 'notifiedOn', fact.data.notifiedOn, today);
    case 'BreachClosed':
      return refuseUndone(breach, ruleset);
    default:
      fact satisfies never;
  }
}
