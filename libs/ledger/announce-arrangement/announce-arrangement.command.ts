import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Caller } from '#access';
import { Refusal } from '#platform';
import { arrangementStream } from '../domain/streams.js';
import { PartyReader } from '../knowledge/party-reader.js';
import { RegisterOnce, type Registered } from '../writing/register-once.js';
import type { AnnounceArrangementRequest } from './announce-arrangement.request.js';
import { toAnnouncement } from './to-announcement.js';

export class AnnounceArrangement extends Command<Registered> {
  constructor(
    readonly association: string,
    readonly caller: Pick<Caller, 'role' | 'subject'>,
    readonly arrangementId: string,
    readonly request: AnnounceArrangementRequest,
  ) {
    super();
  }
}

@CommandHandler(AnnounceArrangement)
export class AnnounceArrangementHandler implements ICommandHandler<AnnounceArrangement, Registered> {
  constructor(
    @Inject(RegisterOnce) private readonly once: RegisterOnce,
    @Inject(PartyReader) private readonly parties: PartyReader,
  ) {}

  async execute({ association, caller, arrangementId, request }: AnnounceArrangement): Promise<Registered> {
    const fact = toAnnouncement(arrangementId, request);
    await this.#refuseUnknownParties(association, request.terms.parties);
    const { version } = request;
    const expected = version === 1 ? ('none' as const) : version - 2;
    const registration = {
      association,
      caller,
      stream: arrangementStream(arrangementId),
      expected,
      subject: null,
      fact,
    };
    const registered = await this.once.register(registration, (events) => events[version - 1]);
    if (!registered) throw new Refusal('arrangement-changed');
    return registered;
  }

  async #refuseUnknownParties(association: string, ids: readonly string[]): Promise<void> {
    const known = await this.parties.read(association, ids);
    const errors = ids.flatMap((id, index) =>
      known.has(id) ? [] : [{ pointer: `/terms/parties/${index}`, detail: 'is no party of this association' }],
    );
    if (errors.length > 0) throw new Refusal('party-unknown', { errors });
  }
}
