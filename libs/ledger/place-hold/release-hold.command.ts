import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Caller } from '#access';
import { EVENT_STORE, type EventStore } from '#event-store';
import { Refusal } from '#platform';
import type { HoldReleased } from '../domain/hold-events.js';
import { holdStream } from '../domain/streams.js';
import { RegisterOnce, type Registered } from '../writing/register-once.js';

export class ReleaseHold extends Command<Registered> {
  constructor(
    readonly association: string,
    readonly caller: Pick<Caller, 'role' | 'subject'>,
    readonly holdId: string,
    readonly reason: string,
  ) {
    super();
  }
}

@CommandHandler(ReleaseHold)
export class ReleaseHoldHandler implements ICommandHandler<ReleaseHold, Registered> {
  constructor(
    @Inject(RegisterOnce) private readonly once: RegisterOnce,
    @Inject(EVENT_STORE) private readonly store: EventStore,
  ) {}

  async execute({ association, caller, holdId, reason }: ReleaseHold): Promise<Registered> {
    const [placed] = await this.store.readStream(association, holdStream(holdId), { limit: 1 });
    if (!placed) throw new Refusal('hold-unknown');
    const fact: HoldReleased = { type: 'HoldReleased', data: { holdId }, sealed: { reason } };
    const { subject } = placed.envelope;
    const registration = { association, caller, stream: holdStream(holdId), expected: 0, fact, subject };
    const registered = await this.once.register(registration, ([, released]) => released);
    if (!registered) throw new Refusal('hold-differs');
    return registered;
  }
}
