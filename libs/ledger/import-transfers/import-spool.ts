import { Inject, Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { ofAssociation, Refusal } from '#platform';
import type { LineSpan } from '#readers';
import type { JobCipher } from './import-cipher.js';
import type { ImportJob } from './import-job.js';
import { LeaseLostError } from './import-lease.js';

/** Pieces in which a file is kept: one is in memory at a time. All but the last have this size. */
export const CHUNK_BYTES = 1_048_576;

interface HeldChunk {
  readonly sequence: number;
  readonly chunk: Buffer;
}

type JobName = Pick<ImportJob, 'association' | 'id'>;

/** Where files wait until their lines are recorded: sealed pieces in the database, deleted with the job's end. */
@Injectable()
export class ImportSpool {
  constructor(@Inject(Pool) private readonly pool: Pool) {}

  async write({ association, id }: JobName, cipher: JobCipher, sequence: number, plain: Uint8Array): Promise<void> {
    const { rowCount } = await ofAssociation(this.pool, association).query(
      `WITH job AS (
         UPDATE ledger.import_job SET bytes = bytes + $4, moved_at = now()
         WHERE association = $1 AND import_id = $2 AND status = 'receiving' RETURNING 1
       )
       INSERT INTO ledger.import_chunk (association, import_id, sequence, sealed) SELECT $1, $2, $3, $5 FROM job`,
      [association, id, sequence, plain.length, cipher.seal('chunk', sequence, plain)],
    );
    if (rowCount !== 1) throw new Refusal('import-unknown');
  }

  /** The bytes of a file from a place on, piece by piece. A piece that is missing was deleted with the job's end. */
  async *read(job: JobName & Pick<ImportJob, 'bytes'>, cipher: JobCipher, offset: number): AsyncGenerator<Buffer> {
    let skip = offset % CHUNK_BYTES;
    for (let sequence = Math.floor(offset / CHUNK_BYTES); sequence * CHUNK_BYTES < job.bytes; sequence += 1) {
      const chunk = await this.#chunk(job, cipher, sequence);
      if (!chunk) throw new LeaseLostError(`The file of import ${job.id} was deleted.`);
      if (skip < chunk.length) yield chunk.subarray(skip);
      skip = 0;
    }
  }

  /** The bytes of some lines, in the order of the file. */
  async *lines(job: JobName, cipher: JobCipher, spans: readonly LineSpan[]): AsyncGenerator<Buffer> {
    let held: HeldChunk = { sequence: -1, chunk: Buffer.alloc(0) };
    for (const { offset, bytes } of spans) {
      const parts: Buffer[] = [];
      for (let at = offset; at < offset + bytes; at = (Math.floor(at / CHUNK_BYTES) + 1) * CHUNK_BYTES) {
        const sequence = Math.floor(at / CHUNK_BYTES);
        if (held.sequence !== sequence) {
          held = { sequence, chunk: (await this.#chunk(job, cipher, sequence)) ?? Buffer.alloc(0) };
        }
        const from = at - sequence * CHUNK_BYTES;
        parts.push(held.chunk.subarray(from, from + offset + bytes - at));
      }
      yield Buffer.concat(parts);
    }
  }

  async #chunk({ association, id }: JobName, cipher: JobCipher, sequence: number): Promise<Buffer | null> {
    const { rows } = await ofAssociation(this.pool, association).query<{ sealed: Buffer }>(
      `SELECT sealed FROM ledger.import_chunk WHERE association = $1 AND import_id = $2 AND sequence = $3`,
      [association, id, sequence],
    );
    return rows[0] ? cipher.open('chunk', sequence, rows[0].sealed) : null;
  }
}
