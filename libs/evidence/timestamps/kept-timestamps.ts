import { Inject, Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { ofAssociation } from '#platform';
import type { Stamped } from './ask-for-timestamp.js';

export interface NewestTimestamp {
  readonly size: number;
  /** As the authority says it. */
  readonly time: Date;
}

export interface KeptReply {
  readonly size: number;
  readonly reply: Buffer;
}

/** A time within which timestamps are wanted, on checkpoints up to a size. */
export interface StampedTime {
  readonly size: number;
  readonly from: Date;
  /** Exclusive. */
  readonly before: Date;
  readonly most: number;
}

/** Timestamps on checkpoints, each beside the size whose root it is about. */
@Injectable()
export class KeptTimestamps {
  constructor(@Inject(Pool) private readonly pool: Pool) {}

  async newest(association: string): Promise<NewestTimestamp | null> {
    const { rows } = await ofAssociation(this.pool, association).query<{ size: string; stamped_at: Date }>(
      `SELECT size, stamped_at FROM evidence.checkpoint_timestamp WHERE association = $1 ORDER BY size DESC LIMIT 1`,
      [association],
    );
    return rows[0] ? { size: Number(rows[0].size), time: rows[0].stamped_at } : null;
  }

  /**
   * Those of a time on checkpoints that are no larger than this one, with the first behind it, by which what came at its
   * end is no younger, and the newest. Of more than `most` some are left out, evenly.
   */
  async during(association: string, { size, from, before, most }: StampedTime): Promise<readonly KeptReply[]> {
    const { rows } = await ofAssociation(this.pool, association).query<{ size: string; reply: Buffer }>(
      `WITH known AS (
         SELECT size, stamped_at FROM evidence.checkpoint_timestamp WHERE association = $1 AND size <= $2
       ), wanted AS (
         SELECT size, row_number() OVER (ORDER BY size DESC) - 1 AS place, count(*) OVER () AS found FROM known
         WHERE (stamped_at >= $3 AND stamped_at < $4) OR size = (SELECT max(size) FROM known)
            OR size = (SELECT min(size) FROM known WHERE stamped_at >= $4)
       )
       SELECT size, reply FROM wanted JOIN evidence.checkpoint_timestamp AS stamp USING (size)
       WHERE stamp.association = $1 AND place % ceil(found::numeric / $5) = 0 ORDER BY size`,
      [association, size, from, before, most],
    );
    return rows.map((row) => ({ size: Number(row.size), reply: row.reply }));
  }

  /** The reply of the authority on the checkpoint of a size. */
  async reply(association: string, size: number): Promise<Buffer | null> {
    const { rows } = await ofAssociation(this.pool, association).query<{ reply: Buffer }>(
      `SELECT reply FROM evidence.checkpoint_timestamp WHERE association = $1 AND size = $2`,
      [association, size],
    );
    return rows[0]?.reply ?? null;
  }

  /** Of two for one size the first is kept: it says more. */
  async keep(association: string, size: number, { reply, time }: Stamped): Promise<void> {
    await ofAssociation(this.pool, association).query(
      `INSERT INTO evidence.checkpoint_timestamp (association, size, reply, stamped_at) VALUES ($1, $2, $3, $4)
       ON CONFLICT (association, size) DO NOTHING`,
      [association, size, Buffer.from(reply), time],
    );
  }
}
