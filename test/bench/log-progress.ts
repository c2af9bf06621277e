import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import type { Stage } from './stage.js';

type Log = Pick<Stage, 'databaseUrl' | 'association'>;

const POLL_MILLISECONDS = 50;
const PROJECTED_MINUTES_MAX = 10;

/** How many events the log has. */
export function headOf(log: Log): Promise<number> {
  return numberOf(log, `SELECT position AS n FROM event_store.log_head WHERE association = $1`);
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
  const deadline = Date.now() + PROJECTED_MINUTES_MAX * 60_000;
  while ((await projectedTo(log, projection)) < head) {
    if (Date.now() > deadline)
      throw new Error(`The projections did not come up within ${PROJECTED_MINUTES_MAX} minutes.`);
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
