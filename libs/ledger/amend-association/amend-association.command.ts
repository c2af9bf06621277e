import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Caller } from '#access';
import { Refusal } from '#platform';
import { associationOn } from '../domain/association.js';
import { ASSOCIATION_STREAM } from '../domain/streams.js';
import { AssociationReader } from '../reading/association-reader.js';
import { RegisterOnce, type Registered } from '../writing/register-once.js';
import type { AmendAssociationRequest } from './amend-association.request.js';
import { toAmendment } from './to-amendment.js';

export class AmendAssociation extends Command<Registered> {
  constructor(
    readonly association: string,
    readonly caller: Pick<Caller, 'role' | 'subject'>,
    /** The revision of the association that the caller has read. */
    readonly seen: number,
    readonly request: AmendAssociationRequest,
  ) {
    super();
  }
}

@CommandHandler(AmendAssociation)
export class AmendAssociationHandler implements ICommandHandler<AmendAssociation, Registered> {
  constructor(
    @Inject(AssociationReader) private readonly associations: AssociationReader,
    @Inject(RegisterOnce) private readonly once: RegisterOnce,
  ) {}

  async execute({ association, caller, seen, request }: AmendAssociation): Promise<Registered> {
    const { events } = await this.associations.history(association);
    // Against what the caller has read: a repetition must come to the same.
    const known = associationOn(events.slice(0, seen + 1), request.effectiveFrom)!;
    const fact = toAmendment(known, request);
    const registration = { association, caller, stream: ASSOCIATION_STREAM, expected: seen, subject: null, fact };
    const registered = await this.once.register(registration, (stored) => stored[seen + 1]);
    if (!registered) throw new Refusal('changed-meanwhile');
    return registered;
  }
}
