import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Caller } from '#access';
import { Clock, Refusal } from '#platform';
import type { StandingWithdrawn } from '../domain/registration-events.js';
import { standingStream } from '../domain/streams.js';
import { KnowledgeReader } from '../knowledge/knowledge.js';
import { RegisterOnce, type Registered } from '../writing/register-once.js';
import { byErrors, declaredBy, timeErrors } from './refuse-impossible.js';
import { Minors } from './minors.js';
import { standingEventId } from './standing-event-id.js';
import type { WithdrawStandingRequest } from './declare-standing.request.js';

export class WithdrawStanding extends Command<Registered> {
  constructor(
    readonly association: string,
    readonly caller: Pick<Caller, 'role' | 'subject'>,
    readonly member: string,
    readonly standingId: string,
    readonly request: WithdrawStandingRequest,
  ) {
    super();
  }
}

@CommandHandler(WithdrawStanding)
export class WithdrawStandingHandler implements ICommandHandler<WithdrawStanding, Registered> {
  constructor(
    @Inject(KnowledgeReader) private readonly knowledge: KnowledgeReader,
    @Inject(RegisterOnce) private readonly once: RegisterOnce,
    @Inject(Minors) private readonly minors: Minors,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async execute({ association, caller, member, standingId, request }: WithdrawStanding): Promise<Registered> {
    const receivedAt = new Date(request.receivedAt).toISOString();
    const effectiveFrom = new Date(request.effectiveFrom).toISOString();
    const errors = [...timeErrors(request, this.clock.now(), true), ...byErrors(member, request.by)];
    if (errors.length > 0) throw new Refusal('invalid-request', { errors });
    const by = declaredBy(request.by);
    const known = await this.knowledge.read(association, { arrangement: null, party: null, members: [member] });
    if (!known.standing.get(member)?.some((one) => one.id === standingId)) throw new Refusal('standing-unknown');
    await this.minors.refuseEndedMandate(association, member, request);
    const fact: StandingWithdrawn = {
      type: 'StandingWithdrawn',
      data: { standingId, receivedAt, effectiveFrom },
      sealed: { reason: request.reason ?? null, ...(by && { by }) },
    };
    const registration = {
      association,
      caller,
      stream: standingStream(member),
      expected: 'any' as const,
      subject: member,
      fact: { ...fact, eventId: standingEventId('withdrawn', member, standingId) },
    };
    const registered = await this.once.register(registration, (events) =>
      events.find(
        ({ envelope }) =>
          envelope.type === 'StandingWithdrawn' && (envelope.data as { standingId: string }).standingId === standingId,
      ),
    );
    if (!registered) throw new Refusal('standing-differs');
    return registered;
  }
}
