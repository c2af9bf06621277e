import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { DataKeys, LookLog, type Looker } from '#access';
import { EVENT_STORE, type EventStore, type StoredEvent } from '#event-store';
import { Clock, Refusal } from '#platform';
import { dayInJapan } from '#statute';
import { personOf } from '../domain/person.js';
import type { StandingDeclared, StandingWithdrawn } from '../domain/registration-events.js';
import { memberStream, standingStream } from '../domain/streams.js';
import { openEvents } from '../writing/sealed-events.js';
import type { StandingListAnswer } from './answers.js';
import { standingAnswers } from './standing-answers.js';

export class ListStanding extends Query<StandingListAnswer> {
  constructor(
    readonly looker: Looker,
    readonly member: string,
  ) {
    super();
  }
}

/** References of a person are found from one to the next; nobody was merged so often in a row. */
const LOOKS_MAX = 20;

type Streams = Map<string, readonly StoredEvent[]>;

/** Reads the streams themselves: what was acknowledged is in the list, under whichever reference of the person. */
@QueryHandler(ListStanding)
export class ListStandingHandler implements IQueryHandler<ListStanding, StandingListAnswer> {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(DataKeys) private readonly keys: DataKeys,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(LookLog) private readonly looks: LookLog,
  ) {}

  async execute({ looker, member }: ListStanding): Promise<StandingListAnswer> {
    const { association } = looker;
    const { refs, streams } = await this.#person(association, member);
    if ((streams.get(memberStream(member)) ?? []).length === 0) throw new Refusal('no-such-member');
    const logged = this.looks.write(looker, { what: 'STANDING', member, seen: [] });
    const stored = refs
      .flatMap((ref) => streams.get(standingStream(ref)) ?? [])
      .toSorted((one, other) => (one.position < other.position ? -1 : 1));
    const opened = await openEvents<StandingDeclared | StandingWithdrawn>(stored, this.keys);
    const now = this.clock.now().toISOString();
    await logged;
    return { member, on: dayInJapan(now), standing: standingAnswers(opened, now) };
  }

  async #person(association: string, member: string): Promise<{ refs: readonly string[]; streams: Streams }> {
    const streams: Streams = new Map();
    const find = (stream: string) => streams.get(stream)?.map(({ envelope: { type, data } }) => ({ type, data }));
    let refs: readonly string[] = [member];
    for (let looks = 0; looks < LOOKS_MAX; looks += 1) {
      const unread = refs.filter((ref) => !streams.has(memberStream(ref)));
      if (unread.length === 0) break;
      const wanted = unread.flatMap((ref) => [memberStream(ref), standingStream(ref)]);
      const read = await this.store.readStreams(association, wanted);
      for (const stream of wanted) streams.set(stream, read.streams.get(stream) ?? []);
      refs = personOf(member, find);
    }
    return { refs, streams };
  }
}
