import type { ClientBase, Pool } from 'pg';
import { toPosition, type Position } from '../port/event-store.port.js';
import type { Projection } from './projection.js';

export interface Checkpoint {
  readonly projection: string;
  readonly association: string;
  readonly position: Position;
  readonly version: number;
}

/** How far each projection has come in each log. */
export async function readCheckpoints(connection: Pool | ClientBase): Promise<Checkpoint[]> {
  const { rows } = await connection.query<Checkpoint>(
    `SELECT projection, association, position, version FROM event_store.projection_checkpoint`,
  );
  return rows.map((row) => ({ ...row, position: toPosition(row.position) }));
}

/**
 * Takes the checkpoint for this transaction and gives its position; null when another projector holds it now
 * or a newer version of the projection has begun.
 * Whoever holds it is alone with the projection's rows of that association until commit.
 */
export async function takeCheckpoint(
  client: ClientBase,
  projection: Projection,
  association: string,
): Promise<Position | null> {
  await client.query(
    `INSERT INTO event_store.projection_checkpoint (projection, association, position, version)
     SELECT $1, $2, 0, $3::integer
     WHERE NOT EXISTS (SELECT FROM event_store.projection_checkpoint WHERE projection = $1 AND version > $3::integer)
     ON CONFLICT DO NOTHING`,
    [projection.name, association, projection.version],
  );
  const { rows } = await client.query<{ position: string }>(
    `SELECT position FROM event_store.projection_checkpoint
     WHERE projection = $1 AND association = $2 AND version = $3 FOR UPDATE SKIP LOCKED`,
    [projection.name, association, projection.version],
  );
  return rows[0] ? toPosition(rows[0].position) : null;
}

/** Moves the checkpoint; it must still stand where it was taken. */
export async function moveCheckpoint(
  client: ClientBase,
  { projection, association, from, to }: { projection: Projection; association: string; from: Position; to: Position },
): Promise<void> {
  const { rowCount } = await client.query(
    `UPDATE event_store.projection_checkpoint SET position = $4
     WHERE projection = $1 AND association = $2 AND position = $3`,
    [projection.name, association, from, to],
  );
  if (rowCount !== 1) throw new Error(`The checkpoint of ${projection.name} was moved by somebody else.`);
}
