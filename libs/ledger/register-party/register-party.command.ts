import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Caller } from '#access';
import { Refusal } from '#platform';
import type { PartyRegistered } from '../domain/party-events.js';
import { partyStream } from '../domain/streams.js';
import { RegisterOnce, type Registered } from '../writing/register-once.js';
import type { RegisterPartyRequest } from './register-party.request.js';

export class RegisterParty extends Command<Registered> {
  constructor(
    readonly association: string,
    readonly caller: Pick<Caller, 'role' | 'subject'>,
    readonly request: RegisterPartyRequest,
  ) {
    super();
  }
}

@CommandHandler(RegisterParty)
export class RegisterPartyHandler implements ICommandHandler<RegisterParty, Registered> {
  constructor(@Inject(RegisterOnce) private readonly once: RegisterOnce) {}

  async execute({ association, caller, request }: RegisterParty): Promise<Registered> {
    const { id, name, address, representative, class: kind, location, country } = request;
    const fact: PartyRegistered = {
      type: 'PartyRegistered',
      data: { partyId: id, class: kind, location, country: country ?? null },
      sealed: { name, address: address ?? null, representative: representative ?? null },
    };
    const registration = {
      association,
      caller,
      stream: partyStream(id),
      expected: 'none' as const,
      subject: null,
      fact,
    };
    const registered = await this.once.register(registration, ([first]) => first);
    if (!registered) throw new Refusal('party-taken');
    return registered;
  }
}
