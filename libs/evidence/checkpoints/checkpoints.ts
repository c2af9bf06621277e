import { Inject, Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { ofAssociation } from '#platform';
import type { TreeHead } from '#proof';

export interface PublishedCheckpoint extends TreeHead {
  /** As it was signed, to the letter, and the lines of witnesses. */
  readonly note: string;
  readonly signedAt: Date;
}

interface Row {
  readonly size: string;
  readonly root: Buffer;
  readonly note: string;
  readonly signed_at: Date;
}

/** More lines than this no reader of notes takes. */
const COSIGNATURES_MAX = 64;
/** The signatures of witnesses stand behind those of the log; under its name stand its own alone. */
const COLUMNS = `size, root, signed_at, note || coalesce((
  SELECT string_agg(line, '' ORDER BY key) FROM (
    SELECT line, key FROM evidence.cosignature AS word
    WHERE word.association = checkpoint.association AND word.size = checkpoint.size
      AND split_part(line, ' ', 2) <> split_part(checkpoint.note, E'\\n', 1)
    ORDER BY cosigned_at DESC LIMIT ${COSIGNATURES_MAX}) AS newest), '') AS note`;

/** The checkpoints of logs that were published: kept in the database and outside it. */
@Injectable()
export class Checkpoints {
  constructor(@Inject(Pool) private readonly pool: Pool) {}

  /** Null before the first. */
  async newest(association: string): Promise<PublishedCheckpoint | null> {
    const { rows } = await ofAssociation(this.pool, association).query<Row>(
      `SELECT ${COLUMNS} FROM evidence.checkpoint
       WHERE association = $1 AND is_published ORDER BY size DESC LIMIT 1`,
      [association],
    );
    return checkpointOf(rows[0]);
  }

  /** That of a size; null where none of it was published. */
  async at(association: string, size: number): Promise<PublishedCheckpoint | null> {
    const { rows } = await ofAssociation(this.pool, association).query<Row>(
      `SELECT ${COLUMNS} FROM evidence.checkpoint
       WHERE association = $1 AND is_published AND size = $2`,
      [association, size],
    );
    return checkpointOf(rows[0]);
  }

  /** The first that covers so many leaves; null where none does yet. */
  async firstFrom(association: string, size: number): Promise<PublishedCheckpoint | null> {
    const { rows } = await ofAssociation(this.pool, association).query<Row>(
      `SELECT ${COLUMNS} FROM evidence.checkpoint
       WHERE association = $1 AND is_published AND size >= $2 ORDER BY size LIMIT 1`,
      [association, size],
    );
    return checkpointOf(rows[0]);
  }

  /** Whether a checkpoint of one of these sizes was published. */
  async hasSize(association: string, from: number, to: number): Promise<boolean> {
    const { rowCount } = await ofAssociation(this.pool, association).query(
      `SELECT FROM evidence.checkpoint WHERE association = $1 AND is_published AND size BETWEEN $2 AND $3 LIMIT 1`,
      [association, from, to],
    );
    return rowCount === 1;
  }
}

function checkpointOf(row: Row | undefined): PublishedCheckpoint | null {
  return row ? { size: Number(row.size), root: row.root, note: row.note, signedAt: row.signed_at } : null;
}
