import { Inject } from '@nestjs/common';
import { Command, CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Persons, type Caller } from '#access';
import { Clock } from '#platform';
import { dayInJapan } from '#statute';
import { KeepRequest, type RequestMark } from '../keep-requests/keep-request.command.js';
import { RequestReader } from '../keep-requests/request-reader.js';
import type { SubmitOwnRequestRequest } from '../keep-requests/request.request.js';

export class SubmitOwnRequest extends Command<RequestMark> {
  constructor(
    readonly association: string,
    readonly caller: Pick<Caller, 'role' | 'subject'>,
    readonly member: string,
    readonly request: SubmitOwnRequestRequest,
    readonly causation: string | null,
  ) {
    super();
  }
}

/** A member asks online: received now, and whoever is signed in has shown who asks. */
@CommandHandler(SubmitOwnRequest)
export class SubmitOwnRequestHandler implements ICommandHandler<SubmitOwnRequest, RequestMark> {
  constructor(
    @Inject(CommandBus) private readonly commands: CommandBus,
    @Inject(RequestReader) private readonly reader: RequestReader,
    @Inject(Persons) private readonly persons: Persons,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async execute({ association, caller, member, request, causation }: SubmitOwnRequest): Promise<RequestMark> {
    const receivedAt = await this.#receivedAt(association, member, request.id);
    const arrivedOn = dayInJapan(receivedAt);
    const { id: requestId, kind, method, format, grounds = [], about = [], text = null, contact = null } = request;
    const { period } = request;
    const asked = {
      requestId,
      kind,
      method,
      ...(format && { format }),
      grounds,
      ...(about.length > 0 && { about: [...new Set(about)] }),
      text,
      contact,
      receivedAt,
      arrivedOn,
      ...(period && { period: { ...period } }),
    };
    return this.commands.execute(
      new KeepRequest(
        association,
        caller,
        member,
        requestId,
        [
          { do: 'receive', ...asked, asker: 'SELF', channel: 'ONLINE', representative: null },
          {
            do: 'show-identity',
            role: 'PERSON',
            method: 'SIGNED_IN',
            channel: 'ONLINE',
            copy: 'NONE',
            shownOn: arrivedOn,
            note: null,
          },
        ],
        causation,
      ),
    );
  }

  /** Now; of a request that is sent again, when it was sent first. */
  async #receivedAt(association: string, member: string, requestId: string): Promise<string> {
    const refs = await this.persons.references(association, member);
    const { requests } = await this.reader.read(association, refs);
    return requests.get(requestId)?.state.receivedAt ?? this.clock.now().toISOString();
  }
}
