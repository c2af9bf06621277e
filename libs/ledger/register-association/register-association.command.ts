import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { refuseMistypedInsurer, type Caller } from '#access';
import { Refusal } from '#platform';
import { settingsOf } from '../change-settings/settings.fields.js';
import { ASSOCIATION_STREAM } from '../domain/streams.js';
import type { AssociationRegistered } from '../domain/association-events.js';
import { RegisterOnce, type Registered } from '../writing/register-once.js';
import { publishedPurpose } from './published-purpose.js';
import type { RegisterAssociationRequest } from './register-association.request.js';

export class RegisterAssociation extends Command<Registered> {
  constructor(
    readonly caller: Pick<Caller, 'role' | 'subject'>,
    readonly request: RegisterAssociationRequest,
  ) {
    super();
  }
}

@CommandHandler(RegisterAssociation)
export class RegisterAssociationHandler implements ICommandHandler<RegisterAssociation, Registered> {
  constructor(@Inject(RegisterOnce) private readonly once: RegisterOnce) {}

  async execute({ caller, request }: RegisterAssociation): Promise<Registered> {
    refuseMistypedInsurer(request.insurerNumber);
    const registration = {
      association: request.id,
      caller,
      stream: ASSOCIATION_STREAM,
      expected: 'none' as const,
      subject: null,
      fact: factOf(request),
    };
    const registered = await this.once.register(registration, ([first]) => first);
    if (!registered) throw new Refusal('association-taken');
    return registered;
  }
}

function factOf(request: RegisterAssociationRequest): AssociationRegistered {
  const { class: kind, name, insurerNumber, recordsHeldFrom, purposes, address, representative, contact } = request;
  const { settings: settled, retainedPurposes } = request;
  const settings = settingsOf(settled);
  const contacts = Object.entries(contact).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return {
    type: 'AssociationRegistered',
    data: {
      class: kind,
      name: { ja: name.ja, en: name.en },
      insurerNumber: insurerNumber ?? null,
      recordsHeldFrom,
      purposes: purposes.map(publishedPurpose),
      ...(retainedPurposes && { retainedPurposes }),
      ...(Object.keys(settings).length > 0 && { settings }),
    },
    sealed: { address, representative, contact: Object.fromEntries(contacts) },
  };
}
