import type { Pool } from 'pg';
import { inTransaction } from '#platform';
import type { EventStore, Position } from '../port/event-store.port.js';
import { moveCheckpoint, takeCheckpoint } from './checkpoints.js';
import type { Projection } from './projection.js';

/** Events in one transaction: large enough to fold many, small enough to hold its locks briefly. */
const EVENTS_PER_STEP_MAX = 500;

export interface Step {
  readonly projection: Projection;
  readonly association: string;
  /** Where the checkpoint stood when it was last seen. */
  readonly from: Position;
}

/** Folds the next events into rows; false when another projector holds the checkpoint now or has moved it. */
export async function takeStep(
  store: EventStore,
  pool: Pool,
  { projection, association, from }: Step,
): Promise<boolean> {
  // Read before the transaction: waiting in it for a second connection would starve a small pool.
  const events = await store.readLog(association, from, EVENTS_PER_STEP_MAX);
  if (events.length === 0) return false;
  return inTransaction(pool, async (client) => {
    if ((await takeCheckpoint(client, projection, association)) !== from) return false;
    await projection.apply(events, client);
    await moveCheckpoint(client, { projection, association, from, to: events.at(-1)!.position });
    return true;
  });
}
