import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Caller } from '#access';
import { EVENT_STORE, type EventStore } from '#event-store';
import { Refusal } from '#platform';
import { layoutFaults, type RegisterLayout } from '#readers';
import { canonicalText } from '../domain/canonical-text.js';
import type { RegisterMappingSaved } from '../domain/register-mapping-events.js';
import { RegisterOnce, type Registered } from '../writing/register-once.js';
import { REGISTER_MAPPINGS_STREAM, RegisterMappings } from './register-mappings.js';
import type { RegisterMappingRequest } from './register-mapping.request.js';

export class SaveRegisterMapping extends Command<Registered> {
  constructor(
    readonly association: string,
    readonly caller: Pick<Caller, 'role' | 'subject'>,
    readonly name: string,
    readonly request: RegisterMappingRequest,
  ) {
    super();
  }
}

@CommandHandler(SaveRegisterMapping)
export class SaveRegisterMappingHandler implements ICommandHandler<SaveRegisterMapping, Registered> {
  constructor(
    @Inject(RegisterMappings) private readonly mappings: RegisterMappings,
    @Inject(RegisterOnce) private readonly once: RegisterOnce,
    @Inject(EVENT_STORE) private readonly store: EventStore,
  ) {}

  async execute({ association, caller, name, request }: SaveRegisterMapping): Promise<Registered> {
    const layout = layoutOf(request);
    const errors = layoutFaults(layout).map((detail) => ({ pointer: '', detail }));
    if (errors.length > 0) throw new Refusal('invalid-request', { errors });
    const known = (await this.mappings.list(association)).find((one) => one.name === name);
    if (known && canonicalText(known.layout) === canonicalText(layout))
      return { position: known.position, recordedAt: known.savedAt, isNew: false };
    const events = await this.store.readStream(association, REGISTER_MAPPINGS_STREAM);
    const { register, columns, constants } = layout;
    const fact: RegisterMappingSaved = {
      type: 'RegisterMappingSaved',
      data: { name, register },
      sealed: { columns, constants },
    };
    const expected = events.length === 0 ? ('none' as const) : events.at(-1)!.envelope.revision;
    const registration = { association, caller, stream: REGISTER_MAPPINGS_STREAM, expected, fact, subject: null };
    const registered = await this.once.register(registration, (all) => all[events.length]);
    if (!registered) throw new Refusal('changed-meanwhile');
    return registered;
  }
}

function layoutOf({ register, columns, constants = [] }: RegisterMappingRequest): RegisterLayout {
  return {
    register,
    columns: columns.map(({ name, field, values }) => ({
      name: name.trim(),
      field,
      ...(values && { values: Object.fromEntries(values.map(({ cell, value }) => [cell, value])) }),
    })),
    constants: Object.fromEntries(constants.map(({ field, value }) => [field, value])),
  };
}
