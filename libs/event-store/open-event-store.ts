import type { Pool } from 'pg';
import type { Environment } from '#platform';
import { eventStoreSettings } from './event-store-settings.js';
import { KurrentDbEventStore } from './kurrentdb/kurrentdb-event-store.js';
import type { EventStore } from './port/event-store.port.js';
import { PostgresEventStore } from './postgres/postgres-event-store.js';
import { refuseOtherStore } from './refuse-other-store.js';

/** The store that `EVENT_STORE` says. It can be read; to be started before the first append. */
export function openEventStore(pool: Pool, env: Environment, now?: () => Date): EventStore {
  const settings = eventStoreSettings(env);
  return settings.kind === 'postgres'
    ? new PostgresEventStore(pool, now)
    : new KurrentDbEventStore(pool, settings.url, now);
}

/** Refuses a database whose ledger has its events elsewhere, and a server that would let them go. */
export async function startEventStore(pool: Pool, store: EventStore): Promise<void> {
  const startable = store instanceof KurrentDbEventStore ? store : null;
  await refuseOtherStore(pool, startable ? 'kurrentdb' : 'postgres');
  await startable?.start();
}
