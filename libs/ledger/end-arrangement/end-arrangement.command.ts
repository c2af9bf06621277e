import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Caller } from '#access';
import { Refusal } from '#platform';
import type { ArrangementEnded } from '../domain/arrangement-events.js';
import { arrangementStream } from '../domain/streams.js';
import { ArrangementReader } from '../knowledge/arrangement-reader.js';
import { RegisterOnce, type Registered } from '../writing/register-once.js';
import type { EndArrangementRequest } from './end-arrangement.request.js';

export class EndArrangement extends Command<Registered> {
  constructor(
    readonly association: string,
    readonly caller: Pick<Caller, 'role' | 'subject'>,
    readonly arrangementId: string,
    readonly request: EndArrangementRequest,
  ) {
    super();
  }
}

@CommandHandler(EndArrangement)
export class EndArrangementHandler implements ICommandHandler<EndArrangement, Registered> {
  constructor(
    @Inject(ArrangementReader) private readonly arrangements: ArrangementReader,
    @Inject(RegisterOnce) private readonly once: RegisterOnce,
  ) {}

  async execute({ association, caller, arrangementId, request }: EndArrangement): Promise<Registered> {
    const { version, endsOn, reason } = request;
    const { versions, events, revision } = await this.arrangements.read(association, arrangementId);
    if (versions.length === 0) throw new Refusal('no-such-arrangement');
    if (version !== versions.length) throw new Refusal('arrangement-changed');
    if (endsOn < versions[0]!.data.effectiveFrom) {
      const errors = [{ pointer: '/endsOn', detail: 'is before the arrangement began' }];
      throw new Refusal('invalid-request', { errors });
    }
    const fact: ArrangementEnded = {
      type: 'ArrangementEnded',
      data: { arrangementId, endsOn },
      sealed: { reason },
    };
    // An end of the version that stands: said again it is the same end, and another one is a conflict.
    const announced = events.findLastIndex(({ type }) => type === 'ArrangementVersionAnnounced');
    const isEnded = events.slice(announced).some(({ type }) => type === fact.type);
    const place = { stream: arrangementStream(arrangementId), expected: isEnded ? ('none' as const) : revision };
    const registration = { association, caller, ...place, subject: null, fact };
    const registered = await this.once.register(registration, (stored) =>
      stored.slice(announced).find(({ envelope }) => envelope.type === fact.type),
    );
    if (!registered) throw new Refusal('arrangement-changed');
    return registered;
  }
}
