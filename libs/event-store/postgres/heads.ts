import type { Pool } from 'pg';
import { toPosition, type Position } from '../port/event-store.port.js';
import { toStoreError } from './postgres-errors.js';

/** Where every log ends. Crosses associations by nature: a function tells their names and counts, and nothing more. */
export async function readHeads(pool: Pool): Promise<Map<string, Position>> {
  try {
    const { rows } = await pool.query<{ association: string; position: string }>(
      `SELECT association, position FROM event_store.heads()`,
    );
    return new Map(rows.map((row) => [row.association, toPosition(row.position)]));
  } catch (error) {
    throw toStoreError(error);
  }
}
