import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { DataKeys } from '#access';
import { EVENT_STORE, type EventStore } from '#event-store';
import { Clock, Refusal } from '#platform';
import { dayInJapan } from '#statute';
import type { PartyEvent } from '../domain/party-events.js';
import { partyOn } from '../domain/party.js';
import { partyStream } from '../domain/streams.js';
import { openEvents, type OpenedEvent } from '../writing/sealed-events.js';
import type { PartyAmendmentAnswer, PartyOnDayAnswer } from './answers.js';
import { registeredParty } from './list-parties.query.js';

export interface ShownParty {
  readonly revision: number;
  readonly answer: PartyOnDayAnswer;
}

export class ShowParty extends Query<ShownParty> {
  constructor(
    readonly association: string,
    readonly partyId: string,
    readonly day: string | undefined,
  ) {
    super();
  }
}

@QueryHandler(ShowParty)
export class ShowPartyHandler implements IQueryHandler<ShowParty, ShownParty> {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(DataKeys) private readonly keys: DataKeys,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async execute({ association, partyId, day }: ShowParty): Promise<ShownParty> {
    const stored = await this.store.readStream(association, partyStream(partyId));
    if (stored.length === 0) throw new Refusal('no-such-party');
    const opened = await openEvents<PartyEvent>(stored, this.keys);
    const on = day ?? dayInJapan(this.clock.now().toISOString());
    const events = opened.map(({ fact }) => fact);
    const party = registeredParty(partyOn(events, on)!);
    const revision = stored.at(-1)!.envelope.revision;
    return { revision, answer: { on, party, amendments: opened.flatMap(amendmentOf) } };
  }
}

function amendmentOf({ fact, stored }: OpenedEvent<PartyEvent>): PartyAmendmentAnswer[] {
  if (fact.type !== 'PartyAmended') return [];
  const { partyId: _id, ...codes } = fact.data;
  const { recordedAt } = stored.envelope;
  return [{ recordedAt, position: stored.position, changes: { ...codes, ...fact.sealed } }];
}
