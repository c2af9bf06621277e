import { Inject, Injectable } from '@nestjs/common';
import { DataKeys } from '#access';
import { EVENT_STORE, type EventStore } from '#event-store';
import type { ArrangementEvent } from '../domain/arrangement-events.js';
import { versionsOf } from '../domain/arrangement-version.js';
import type { ArrangementVersionAnnounced } from '../domain/registration-events.js';
import { arrangementStream } from '../domain/streams.js';
import { openEvents, type OpenedEvent } from '../writing/sealed-events.js';

/** All that was ever said of an arrangement; what is sealed is null where its key was destroyed. */
export interface ArrangementHistory {
  readonly opened: readonly OpenedEvent<ArrangementEvent>[];
  readonly events: readonly ArrangementEvent[];
  readonly versions: readonly ArrangementVersionAnnounced[];
  /** Of its last event; -1 where there is none. */
  readonly revision: number;
}

/** Reads arrangements from their own streams. */
@Injectable()
export class ArrangementReader {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(DataKeys) private readonly keys: DataKeys,
  ) {}

  async read(association: string, arrangementId: string): Promise<ArrangementHistory> {
    return (await this.readAll(association, [arrangementId])).get(arrangementId) ?? historyOf([]);
  }

  /** Those that are registered, by id. */
  async readAll(association: string, ids: readonly string[]): Promise<Map<string, ArrangementHistory>> {
    const wanted = [...new Set(ids)];
    if (wanted.length === 0) return new Map();
    const { streams } = await this.store.readStreams(association, wanted.map(arrangementStream));
    const opened = await openEvents<ArrangementEvent>([...streams.values()].flat(), this.keys);
    const byId = new Map<string, OpenedEvent<ArrangementEvent>[]>();
    for (const one of opened) {
      const { arrangementId } = one.fact.data;
      byId.set(arrangementId, [...(byId.get(arrangementId) ?? []), one]);
    }
    return new Map([...byId].map(([id, events]) => [id, historyOf(events)]));
  }
}

function historyOf(opened: readonly OpenedEvent<ArrangementEvent>[]): ArrangementHistory {
  const events = opened.map(({ fact }) => fact);
  return { opened, events, versions: versionsOf(events), revision: opened.at(-1)?.stored.envelope.revision ?? -1 };
}
