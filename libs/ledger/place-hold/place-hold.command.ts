import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Caller } from '#access';
import { EVENT_STORE, type EventStore } from '#event-store';
import { Refusal } from '#platform';
import type { HoldPlaced, HoldScope } from '../domain/hold-events.js';
import { arrangementStream, holdStream, memberStream, partyStream } from '../domain/streams.js';
import { RecordFinder } from '../knowledge/record-finder.js';
import { RegisterOnce, type Registered } from '../writing/register-once.js';
import type { HoldScopeRequest, PlaceHoldRequest } from './place-hold.request.js';

export class PlaceHold extends Command<Registered> {
  constructor(
    readonly association: string,
    readonly caller: Pick<Caller, 'role' | 'subject'>,
    readonly request: PlaceHoldRequest,
  ) {
    super();
  }
}

/** Keeps records beyond their end. What is on its way to disposal meanwhile is left out when it is executed. */
@CommandHandler(PlaceHold)
export class PlaceHoldHandler implements ICommandHandler<PlaceHold, Registered> {
  constructor(
    @Inject(RegisterOnce) private readonly once: RegisterOnce,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(RecordFinder) private readonly records: RecordFinder,
  ) {}

  async execute({ association, caller, request }: PlaceHold): Promise<Registered> {
    const { id, code, until, scope, reason } = request;
    await this.#refuseUnknown(association, caller, scope);
    const data = { holdId: id, code, until: until ?? null, scope: scopeOf(scope) };
    const fact: HoldPlaced = { type: 'HoldPlaced', data, sealed: { reason } };
    const registration = {
      association,
      caller,
      stream: holdStream(id),
      expected: 'none' as const,
      fact,
      subject: scope.member ?? null,
    };
    const registered = await this.once.register(registration, ([first]) =>
      first?.envelope.subject === registration.subject ? first : undefined,
    );
    if (!registered) throw new Refusal('hold-differs');
    return registered;
  }

  async #refuseUnknown(association: string, caller: PlaceHold['caller'], scope: HoldScopeRequest): Promise<void> {
    const named = Object.entries(scope).filter(([, value]) => value !== undefined) as [HoldScope['kind'], string][];
    const [only] = named;
    if (!only || named.length > 1)
      refuse('/scope', 'covers nothing, or several things: say one of member, party, arrangement and record');
    const [kind, id] = only;
    const isKnown =
      kind === 'record'
        ? (await this.records.find(association, [id], caller)).size > 0
        : (await this.store.readStream(association, STREAMS[kind](id), { limit: 1 })).length > 0;
    if (!isKnown) refuse(`/scope/${kind}`, 'is not known to this association');
  }
}

const STREAMS = { member: memberStream, party: partyStream, arrangement: arrangementStream } as const;

function scopeOf({ member, party, arrangement, record }: HoldScopeRequest): HoldScope {
  if (member) return { kind: 'member' };
  if (party) return { kind: 'party', party };
  if (arrangement) return { kind: 'arrangement', arrangement };
  return { kind: 'record', record: record! };
}

function refuse(pointer: string, detail: string): never {
  throw new Refusal('invalid-request', { errors: [{ pointer, detail }] });
}
