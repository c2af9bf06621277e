import { Inject, Injectable } from '@nestjs/common';
import { DataKeys, memberStream } from '#access';
import { EVENT_STORE, type EventStore, type StoredEvent } from '#event-store';
import { courtesyStream, openEvents } from '#ledger';
import type { CourtesyEvent } from '../domain/courtesy/courtesy-events.js';

export type ReadCourtesyEvent = {
  [Type in CourtesyEvent['type']]: {
    readonly type: Type;
    readonly data: Extract<CourtesyEvent, { type: Type }>['data'];
    readonly sealed: Extract<CourtesyEvent, { type: Type }>['sealed'] | null;
  };
}[CourtesyEvent['type']];

export interface KnownCourtesy {
  readonly ref: string;
  readonly events: readonly { readonly stored: StoredEvent; readonly event: ReadCourtesyEvent }[];
}

/** Events that are read at once. */
const PAGE = 1_000;

/** Reads what families ask about a person from the streams of the person. */
@Injectable()
export class CourtesyReader {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(DataKeys) private readonly keys: DataKeys,
  ) {}

  /** By id, the oldest first; with the revision of each stream that has events. */
  async read(association: string, refs: readonly string[]) {
    const found = new Map<string, { ref: string; events: KnownCourtesy['events'][number][] }>();
    const revisions = new Map<string, number>();
    for (const ref of refs) {
      const opened = await openEvents<CourtesyEvent>(await this.#all(association, courtesyStream(ref)), this.keys);
      for (const { stored, fact } of opened) {
        const event = fact as ReadCourtesyEvent;
        const known = found.get(event.data.requestId) ?? { ref, events: [] };
        known.events.push({ stored, event });
        found.set(event.data.requestId, known);
        revisions.set(ref, stored.envelope.revision);
      }
    }
    return { requests: found as ReadonlyMap<string, KnownCourtesy>, revisions };
  }

  /** Whether the death of the person is on record, under any reference. */
  async isDead(association: string, refs: readonly string[]): Promise<boolean> {
    for (const ref of refs) {
      const events = await this.#all(association, memberStream(ref));
      const last = events.findLast(
        ({ envelope: { type } }) => type === 'MemberDied' || type === 'MemberDeathWithdrawn',
      );
      if (last?.envelope.type === 'MemberDied') return true;
    }
    return false;
  }

  async #all(association: string, stream: string): Promise<StoredEvent[]> {
    const all: StoredEvent[] = [];
    for (let from = 0; ; from += PAGE) {
      const page = await this.store.readStream(association, stream, { from, limit: PAGE });
      all.push(...page);
      if (page.length < PAGE) return all;
    }
  }
}
