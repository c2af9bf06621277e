import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Persons } from '#access';
import { Clock } from '#platform';
import { dayInJapan } from '#statute';
import { describeOwnRequest } from '../keep-requests/describe-request.js';
import type { OwnRequestListAnswer } from '../keep-requests/request.answer.js';
import { RequestReader } from '../keep-requests/request-reader.js';
import { RequestSettings } from '../keep-requests/request-settings.js';

export class OwnRequests extends Query<OwnRequestListAnswer> {
  constructor(
    readonly association: string,
    readonly member: string,
  ) {
    super();
  }
}

/** What a member asked for, the newest first, and how far it is. */
@QueryHandler(OwnRequests)
export class OwnRequestsHandler implements IQueryHandler<OwnRequests, OwnRequestListAnswer> {
  constructor(
    @Inject(RequestReader) private readonly reader: RequestReader,
    @Inject(RequestSettings) private readonly settings: RequestSettings,
    @Inject(Persons) private readonly persons: Persons,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async execute({ association, member }: OwnRequests): Promise<OwnRequestListAnswer> {
    const refs = await this.persons.references(association, member);
    const { requests } = await this.reader.read(association, refs);
    const today = dayInJapan(this.clock.now().toISOString());
    const settingsOn = await this.settings.of(association);
    const described = [...requests.values()].map((known) => describeOwnRequest(known, { today, settingsOn }));
    return { on: today, requests: described.toReversed() };
  }
}
