import type { EventStore } from '../port/event-store.port.js';

/** What every case of the contract is given. */
export interface Subject {
  store(): EventStore;
  /** What the store's clock shows from now on. */
  setClock(now: string): void;
}
