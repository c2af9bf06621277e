import { Inject, Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { toPosition, type Position } from '#event-store';
import { ofAssociation } from '#platform';
import type { Ground } from '../domain/streams.js';

export interface GroundsWish {
  readonly association: string;
  readonly kind: Ground['kind'];
  /** Only those that were registered after this position. */
  readonly after?: string | undefined;
  readonly limit: number;
}

export interface GroundRow {
  readonly id: string;
  /** Where it was registered. */
  readonly position: Position;
}

/** Which parties and arrangements there are, in the order in which they were registered. */
@Injectable()
export class GroundRows {
  constructor(@Inject(Pool) private readonly pool: Pool) {}

  async read({ association, kind, after, limit }: GroundsWish): Promise<GroundRow[]> {
    const { rows } = await ofAssociation(this.pool, association).query<{ id: string; first_position: string }>(
      `SELECT id, first_position FROM ledger.ground
       WHERE association = $1 AND kind = $2 AND first_position > $3 ORDER BY first_position LIMIT $4`,
      [association, kind, after ?? '0', limit],
    );
    return rows.map(({ id, first_position }) => ({ id, position: toPosition(first_position) }));
  }

  /** Where any of them was spoken of last; null where there is none. */
  async newest(association: string): Promise<Position | null> {
    const { rows } = await ofAssociation(this.pool, association).query<{ newest: string | null }>(
      `SELECT max(last_position) AS newest FROM ledger.ground WHERE association = $1`,
      [association],
    );
    const newest = rows[0]?.newest ?? null;
    return newest === null ? null : toPosition(newest);
  }
}
