import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Caller } from '#access';
import { Refusal } from '#platform';
import type { Finding } from '#statute';
import type { ArrangementVersionAnnounced } from '../domain/registration-events.js';
import { arrangementStream } from '../domain/streams.js';
import { ArrangementReader, type ArrangementHistory } from '../knowledge/arrangement-reader.js';
import { PartyReader } from '../knowledge/party-reader.js';
import { AssociationReader } from '../reading/association-reader.js';
import { RegisterOnce, type Registered } from '../writing/register-once.js';
import type { AnnounceArrangementRequest } from './announce-arrangement.request.js';
import { judgeAnnouncement } from './judge-announcement.js';
import { toAnnouncement } from './to-announcement.js';

export interface Announced extends Registered {
  /** What the law has to say of it that does not forbid it. */
  readonly remarks: readonly Finding[];
}

export class AnnounceArrangement extends Command<Announced> {
  constructor(
    readonly association: string,
    readonly caller: Pick<Caller, 'role' | 'subject'>,
    readonly arrangementId: string,
    readonly request: AnnounceArrangementRequest,
  ) {
    super();
  }
}

@CommandHandler(AnnounceArrangement)
export class AnnounceArrangementHandler implements ICommandHandler<AnnounceArrangement, Announced> {
  constructor(
    @Inject(RegisterOnce) private readonly once: RegisterOnce,
    @Inject(PartyReader) private readonly parties: PartyReader,
    @Inject(ArrangementReader) private readonly arrangements: ArrangementReader,
    @Inject(AssociationReader) private readonly associations: AssociationReader,
  ) {}

  async execute({ association, caller, arrangementId, request }: AnnounceArrangement): Promise<Announced> {
    const fact = toAnnouncement(arrangementId, request);
    await this.#refuseUnknownParties(association, request);
    const known = await this.arrangements.read(association, arrangementId);
    const { versions } = known;
    const { version } = request;
    if (version > versions.length + 1) throw new Refusal('arrangement-changed');
    const isNext = version === versions.length + 1;
    // A version that stands is compared with what comes, and no more judged than it was.
    if (isNext) refuseHiddenInTheOpen(fact);
    const remarks = isNext ? await this.#judge(association, known, fact) : [];
    const registration = {
      association,
      caller,
      stream: arrangementStream(arrangementId),
      expected: isNext && versions.length > 0 ? known.revision : ('none' as const),
      subject: null,
      fact,
    };
    const registered = await this.once.register(registration, (events) =>
      events.filter(({ envelope }) => envelope.type === fact.type).at(version - 1),
    );
    if (!registered) throw new Refusal('arrangement-changed');
    return { ...registered, remarks };
  }

  async #judge(
    association: string,
    { versions }: ArrangementHistory,
    fact: ArrangementVersionAnnounced,
  ): Promise<Finding[]> {
    const { events } = await this.associations.history(association);
    const findings = judgeAnnouncement(events, versions.at(-1) ?? null, fact);
    const refused = findings.filter(({ severity }) => severity === 'blocking');
    if (refused.length > 0)
      throw new Refusal('arrangement-unlawful', { findings: refused, errors: refused.map(toError) });
    return findings;
  }

  async #refuseUnknownParties(association: string, { terms }: AnnounceArrangementRequest): Promise<void> {
    const named = [
      ...terms.parties.map((id, index) => ({ id, pointer: `/terms/parties/${index}` })),
      ...terms.users.map(({ party }, index) => ({ id: party, pointer: `/terms/users/${index}/party` })),
      { id: terms.responsible?.party, pointer: '/terms/responsible/party' },
    ].flatMap(({ id, pointer }) => (id ? [{ id, pointer }] : []));
    const known = await this.parties.read(
      association,
      named.map(({ id }) => id),
    );
    const errors = named.flatMap(({ id, pointer }) =>
      known.has(id) ? [] : [{ pointer, detail: 'is no party of this association' }],
    );
    if (errors.length > 0) throw new Refusal('party-unknown', { errors });
  }
}

// What members may not learn of stands in no chain that is proven to them.
function refuseHiddenInTheOpen({ data }: ArrangementVersionAnnounced): void {
  if (data.memberView !== 'hidden' || data.restricted) return;
  const errors = [{ pointer: '/terms/restricted', detail: 'must be true beside memberView hidden' }];
  throw new Refusal('arrangement-hidden-in-the-open', { errors });
}

function toError({ pointer, en }: Finding) {
  return { pointer, detail: en };
}
