import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { DataKeys } from '#access';
import { EVENT_STORE, type EventStore } from '#event-store';
import { Clock, Refusal } from '#platform';
import { dayInJapan } from '#statute';
import type { StandingDeclared, StandingWithdrawn } from '../domain/registration-events.js';
import { memberStream, standingStream } from '../domain/streams.js';
import { openEvents } from '../writing/sealed-events.js';
import type { StandingListAnswer } from './answers.js';
import { standingAnswers } from './standing-answers.js';

export class ListStanding extends Query<StandingListAnswer> {
  constructor(
    readonly association: string,
    readonly member: string,
  ) {
    super();
  }
}

/** Reads the streams themselves: what was acknowledged is in the list. */
@QueryHandler(ListStanding)
export class ListStandingHandler implements IQueryHandler<ListStanding, StandingListAnswer> {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(DataKeys) private readonly keys: DataKeys,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async execute({ association, member }: ListStanding): Promise<StandingListAnswer> {
    const { streams } = await this.store.readStreams(association, [memberStream(member), standingStream(member)]);
    if ((streams.get(memberStream(member)) ?? []).length === 0) throw new Refusal('no-such-member');
    const stored = streams.get(standingStream(member)) ?? [];
    const opened = await openEvents<StandingDeclared | StandingWithdrawn>(stored, this.keys);
    const now = this.clock.now().toISOString();
    return { member, on: dayInJapan(now), standing: standingAnswers(opened, now) };
  }
}
