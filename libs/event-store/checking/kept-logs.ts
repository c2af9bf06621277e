import type { ClientBase } from 'pg';
import type { EventStore } from '../port/event-store.port.js';
import type { KeptLog } from './kept-log.js';
import { KurrentDbKeptLog } from './kurrentdb-kept-log.js';
import { PostgresKeptLog } from './postgres-kept-log.js';

/** Where the events of an association are. `client` holds the snapshot. */
export async function keptLogOf(client: ClientBase, store: EventStore, association: string): Promise<KeptLog> {
  const { rows } = await client.query<{ log: number | null }>(
    `SELECT log FROM event_store.log_head WHERE association = $1`,
    [association],
  );
  const log = rows[0]?.log ?? null;
  return log === null
    ? new KurrentDbKeptLog(client, store, association)
    : new PostgresKeptLog(client, association, log);
}

/** Names of all logs. */
export async function keptLogs(client: ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ association: string }>(
    `SELECT association FROM event_store.log_head ORDER BY association`,
  );
  return rows.map(({ association }) => association);
}
