import type { EventStore } from './port/event-store.port.js';
import { storeApart } from './open-event-store.js';

/** Whether the event store can take events now; of a store in the database the look at the database is enough. */
export class EventStoreReadiness {
  readonly name = 'event-store';

  constructor(private readonly store: EventStore) {}

  async check(): Promise<void> {
    await storeApart(this.store)?.checkReady();
  }
}
