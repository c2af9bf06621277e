import { Inject, Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { ofAssociation } from '#platform';
import type { Stamped } from './ask-for-timestamp.js';

export interface NewestTimestamp {
  readonly size: number;
  /** As the authority says it. */
  readonly time: Date;
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

  /** The newest on a checkpoint that is no larger than this one. */
  async upTo(association: string, size: number): Promise<{ readonly size: number; readonly reply: Buffer } | null> {
    const { rows } = await ofAssociation(this.pool, association).query<{ size: string; reply: Buffer }>(
      `SELECT size, reply FROM evidence.checkpoint_timestamp WHERE association = $1 AND size <= $2
       ORDER BY size DESC LIMIT 1`,
      [association, size],
    );
    return rows[0] ? { size: Number(rows[0].size), reply: rows[0].reply } : null;
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
