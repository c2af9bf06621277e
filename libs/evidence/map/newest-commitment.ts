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
