import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import type { Stage } from './stage.js';

type Log = Pick<Stage, 'databaseUrl' | 'association'>;

const POLL_MILLISECONDS = 50;
const MINUTES_MAX = 10;

/** How many events the log has. */
export function headOf(log: Log): Promise<number> {
  return numberOf(log, `SELECT position AS n FROM event_store.log_head WHERE association = $1`);
}

/** How many of them were written by whoever was asked to: the keeper of checkpoints adds its own by the second. */
export function askedFor(log: Log): Promise<number> {
  const sql = `SELECT head.position - coalesce(sum(kept.revision + 1), 0) AS n FROM event_store.log_head AS head
    LEFT JOIN event_store.stream_head AS kept ON kept.log = head.log AND kept.stream IN ('log', 'log-keys')
    WHERE head.association = $1 GROUP BY head.position`;
  return numberOf(log, sql);
}

/** Up to where every projection has come, or the one that is named. */
export function projectedTo(log: Log, projection: string | null = null): Promise<number> {
  const sql = `SELECT min(position) AS n FROM projection.checkpoint
    WHERE association = $1 AND side = 'live' AND ($2::text IS NULL OR projection = $2)`;
  return numberOf(log, sql, projection);
}

/**
 * Waits until the projections have nothing left to do. Work that a round leaves behind would otherwise be done while
 * the next baseline runs, and make the product look good beside it.
 */
export async function untilProjected(log: Log, projection: string | null = null): Promise<void> {
  const head = await headOf(log);
  await until(async () => (await projectedTo(log, projection)) >= head, 'The projections did not come up');
}

/** Waits until a signed checkpoint covers all that the log holds now. */
export async function untilSigned(log: Log): Promise<void> {
  const head = await headOf(log);
  const signed = () => numberOf(log, `SELECT max(size) AS n FROM evidence.checkpoint WHERE association = $1`);
  await until(async () => (await signed()) >= head, 'No checkpoint was signed');
}

async function until(isReached: () => Promise<boolean>, otherwise: string): Promise<void> {
  const deadline = Date.now() + MINUTES_MAX * 60_000;
  while (!(await isReached())) {
    if (Date.now() > deadline) throw new Error(`${otherwise} within ${MINUTES_MAX} minutes.`);
    await setTimeout(POLL_MILLISECONDS);
  }
}

/** The one number that a statement about an association answers; 0 where there is no row. */
export async function numberOf({ databaseUrl, association }: Log, sql: string, ...more: unknown[]): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ n: string | null }>(sql, [association, ...more]);
    return Number(rows[0]?.n ?? 0);
  } finally {
    await client.end();
  }
}
