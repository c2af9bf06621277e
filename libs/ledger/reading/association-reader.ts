import { Inject, Injectable } from '@nestjs/common';
import { EVENT_STORE, type EventStore } from '#event-store';
import { Refusal } from '#platform';
import type { AssociationRegistered } from '../domain/registration-events.js';
import { ASSOCIATION_STREAM } from '../domain/streams.js';

/** Reads what an association says of itself in clear. */
@Injectable()
export class AssociationReader {
  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  async read(association: string): Promise<AssociationRegistered['data']> {
    const [event] = await this.store.readStream(association, ASSOCIATION_STREAM, { limit: 1 });
    if (!event) throw new Refusal('association-unknown');
    return event.envelope.data as AssociationRegistered['data'];
  }
}
