import type { Pool } from 'pg';
import { inTransaction } from '#platform';
import type { Position } from '../port/event-store.port.js';
import type { Lease } from './leases.js';
import type { Place } from './places.js';
import type { Projection } from './projection.js';

/** A fold that events do not concern, up to a position. */
export interface Passing {
  readonly projection: Projection;
  readonly place: Place;
  readonly lease: Lease;
  readonly from: Position;
  readonly to: Position;
}

/**
 * Moves live folds of one log past events that change none of their rows, all in one transaction; which of them moved.
 * One that does not stand where it was seen, or may not be written, stays. No row has to be kept from others: whoever
 * holds the lease now finds either place, and both are right.
 */
export async function passOver(pool: Pool, passing: readonly Passing[]): Promise<ReadonlySet<string>> {
  if (passing.length === 0) return new Set();
  return inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ projection: string }>({
      name: 'projection.pass-over',
      text: `WITH settings AS MATERIALIZED (SELECT set_config('synchronous_commit', 'off', true))
       UPDATE projection.checkpoint AS checkpoint SET position = passing.moved_to, moved_at = clock_timestamp()
       FROM settings,
         unnest($2::text[], $3::integer[], $4::uuid[], $5::bigint[], $6::integer[], $7::bigint[], $8::bigint[])
           AS passing(projection, lease_group, holder, epoch, version, moved_from, moved_to)
         JOIN projection.lease AS lease ON lease.projection = passing.projection
           AND lease.association_group = passing.lease_group AND lease.holder = passing.holder
           AND lease.epoch = passing.epoch
         JOIN projection.projection AS made ON made.name = passing.projection AND made.version <= passing.version
       WHERE checkpoint.projection = passing.projection AND checkpoint.association = $1 AND checkpoint.side = 'live'
         AND checkpoint.position = passing.moved_from
       RETURNING checkpoint.projection`,
      values: [
        passing[0]!.place.association,
        passing.map(({ projection }) => projection.name),
        passing.map(({ lease }) => lease.group),
        passing.map(({ lease }) => lease.holder),
        passing.map(({ lease }) => lease.epoch),
        passing.map(({ projection }) => projection.version),
        passing.map(({ from }) => from),
        passing.map(({ to }) => to),
      ],
    });
    return new Set(rows.map(({ projection }) => projection));
  });
}
