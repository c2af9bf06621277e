import { types } from 'node:util';
import type { ClientBase, Pool } from 'pg';
import { isDatabaseUnavailable } from '#platform';
import { EventStoreError, toPosition, type Position } from '../port/event-store.port.js';
import { UnknownEventError } from '../upcasting/current-view.js';
import type { Place } from './places.js';

/** A projection that an event stops, for one association. It is tried again, ever more seldom. */
export interface ProjectionFailure extends Place {
  /** Of the event that it cannot take. */
  readonly position: Position;
  /** What went wrong, naming no person. */
  readonly error: string;
}

const RETRY_SECONDS_MAX = 300;
/** SQLSTATE: serialization failure, deadlock, lock not available, cancelled. */
const PASSING = ['40001', '40P01', '55P03', '57014'];

/** A log that is not proven is opened by a person, or by the restore that is to come. */
const PASSING_CODES: readonly string[] = ['unavailable', 'busy', 'log-unproven'];

/** Whether an error says nothing about the event: the next attempt may meet another world. */
export function isPassing(error: unknown): boolean {
  if (error instanceof EventStoreError) return PASSING_CODES.includes(error.code);
  return isDatabaseUnavailable(error) || PASSING.includes(String((error as { code?: unknown } | null)?.code));
}

/** The text of an error can quote rows, so only its kind is kept; what this lib says of an event names nobody. */
export function errorInWords(error: unknown): string {
  if (error instanceof UnknownEventError) return error.message;
  if (!types.isNativeError(error)) return 'unknown error';
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? `${error.name} ${code}` : error.name;
}

/** Keeps a failure; whether it is new, and not the same event once more. */
export async function keepFailure(pool: Pool, failure: ProjectionFailure): Promise<boolean> {
  const { rows } = await pool.query<{ attempts: number }>(
    `INSERT INTO projection.failure AS failure
       (projection, association, side, position, error, since, attempts, retry_at)
     VALUES ($1, $2, $3, $4, $5, clock_timestamp(), 1, clock_timestamp() + interval '1 second')
     ON CONFLICT (projection, association, side) DO UPDATE
     SET position = excluded.position, error = excluded.error,
       since = CASE WHEN failure.position = excluded.position THEN failure.since ELSE excluded.since END,
       attempts = CASE WHEN failure.position = excluded.position THEN failure.attempts + 1 ELSE 1 END,
       retry_at = clock_timestamp() + interval '1 second' * least($6,
         CASE WHEN failure.position = excluded.position THEN power(2, least(failure.attempts, 20)) ELSE 1 END)
     RETURNING attempts`,
    [failure.projection, failure.association, failure.side, failure.position, failure.error, RETRY_SECONDS_MAX],
  );
  return rows[0]!.attempts === 1;
}

/** Forgets a failure whose event is past now. */
export async function forgetFailure(client: ClientBase, place: Place, reached: Position): Promise<void> {
  await client.query(
    `DELETE FROM projection.failure WHERE projection = $1 AND association = $2 AND side = $3 AND position <= $4`,
    [place.projection, place.association, place.side, reached],
  );
}

/** What is stopped now, by any projector of this database. */
export async function readFailures(pool: Pool): Promise<ProjectionFailure[]> {
  const { rows } = await pool.query<ProjectionFailure>(
    `SELECT projection, association, side, position, error FROM projection.failure
     ORDER BY projection, association, side`,
  );
  return rows.map((row) => ({ ...row, position: toPosition(row.position) }));
}
