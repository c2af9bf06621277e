import { Inject, Injectable } from '@nestjs/common';
import { DataKeys } from '#access';
import { EVENT_STORE, type EventStore } from '#event-store';
import { Refusal } from '#platform';
import type { AssociationEvent, AssociationRegistered } from '../domain/association-events.js';
import { ASSOCIATION_STREAM } from '../domain/streams.js';
import { openEvents, type OpenedEvent } from '../writing/sealed-events.js';

/** All that was ever said of an association. */
export interface AssociationHistory {
  readonly events: readonly AssociationEvent[];
  readonly opened: readonly OpenedEvent<AssociationEvent>[];
  /** Of its last event. */
  readonly revision: number;
}

/** Associations whose registration is kept in memory. */
const KNOWN_MAX = 10_000;

@Injectable()
export class AssociationReader {
  /** First events, which never change. */
  readonly #registrations = new Map<string, AssociationRegistered['data']>();

  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(DataKeys) private readonly keys: DataKeys,
  ) {}

  /** What it said of itself in clear when it was registered. */
  async read(association: string): Promise<AssociationRegistered['data']> {
    const known = this.#registrations.get(association);
    if (known) return known;
    const [event] = await this.store.readStream(association, ASSOCIATION_STREAM, { limit: 1 });
    if (!event) throw new Refusal('association-unknown');
    const data = event.envelope.data as AssociationRegistered['data'];
    if (this.#registrations.size < KNOWN_MAX) this.#registrations.set(association, data);
    return data;
  }

  /** With the sealed parts opened; they are null where their key was destroyed. */
  async history(association: string): Promise<AssociationHistory> {
    const stored = await this.store.readStream(association, ASSOCIATION_STREAM);
    if (stored.length === 0) throw new Refusal('association-unknown');
    const opened = await openEvents<AssociationEvent>(stored, this.keys);
    return { opened, events: opened.map(({ fact }) => fact), revision: stored.at(-1)!.envelope.revision };
  }
}
