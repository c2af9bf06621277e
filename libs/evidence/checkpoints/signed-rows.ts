import type { Pool } from 'pg';
import { equalBytes, type TreeHead } from '#proof';

export interface SignedHead extends TreeHead {
  readonly signedAt: Date;
  readonly isPublished: boolean;
}

/** Two trees of one log were about to be signed, or a root that is not that of its events. Nothing is signed any more. */
export class EvidenceBrokenError extends Error {
  override readonly name = 'EvidenceBrokenError';
}

/**
 * Writes what was signed. Its connections may see the rows of all associations, and commits wait for the disk: with
 * them everything before is there, also the events of which the tree was made.
 */
export class SignedRows {
  constructor(private readonly pool: Pool) {}

  /** What was signed last, published or not. */
  async last(association: string): Promise<SignedHead | null> {
    const { rows } = await this.pool.query<{ size: string; root: Buffer; signed_at: Date; is_published: boolean }>(
      `SELECT size, root, signed_at, is_published FROM evidence.checkpoint
       WHERE association = $1 ORDER BY size DESC LIMIT 1`,
      [association],
    );
    const [row] = rows;
    if (!row) return null;
    const { root, signed_at: signedAt, is_published: isPublished } = row;
    return { size: Number(row.size), root, signedAt, isPublished };
  }

  /** Keeps a note over a head, or a newer one over the same; of two roots of one size the second is refused. */
  async write(association: string, { size, root }: TreeHead, note: string, signedAt: Date): Promise<void> {
    const { rows } = await this.pool.query<{ root: Buffer }>(
      `INSERT INTO evidence.checkpoint AS kept (association, size, root, note, signed_at) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (association, size) DO UPDATE
         SET note = CASE WHEN kept.root = excluded.root THEN excluded.note ELSE kept.note END,
           signed_at = CASE WHEN kept.root = excluded.root THEN excluded.signed_at ELSE kept.signed_at END
       RETURNING root`,
      [association, size, root, note, signedAt],
    );
    if (!equalBytes(rows[0]!.root, root)) throw new EvidenceBrokenError(`Two trees of ${size} leaves.`);
  }

  async publish(association: string, size: number): Promise<void> {
    await this.pool.query(
      `UPDATE evidence.checkpoint SET is_published = true WHERE association = $1 AND size = $2 AND NOT is_published`,
      [association, size],
    );
  }
}
