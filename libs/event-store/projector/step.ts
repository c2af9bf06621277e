import type { ClientBase, Pool } from 'pg';
import { inTransaction } from '#platform';
import { toPosition, type Position, type StoredEvent } from '../port/event-store.port.js';
import { forgetFailure } from './failures.js';
import type { Lease } from './leases.js';
import { START, type Place } from './places.js';
import type { Projection } from './projection.js';
import { targetOf } from './shadow-tables.js';

export interface Step {
  readonly projection: Projection;
  readonly place: Place;
  readonly lease: Lease;
  /** Where the fold stood when it was last seen. */
  readonly from: Position;
  readonly events: readonly StoredEvent[];
  /** Whether an event stopped it before. */
  readonly hasFailed: boolean;
}

/** Folds events into rows; false when the lease is somebody else's now, or the fold does not stand where it was seen. */
export async function takeStep(pool: Pool, step: Step): Promise<boolean> {
  return inTransaction(pool, async (client) => {
    if ((await takeCheckpoint(client, step)) !== step.from) return false;
    const { projection, place, from, events } = step;
    await projection.apply(events, targetOf(client, projection, place.side));
    const to = events.at(-1)!.position;
    await moveCheckpoint(client, place, { from, to });
    if (step.hasFailed) await forgetFailure(client, place, to);
    return true;
  });
}

type Taking = Pick<Step, 'projection' | 'place' | 'lease' | 'from'>;

/**
 * Takes a fold for this transaction and gives its position; null when it may not be written: by another epoch, by a
 * newer version of the projection, or because another transaction has it now. Whoever holds it is alone with the
 * projection's rows of that association until commit, and the server ends a transaction that rests longer than its
 * lease lasts. Rows are made again from the log after a crash of the server, so a commit need not wait for the disk.
 */
export async function takeCheckpoint(client: ClientBase, step: Taking): Promise<Position | null> {
  if (step.from === START) await insertCheckpoint(client, step.place);
  const { projection, place, lease } = step;
  const { rows } = await client.query<{ position: string }>({
    name: 'projection.take-checkpoint',
    text: `SELECT checkpoint.position, set_config('synchronous_commit', 'off', true),
       set_config('idle_in_transaction_session_timeout', $7::text, true)
     FROM projection.lease, projection.projection AS made, projection.checkpoint
     WHERE lease.projection = $1 AND lease.association_group = $4 AND lease.holder = $5 AND lease.epoch = $6
       AND made.name = $1 AND made.version <= $8
       AND checkpoint.projection = $1 AND checkpoint.association = $2 AND checkpoint.side = $3
       AND ($3 = 'live' OR EXISTS (
         SELECT FROM projection.rebuild WHERE projection = $1 AND version = $8 AND state <> 'asked'))
     FOR SHARE OF lease, made FOR UPDATE OF checkpoint SKIP LOCKED`,
    values: [
      place.projection,
      place.association,
      place.side,
      lease.group,
      lease.holder,
      lease.epoch,
      lease.milliseconds,
      projection.version,
    ],
  });
  return rows[0] ? toPosition(rows[0].position) : null;
}

async function insertCheckpoint(client: ClientBase, place: Place): Promise<void> {
  await client.query(
    `INSERT INTO projection.checkpoint (projection, association, side, position) VALUES ($1, $2, $3, 0)
     ON CONFLICT DO NOTHING`,
    [place.projection, place.association, place.side],
  );
}

/** Moves the checkpoint; it must still stand where it was taken. */
export async function moveCheckpoint(
  client: ClientBase,
  { projection, association, side }: Place,
  { from, to }: { from: Position; to: Position },
): Promise<void> {
  const { rowCount } = await client.query({
    name: 'projection.move-checkpoint',
    text: `UPDATE projection.checkpoint SET position = $5, moved_at = clock_timestamp()
     WHERE projection = $1 AND association = $2 AND side = $3 AND position = $4`,
    values: [projection, association, side, from, to],
  });
  if (rowCount !== 1) throw new Error(`The checkpoint of ${projection} was moved by somebody else.`);
}
