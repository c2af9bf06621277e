import type { Pool } from 'pg';
import { SettingsError } from '#platform';
import type { EventStoreSettings } from './event-store-settings.js';

/** A ledger has its events in one store for ever: beside another it would begin a second log with the same positions. */
export async function refuseOtherStore(pool: Pool, kind: EventStoreSettings['kind']): Promise<void> {
  const other = kind === 'postgres' ? 'kurrentdb' : 'postgres';
  const table = kind === 'postgres' ? 'event_store.kurrentdb_event' : 'event_store.event';
  const { rows } = await pool.query(`SELECT FROM ${table} LIMIT 1`);
  if (rows.length === 0) return;
  throw new SettingsError(`The events of this database are in ${other}: start it with EVENT_STORE=${other}.`);
}
