import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Caller } from '#access';
import { Refusal } from '#platform';
import type { PartyAmended } from '../domain/party-events.js';
import { partyStream } from '../domain/streams.js';
import { PartyReader } from '../knowledge/party-reader.js';
import { RegisterOnce, type Registered } from '../writing/register-once.js';
import type { AmendPartyRequest } from './amend-party.request.js';

export class AmendParty extends Command<Registered> {
  constructor(
    readonly association: string,
    readonly caller: Pick<Caller, 'role' | 'subject'>,
    readonly partyId: string,
    /** The revision of the party that the caller has read. */
    readonly seen: number,
    readonly request: AmendPartyRequest,
  ) {
    super();
  }
}

@CommandHandler(AmendParty)
export class AmendPartyHandler implements ICommandHandler<AmendParty, Registered> {
  constructor(
    @Inject(PartyReader) private readonly parties: PartyReader,
    @Inject(RegisterOnce) private readonly once: RegisterOnce,
  ) {}

  async execute({ association, caller, partyId, seen, request }: AmendParty): Promise<Registered> {
    const known = await this.parties.read(association, [partyId]);
    if (!known.has(partyId)) throw new Refusal('no-such-party');
    const fact = factOf(partyId, request);
    const registration = { association, caller, stream: partyStream(partyId), expected: seen, subject: null, fact };
    const registered = await this.once.register(registration, (stored) => stored[seen + 1]);
    if (!registered) throw new Refusal('changed-meanwhile');
    return registered;
  }
}

function factOf(partyId: string, request: AmendPartyRequest): PartyAmended {
  const { effectiveFrom, name, address, representative, class: kind, location, country } = request;
  const codes = stated({ class: kind, location, country });
  const names = stated({ name, address, representative });
  const isSealed = Object.keys(names).length > 0;
  if (!isSealed && Object.keys(codes).length === 0) {
    throw new Refusal('invalid-request', { errors: [{ pointer: '', detail: 'changes nothing' }] });
  }
  return { type: 'PartyAmended', data: { partyId, effectiveFrom, ...codes }, sealed: isSealed ? names : null };
}

/** What was stated; null was, undefined was not. */
function stated<Fields extends object>(fields: Fields): { [Name in keyof Fields]?: Exclude<Fields[Name], undefined> } {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [Name in keyof Fields]?: Exclude<Fields[Name], undefined> };
}
