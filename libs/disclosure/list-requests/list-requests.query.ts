import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { knownReferences, LookLog, MemberFlags, Persons, type Looker } from '#access';
import { Clock, Refusal } from '#platform';
import { dayInJapan } from '#statute';
import { describeRequest } from '../keep-requests/describe-request.js';
import type { RequestAnswer, RequestListAnswer } from '../keep-requests/request.answer.js';
import { RequestReader } from '../keep-requests/request-reader.js';
import { RequestSettings } from '../keep-requests/request-settings.js';

export class ListRequests extends Query<RequestListAnswer> {
  constructor(
    readonly looker: Looker,
    readonly member: string,
  ) {
    super();
  }
}

export class ShowRequest extends Query<RequestAnswer> {
  constructor(
    readonly looker: Looker,
    readonly member: string,
    readonly requestId: string,
  ) {
    super();
  }
}

/** Requests of a person, the newest first, as officers see them. */
@QueryHandler(ListRequests)
export class ListRequestsHandler implements IQueryHandler<ListRequests, RequestListAnswer> {
  constructor(
    @Inject(RequestReader) private readonly reader: RequestReader,
    @Inject(RequestSettings) private readonly settings: RequestSettings,
    @Inject(Persons) private readonly persons: Persons,
    @Inject(MemberFlags) private readonly flags: MemberFlags,
    @Inject(LookLog) private readonly looks: LookLog,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async execute({ looker, member }: ListRequests): Promise<RequestListAnswer> {
    const { association } = looker;
    const refs = await knownReferences(this.persons, association, member);
    const logged = this.looks.write(looker, { what: 'DISCLOSURE_REQUESTS', member, seen: [] });
    const { requests } = await this.reader.read(association, refs);
    const today = dayInJapan(this.clock.now().toISOString());
    const settingsOn = await this.settings.of(association);
    const flags = await this.flags.read(association, member);
    await logged;
    const described = [...requests.values()].map((known) => describeRequest(known, { today, settingsOn }, flags));
    return { on: today, requests: described.toReversed() };
  }
}

@QueryHandler(ShowRequest)
export class ShowRequestHandler implements IQueryHandler<ShowRequest, RequestAnswer> {
  constructor(@Inject(ListRequestsHandler) private readonly list: ListRequestsHandler) {}

  async execute({ looker, member, requestId }: ShowRequest): Promise<RequestAnswer> {
    const { requests } = await this.list.execute(new ListRequests(looker, member));
    const request = requests.find(({ id }) => id === requestId);
    if (!request) throw new Refusal('disclosure-request-unknown');
    return request;
  }
}
