import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Pseudonyms, type Caller } from '#access';
import { EVENT_STORE, type EventStore } from '#event-store';
import { Clock, Refusal } from '#platform';
import { currentRuleset, dayInJapan } from '#statute';
import { canonicalText } from '../domain/canonical-text.js';
import type { BreachOpened } from '../domain/breach-events.js';
import { BREACHES_STREAM } from '../domain/streams.js';
import { FactWriter } from '../writing/fact-writer.js';
import { refuseImpossibleDays, toMatters, toStated } from './breach-checks.js';
import { BreachReader } from './breach-reader.js';
import { BreachTransfers } from './breach-transfers.js';
import type { OpenBreachRequest } from './breach.request.js';

export class OpenBreach extends Command<{ readonly isNew: boolean }> {
  constructor(
    readonly association: string,
    readonly caller: Pick<Caller, 'role' | 'subject'>,
    readonly request: OpenBreachRequest,
    readonly requestId: string | null,
  ) {
    super();
  }
}

/** The clock runs from the day of knowledge, whenever it is entered: what is late by then is shown as late. */
@CommandHandler(OpenBreach)
export class OpenBreachHandler implements ICommandHandler<OpenBreach, { readonly isNew: boolean }> {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(BreachReader) private readonly breaches: BreachReader,
    @Inject(BreachTransfers) private readonly transfers: BreachTransfers,
    @Inject(FactWriter) private readonly writer: FactWriter,
    @Inject(Pseudonyms) private readonly pseudonyms: Pseudonyms,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async execute({ association, caller, request, requestId }: OpenBreach): Promise<{ readonly isNew: boolean }> {
    if ((await this.store.head(association)) === null) throw new Refusal('association-unknown');
    const { id, ...facts } = request;
    const at = this.clock.now();
    const data = toStated(id, facts);
    const sealed = { matters: toMatters(facts.matters) };
    refuseImpossibleDays(data, dayInJapan(at.toISOString()));
    await this.transfers.refuseUnknown(association, data.transfers);
    const { breaches, revision } = await this.breaches.read(association);
    const known = breaches.get(id)?.events[0]?.event;
    if (known) {
      if (canonicalText([known.data, known.sealed]) !== canonicalText([data, sealed]))
        throw new Refusal('breach-differs');
      return { isNew: false };
    }
    const fact: BreachOpened = { type: 'BreachOpened', data, sealed };
    const ruleset = currentRuleset(data.knewOn).id;
    const actor = await this.pseudonyms.actor(association, caller);
    const context = { association, actor, causation: requestId, occurredAt: null, ruleset, knowledgeAt: null };
    const expected = revision < 0 ? ('none' as const) : revision;
    const place = { stream: BREACHES_STREAM, expected, at };
    const { outcome } = await this.writer.write(place, context, [{ subject: null, fact }]);
    if (outcome !== 'appended') throw new Refusal('breach-changed');
    return { isNew: true };
  }
}
