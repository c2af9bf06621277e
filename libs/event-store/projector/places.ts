import type { ClientBase, Pool } from 'pg';
import { toPosition, type Position } from '../port/event-store.port.js';

/** The rows that readers see, or those of a rebuild beside them. */
export type Side = 'live' | 'beside';

/** One fold of one log. */
export interface Place {
  readonly projection: string;
  readonly association: string;
  readonly side: Side;
}

export const START = toPosition(0);

/** One text for a place; no name holds a control character. */
export function placeKey({ projection, association, side }: Place): string {
  return `${projection}\u0000${association}\u0000${side}`;
}

/** How far each fold of these projections has come, by its place. */
export async function readPlaces(
  connection: Pool | ClientBase,
  projections: readonly string[],
): Promise<Map<string, Position>> {
  const { rows } = await connection.query<Place & { position: string }>(
    `SELECT projection, association, side, position FROM projection.checkpoint WHERE projection = ANY ($1)`,
    [projections],
  );
  return new Map(rows.map((row) => [placeKey(row), toPosition(row.position)]));
}
