import type { Pool } from 'pg';
import { SettingsError } from '#platform';
import type { EventStoreSettings } from './event-store-settings.js';

/** A ledger has its events in one store for ever: beside another it would begin a second log with the same positions. */
export async function refuseOtherStore(pool: Pool, kind: EventStoreSettings['kind']): Promise<void> {
  const other = kind === 'postgres' ? 'kurrentdb' : 'postgres';
  const { rows } = await pool.query<{ found: boolean }>(`SELECT event_store.has_events($1) AS found`, [other]);
  // A database that nobody is connected to has none.
  if (!rows[0]?.found) return;
  throw new SettingsError(`The events of this database are in ${other}: start it with EVENT_STORE=${other}.`);
}
