import { Inject, Injectable } from '@nestjs/common';
import { Pool, type ClientBase } from 'pg';
import { inTransactionOf, ofAssociation, Refusal } from '#platform';
import { PLACE_AT_START, type ImportJob } from './import-job.js';
import { IMPORT_LIMITS, type ImportLimits } from './import-limits.js';
import { toImportJob, type ImportRow } from './import-rows.js';

export type NewImport = Pick<
  ImportJob,
  'association' | 'id' | 'format' | 'encoding' | 'register' | 'postedBy' | 'sealedCaller' | 'keyPeriod'
> & { readonly idempotency: string | null };

/** Import jobs as posters see them: what came in, and what becomes of it. */
@Injectable()
export class ImportJobs {
  constructor(
    @Inject(Pool) private readonly pool: Pool,
    @Inject(IMPORT_LIMITS) private readonly limits: ImportLimits,
  ) {}

  /** Opens a job whose file is about to come in; false where its idempotency key is taken. Refused where too much is open. */
  async open(job: NewImport): Promise<boolean> {
    const { association, id, format, encoding, register, postedBy, sealedCaller, keyPeriod, idempotency } = job;
    return inTransactionOf(this.pool, association, async (client) => {
      await this.#limit(client, association, postedBy);
      const { rowCount } = await client.query(
        `INSERT INTO ledger.import_job
           (association, import_id, status, format, encoding, posted_by, sealed_caller, key_period, idempotency, place,
            register, mapping_revision)
         VALUES ($1, $2, 'receiving', $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT DO NOTHING`,
        [
          association,
          id,
          format,
          encoding,
          postedBy,
          sealedCaller,
          keyPeriod,
          idempotency,
          PLACE_AT_START,
          register?.mapping ?? null,
          register?.revision ?? null,
        ],
      );
      return rowCount === 1;
    });
  }

  /** The file is in: the job may be worked on from now. */
  async accept(association: string, id: string, digest: string): Promise<ImportJob | null> {
    return this.#one(
      `UPDATE ledger.import_job SET status = 'waiting', digest = $3, moved_at = now()
       WHERE association = $1 AND import_id = $2 AND status = 'receiving' RETURNING *`,
      [association, id, digest],
    );
  }

  /** Forgets a job whose file did not come in whole. */
  async discard(association: string, id: string): Promise<void> {
    await ofAssociation(this.pool, association).query(
      `DELETE FROM ledger.import_job WHERE association = $1 AND import_id = $2 AND status = 'receiving'`,
      [association, id],
    );
  }

  find(association: string, id: string): Promise<ImportJob | null> {
    return this.#one(`SELECT * FROM ledger.import_job WHERE association = $1 AND import_id = $2`, [association, id]);
  }

  findByIdempotency(association: string, idempotency: string): Promise<ImportJob | null> {
    return this.#one(`SELECT * FROM ledger.import_job WHERE association = $1 AND idempotency = $2`, [
      association,
      idempotency,
    ]);
  }

  /** Newest first, before a number; of one poster, or of all. */
  async list(association: string, poster: string | null, before: string | null, count: number): Promise<ImportJob[]> {
    const { rows } = await ofAssociation(this.pool, association).query<ImportRow>(
      `SELECT * FROM ledger.import_job WHERE association = $1 AND ($2::bigint IS NULL OR number < $2)
         AND ($4::text IS NULL OR posted_by = $4)
       ORDER BY number DESC LIMIT $3`,
      [association, before, count, poster],
    );
    return rows.map(toImportJob);
  }

  /**
   * Ends a job before its time, also while its file comes in; then the file may come again under its idempotency key.
   * What was recorded stays recorded; the file is deleted.
   */
  async cancel(association: string, id: string): Promise<ImportJob | null> {
    return inTransactionOf(this.pool, association, async (client) => {
      const { rows } = await client.query<ImportRow>(
        `UPDATE ledger.import_job
         SET status = 'cancelled', idempotency = CASE WHEN status = 'receiving' THEN NULL ELSE idempotency END,
           epoch = epoch + 1, lease_until = NULL, finished_at = now(), moved_at = now()
         WHERE association = $1 AND import_id = $2 AND status IN ('receiving', 'waiting', 'running') RETURNING *`,
        [association, id],
      );
      if (!rows[0]) return null;
      // Only now that no piece can follow: one that was being written held the row of the job.
      await client.query(`DELETE FROM ledger.import_chunk WHERE association = $1 AND import_id = $2`, [
        association,
        id,
      ]);
      return toImportJob(rows[0]);
    });
  }

  // One of an association opens at a time, so that several at once cannot each be the last that fits.
  async #limit(client: ClientBase, association: string, poster: string): Promise<void> {
    await client.query(`SELECT pg_advisory_xact_lock(hashtextextended('ledger.import_job|' || $1, 0))`, [association]);
    const { rows } = await client.query<{ open: string; uploads: string; bytes: string }>(
      `SELECT count(*) AS open, count(*) FILTER (WHERE status = 'receiving' AND posted_by = $2) AS uploads,
         coalesce(sum(bytes), 0) AS bytes
       FROM ledger.import_job
       WHERE association = $1 AND status IN ('receiving', 'waiting', 'running')`,
      [association, poster],
    );
    const { openImportsMax, uploadsOfPosterMax, spooledBytesMax } = this.limits;
    const { open, uploads, bytes } = rows[0]!;
    const isFull = Number(open) >= openImportsMax || Number(bytes) >= spooledBytesMax;
    if (!isFull && Number(uploads) < uploadsOfPosterMax) return;
    throw new Refusal('imports-too-many', { openImportsMax, uploadsOfPosterMax, spooledBytesMax });
  }

  async #one(statement: string, values: readonly [association: string, ...unknown[]]): Promise<ImportJob | null> {
    const { rows } = await ofAssociation(this.pool, values[0]).query<ImportRow>(statement, values);
    return rows[0] ? toImportJob(rows[0]) : null;
  }
}
