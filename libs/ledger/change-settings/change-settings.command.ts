import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Caller } from '#access';
import { Clock, Refusal } from '#platform';
import { dayInJapan } from '#statute';
import type { SettingsChanged } from '../domain/association-events.js';
import { ASSOCIATION_STREAM } from '../domain/streams.js';
import { AssociationReader } from '../reading/association-reader.js';
import { RegisterOnce, type Registered } from '../writing/register-once.js';
import type { ChangeSettingsRequest } from './change-settings.request.js';
import { settingsOf } from './settings.fields.js';

export class ChangeSettings extends Command<Registered> {
  constructor(
    readonly association: string,
    readonly caller: Pick<Caller, 'role' | 'subject'>,
    /** The revision of the association that the caller has read. */
    readonly seen: number,
    readonly request: ChangeSettingsRequest,
  ) {
    super();
  }
}

@CommandHandler(ChangeSettings)
export class ChangeSettingsHandler implements ICommandHandler<ChangeSettings, Registered> {
  constructor(
    @Inject(AssociationReader) private readonly associations: AssociationReader,
    @Inject(RegisterOnce) private readonly once: RegisterOnce,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async execute({ association, caller, seen, request }: ChangeSettings): Promise<Registered> {
    await this.associations.read(association);
    const fact = this.#factOf(request);
    const registration = { association, caller, stream: ASSOCIATION_STREAM, expected: seen, subject: null, fact };
    const registered = await this.once.register(registration, (events) => events[seen + 1]);
    if (!registered) throw new Refusal('changed-meanwhile');
    return registered;
  }

  #factOf(request: ChangeSettingsRequest): SettingsChanged {
    const today = dayInJapan(this.clock.now().toISOString());
    const { effectiveFrom = today } = request;
    const settings = settingsOf(request.settings);
    const errors = [
      // What was decided under a setting cannot have been decided under another.
      ...(effectiveFrom < today ? [{ pointer: '/effectiveFrom', detail: 'is before today' }] : []),
      ...(Object.keys(settings).length === 0 ? [{ pointer: '/settings', detail: 'changes nothing' }] : []),
    ];
    if (errors.length > 0) throw new Refusal('invalid-request', { errors });
    return { type: 'SettingsChanged', data: { effectiveFrom, settings }, sealed: null };
  }
}
