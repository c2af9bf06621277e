import type { Pool } from 'pg';
import { SettingsError } from '#platform';
import type { KurrentDbLog } from './kurrentdb-log.js';
import type { StreamNames } from './stream-names.js';

/** Streams of the server whose metadata stand for others. */
const SERVER_WIDE = ['$all', '$streams'];
/** Metadata events that one look takes. */
const METADATA_EVENTS_MAX = 10_000;

/**
 * Refuses a KurrentDB that would let events of the ledger go. Metadata written before the place that the sequencer
 * reached was judged by it, and later ones will be: only those between are looked for.
 */
export async function refuseRetention(pool: Pool, log: KurrentDbLog, names: StreamNames): Promise<void> {
  const { rows } = await pool.query<{ commit: string; prepare: string }>(
    `SELECT commit_position AS commit, prepare_position AS prepare FROM event_store.kurrentdb_sequencer`,
  );
  const from = rows[0]!.commit === '-1' ? null : rows[0]!;
  const written = await log.readAll(from, names.metadataPrefix, METADATA_EVENTS_MAX);
  const described = written.map(({ name }) => names.describedBy(name)!);
  for (const stream of new Set([...SERVER_WIDE, ...described])) {
    const keys = await log.retentionOf(stream);
    if (keys.length === 0) continue;
    const where = SERVER_WIDE.includes(stream) ? `of ${stream}` : 'of a stream of the ledger';
    throw new SettingsError(
      `KurrentDB would let events of the ledger go: the metadata ${where} have ${keys.join(', ')}. Take them out first.`,
    );
  }
}
