import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Caller } from '#access';
import { Refusal } from '#platform';
import type { StandingDeclared } from '../domain/registration-events.js';
import { standingStream } from '../domain/streams.js';
import { KnowledgeReader } from '../knowledge/knowledge.js';
import { RegisterOnce, type Registered } from '../writing/register-once.js';
import { standingEventId } from './standing-event-id.js';
import type { DeclareStandingRequest } from './declare-standing.request.js';

export class DeclareStanding extends Command<Registered> {
  constructor(
    readonly association: string,
    readonly caller: Pick<Caller, 'role' | 'subject'>,
    readonly member: string,
    readonly request: DeclareStandingRequest,
  ) {
    super();
  }
}

@CommandHandler(DeclareStanding)
export class DeclareStandingHandler implements ICommandHandler<DeclareStanding, Registered> {
  constructor(
    @Inject(KnowledgeReader) private readonly knowledge: KnowledgeReader,
    @Inject(RegisterOnce) private readonly once: RegisterOnce,
  ) {}

  async execute({ association, caller, member, request }: DeclareStanding): Promise<Registered> {
    const known = await this.knowledge.read(association, { arrangement: null, party: null, members: [member] });
    if (!known.registered.has(member)) throw new Refusal('member-unknown');
    const fact = { ...factOf(request), eventId: standingEventId('declared', member, request.id) };
    const registration = {
      association,
      caller,
      stream: standingStream(member),
      expected: 'any' as const,
      subject: member,
      fact,
    };
    const registered = await this.once.register(registration, (events) =>
      events.find(
        ({ envelope }) =>
          envelope.type === 'StandingDeclared' && (envelope.data as { standingId: string }).standingId === request.id,
      ),
    );
    if (!registered) throw new Refusal('standing-differs');
    return registered;
  }
}

function factOf(request: DeclareStandingRequest): StandingDeclared {
  const { id, kind, matter, scope, receivedAt, effectiveFrom, form, noticeVersion, foreignInfo, evidence, reason } =
    request;
  const { classes, parties, items, purposes } = scope;
  return {
    type: 'StandingDeclared',
    data: { standingId: id, kind, receivedAt: utc(receivedAt), effectiveFrom: utc(effectiveFrom), form },
    sealed: {
      matter: matter ?? null,
      scope: { classes, parties, items, purposes },
      noticeVersion: noticeVersion ?? null,
      foreignInfo: foreignInfo ?? null,
      evidence: evidence ?? null,
      reason: reason ?? null,
    },
  };
}

function utc(instant: string): string {
  return new Date(instant).toISOString();
}
