import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Caller } from '#access';
import { Clock, Refusal } from '#platform';
import type { StandingDeclared } from '../domain/registration-events.js';
import { standingStream } from '../domain/streams.js';
import { KnowledgeReader } from '../knowledge/knowledge.js';
import { PartyReader } from '../knowledge/party-reader.js';
import { RegisterOnce, type Registered } from '../writing/register-once.js';
import type { DeclareStandingRequest } from './declare-standing.request.js';
import { CONSENTS, declaredBy, refuseImpossible } from './refuse-impossible.js';
import { Minors } from './minors.js';
import { standingEventId } from './standing-event-id.js';

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
    @Inject(PartyReader) private readonly parties: PartyReader,
    @Inject(RegisterOnce) private readonly once: RegisterOnce,
    @Inject(Minors) private readonly minors: Minors,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async execute({ association, caller, member, request }: DeclareStanding): Promise<Registered> {
    const { matter = null, scope } = request;
    refuseImpossible(member, request, this.clock.now());
    const known = await this.knowledge.read(association, { arrangement: matter, party: null, members: [member] });
    if (!known.registered.has(member)) throw new Refusal('member-unknown');
    await this.minors.refuseEndedMandate(association, member, request);
    if (matter !== null && known.arrangement.length === 0) refuseMatter();
    await this.#refuseUnknownParties(association, scope.parties);
    const fact = {
      ...(await this.#factOf(association, member, request)),
      eventId: standingEventId('declared', member, request.id),
    };
    const registration = {
      association,
      caller,
      stream: standingStream(member),
      expected: 'any' as const,
      subject: member,
      fact,
    };
    // How old the member was is looked up: the directory may have been corrected since it was first said.
    const registered = await this.once.register({ ...registration, lookedUp: ['age'] }, (events) =>
      events.find(
        ({ envelope }) =>
          envelope.type === 'StandingDeclared' && (envelope.data as { standingId: string }).standingId === request.id,
      ),
    );
    if (!registered) throw new Refusal('standing-differs');
    return registered;
  }

  async #factOf(association: string, member: string, request: DeclareStandingRequest): Promise<StandingDeclared> {
    const fact = factOf(request);
    if (!CONSENTS.has(request.kind)) return fact;
    const age = await this.minors.ageWhen(association, member, request.receivedAt);
    return age === undefined ? fact : { ...fact, sealed: { ...fact.sealed, age } };
  }

  async #refuseUnknownParties(association: string, ids: readonly string[]): Promise<void> {
    const known = await this.parties.read(association, ids);
    const errors = ids.flatMap((id, index) =>
      known.has(id) ? [] : [{ pointer: `/scope/parties/${index}`, detail: 'is no party of this association' }],
    );
    if (errors.length > 0) throw new Refusal('party-unknown', { errors });
  }
}

export function refuseMatter(): never {
  const errors = [{ pointer: '/matter', detail: 'is no arrangement of this association' }];
  throw new Refusal('arrangement-unknown', { errors });
}

function factOf(request: DeclareStandingRequest): StandingDeclared {
  const { id, kind, matter, scope, receivedAt, effectiveFrom, form, noticeVersion, foreignInfo, evidence, reason } =
    request;
  const { classes, parties, items, purposes } = scope;
  const by = declaredBy(request.by);
  return {
    type: 'StandingDeclared',
    data: { standingId: id, kind, receivedAt: utc(receivedAt), effectiveFrom: utc(effectiveFrom), form },
    sealed: {
      matter: matter ?? null,
      scope: { classes, parties, items, purposes },
      noticeVersion: noticeVersion ?? null,
      foreignInfo: foreignInfo ? foreignInfoOf(foreignInfo) : null,
      evidence: evidence ?? null,
      reason: reason ?? null,
      ...(by && { by }),
    },
  };
}

function foreignInfoOf({
  country,
  system,
  measures,
  unknownReason,
}: NonNullable<DeclareStandingRequest['foreignInfo']>) {
  return { country, system, measures, unknownReason: unknownReason ?? null };
}

function utc(instant: string): string {
  return new Date(instant).toISOString();
}
