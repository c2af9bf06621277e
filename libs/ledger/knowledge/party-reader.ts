import { Inject, Injectable } from '@nestjs/common';
import { DataKeys } from '#access';
import { EVENT_STORE, type EventStore } from '#event-store';
import type { PartyEvent } from '../domain/party-events.js';
import { partyStream } from '../domain/streams.js';
import { openEvents } from '../writing/sealed-events.js';

/** Reads registered parties with all that was amended of them, many at one look. */
@Injectable()
export class PartyReader {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(DataKeys) private readonly keys: DataKeys,
  ) {}

  /** Those that are registered, by id. */
  async read(association: string, ids: readonly string[]): Promise<Map<string, readonly PartyEvent[]>> {
    const wanted = [...new Set(ids)];
    if (wanted.length === 0) return new Map();
    const { streams } = await this.store.readStreams(association, wanted.map(partyStream));
    const opened = await openEvents<PartyEvent>([...streams.values()].flat(), this.keys);
    const known = new Map<string, PartyEvent[]>();
    for (const { fact } of opened) known.set(fact.data.partyId, [...(known.get(fact.data.partyId) ?? []), fact]);
    return known;
  }
}
