import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { v5 } from 'uuid';
import type { Caller } from '#access';
import { Clock, Refusal } from '#platform';
import { dayInJapan } from '#statute';
import type { EquivalenceChecked } from '../domain/arrangement-events.js';
import { arrangementStream } from '../domain/streams.js';
import { ArrangementReader } from '../knowledge/arrangement-reader.js';
import { RegisterOnce, type Registered } from '../writing/register-once.js';
import type { CheckEquivalenceRequest } from './check-equivalence.request.js';

/** Namespace of event ids of checks; any fixed UUID, never to be changed. */
const CHECK_NAMESPACE = '6d0a3b5e-1c55-4b7e-8b0e-93a4f6f4a0c1';

export class CheckEquivalence extends Command<Registered> {
  constructor(
    readonly association: string,
    readonly caller: Pick<Caller, 'role' | 'subject'>,
    readonly arrangementId: string,
    readonly request: CheckEquivalenceRequest,
  ) {
    super();
  }
}

@CommandHandler(CheckEquivalence)
export class CheckEquivalenceHandler implements ICommandHandler<CheckEquivalence, Registered> {
  constructor(
    @Inject(ArrangementReader) private readonly arrangements: ArrangementReader,
    @Inject(RegisterOnce) private readonly once: RegisterOnce,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async execute({ association, caller, arrangementId, request }: CheckEquivalence): Promise<Registered> {
    const { versions } = await this.arrangements.read(association, arrangementId);
    if (versions.length === 0) throw new Refusal('no-such-arrangement');
    if (request.checkedOn > dayInJapan(this.clock.now().toISOString())) {
      throw new Refusal('invalid-request', { errors: [{ pointer: '/checkedOn', detail: 'is still to come' }] });
    }
    const fact = {
      ...factOf(arrangementId, request),
      eventId: v5(JSON.stringify([arrangementId, request.id]), CHECK_NAMESPACE),
    };
    const place = { stream: arrangementStream(arrangementId), expected: 'any' as const };
    const registered = await this.once.register({ association, caller, ...place, subject: null, fact }, (events) =>
      events.find(({ envelope }) => envelope.id === fact.eventId),
    );
    if (!registered) throw new Refusal('check-differs');
    return registered;
  }
}

function factOf(arrangementId: string, request: CheckEquivalenceRequest): EquivalenceChecked {
  const { checkedOn, outcome, country, evidence } = request;
  const { systemEstablishedBy, measures, checkMethod, foreignInstitutions, hindrance, remedy } = request;
  const matters = { systemEstablishedBy, measures, checkMethod, foreignInstitutions, hindrance, remedy };
  return {
    type: 'EquivalenceChecked',
    data: { arrangementId, checkedOn, outcome, country },
    sealed: { ...matters, ...(evidence && { evidence }) },
  };
}
