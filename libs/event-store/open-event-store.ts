import type { Pool } from 'pg';
import type { Environment } from '#platform';
import { eventStoreSettings } from './event-store-settings.js';
import type { EventStore } from './port/event-store.port.js';
import { PostgresEventStore } from './postgres/postgres-event-store.js';
import { refuseOtherStore } from './refuse-other-store.js';

const LOOK_EVERY_MILLISECONDS = 100;

/** What a store outside of the database has besides. */
export interface StoreApart extends EventStore {
  /** To be called before the first append. */
  start(): Promise<void>;
  /** Throws where it cannot take events now. */
  checkReady(): Promise<void>;
  /** Whether all that was in it when this was asked has its positions. */
  isNumbered(): Promise<boolean>;
}

/** The store that `EVENT_STORE` says. It can be read; to be started before the first append. */
export async function openEventStore(pool: Pool, env: Environment, now?: () => Date): Promise<EventStore> {
  const settings = await eventStoreSettings(env);
  if (settings.kind === 'postgres') return new PostgresEventStore(pool, now);
  // Its client takes a tenth of a start and 38 MB: whoever does not use it does not load it.
  const { KurrentDbEventStore } = await import('./kurrentdb/kurrentdb-event-store.js');
  return new KurrentDbEventStore(pool, settings.url, now);
}

/** The store as one that is apart from the database; null where it is in it. */
export function storeApart(store: EventStore): StoreApart | null {
  return 'checkReady' in store ? (store as StoreApart) : null;
}

/**
 * Resolves once everything that the store holds has its position; false after so many milliseconds. Whoever judges what
 * a log has lost waits for it: beside a database that was restored from an older copy events are numbered once more.
 */
export async function allNumbered(store: EventStore, milliseconds: number): Promise<boolean> {
  const apart = storeApart(store);
  for (const deadline = Date.now() + milliseconds; ;) {
    if (!apart || (await apart.isNumbered())) return true;
    if (Date.now() >= deadline) return false;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MILLISECONDS));
  }
}

/** Refuses a database whose ledger has its events elsewhere, and a server that would let them go. */
export async function startEventStore(pool: Pool, store: EventStore): Promise<void> {
  const apart = storeApart(store);
  await refuseOtherStore(pool, apart ? 'kurrentdb' : 'postgres');
  await apart?.start();
}
