import { toPosition, type Position } from '#event-store';
import type { Queries } from '#platform';
import { MAP_COMMITMENTS } from './map-rows.js';

export interface KeptCommitment {
  readonly position: Position;
  readonly through: Position;
  readonly restricted: Buffer;
}

/** The commitment as of which the maps are kept: the first of those that speak of the latest place. */
export async function newestCommitment(
  client: Queries,
  association: string,
  table = MAP_COMMITMENTS,
): Promise<KeptCommitment | null> {
  const { rows } = await client.query<{ position: string; through: string; restricted: Buffer }>(
    `SELECT position, through, restricted FROM ${table}
     WHERE association = $1 ORDER BY through DESC, position LIMIT 1`,
    [association],
  );
  const [row] = rows;
  if (!row) return null;
  return { position: toPosition(row.position), through: toPosition(row.through), restricted: row.restricted };
}

/** The newest commitment at or before a place: the log held nothing of what stands behind the place when it wrote that one. */
export async function commitmentAsOf(
  client: Queries,
  association: string,
  through: Position,
): Promise<Position | null> {
  const { rows } = await client.query<{ position: string }>(
    `SELECT position FROM ${MAP_COMMITMENTS}
     WHERE association = $1 AND position <= $2 ORDER BY position DESC LIMIT 1`,
    [association, through],
  );
  return rows[0] ? toPosition(rows[0].position) : null;
}
