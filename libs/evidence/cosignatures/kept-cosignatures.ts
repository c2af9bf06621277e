import { Inject, Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { ofAssociation } from '#platform';

/** A cosignature that was verified. */
export interface TakenCosignature {
  /** Verifier key of the witness. */
  readonly key: string;
  /** Seconds since 1970. */
  readonly time: number;
  /** As C2SP writes it, with the end of the line. */
  readonly line: string;
}

/** What witnesses signed, each beside the size whose root it is about. */
@Injectable()
export class KeptCosignatures {
  constructor(@Inject(Pool) private readonly pool: Pool) {}

  /** Of two by one witness under one checkpoint the newer is kept, whichever came first. */
  async keep(association: string, size: number, { key, time, line }: TakenCosignature): Promise<void> {
    await ofAssociation(this.pool, association).query(
      `INSERT INTO evidence.cosignature AS kept (association, size, key, line, cosigned_at)
       VALUES ($1, $2, $3, $4, to_timestamp($5))
       ON CONFLICT (association, size, key) DO UPDATE SET line = excluded.line, cosigned_at = excluded.cosigned_at
         WHERE kept.cosigned_at < excluded.cosigned_at`,
      [association, size, key, line, time],
    );
  }

  /** The line of each witness under a size. */
  async under(association: string, size: number): Promise<ReadonlySet<string>> {
    const { rows } = await ofAssociation(this.pool, association).query<{ line: string }>(
      `SELECT line FROM evidence.cosignature WHERE association = $1 AND size = $2`,
      [association, size],
    );
    return new Set(rows.map(({ line }) => line));
  }

  /** The largest size under which anybody cosigned; null where nobody did. */
  async newestSize(association: string): Promise<number | null> {
    const { rows } = await ofAssociation(this.pool, association).query<{ size: string }>(
      `SELECT size FROM evidence.cosignature WHERE association = $1 ORDER BY size DESC LIMIT 1`,
      [association],
    );
    return rows[0] ? Number(rows[0].size) : null;
  }
}
