import { Inject, Injectable } from '@nestjs/common';
import { DataKeys } from '#access';
import { EVENT_STORE, type EventStore } from '#event-store';
import type { PartyRegistered } from '../domain/registration-events.js';
import { partyStream } from '../domain/streams.js';
import { openEvents } from '../writing/sealed-events.js';

/** A party with its names; they are null once their key was destroyed. */
export type KnownParty = Omit<PartyRegistered, 'sealed'> & { readonly sealed: PartyRegistered['sealed'] | null };

/** Reads registered parties, many at one look. */
@Injectable()
export class PartyReader {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(DataKeys) private readonly keys: DataKeys,
  ) {}

  async read(association: string, ids: readonly string[]): Promise<Map<string, KnownParty>> {
    const wanted = [...new Set(ids)];
    if (wanted.length === 0) return new Map();
    const { streams } = await this.store.readStreams(association, wanted.map(partyStream));
    const first = [...streams.values()].flatMap((events) => events.slice(0, 1));
    const opened = await openEvents<PartyRegistered>(first, this.keys);
    return new Map(opened.map(({ fact }) => [fact.data.partyId, fact]));
  }
}
