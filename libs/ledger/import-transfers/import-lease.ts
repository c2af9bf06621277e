import { Inject, Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { inTransactionOf, ofAssociation, type Queries } from '#platform';
import type { ImportFailure, ImportJob, ImportPlace, ImportProgress } from './import-job.js';
import { toImportJob, type ImportRow } from './import-rows.js';

/** How long a job belongs to a worker that says nothing. Workers say something far more often. */
export const LEASE_SECONDS = 15;
/** Take-overs without any progress in between: a line that ends every process must not be tried for ever. */
const ATTEMPTS_MAX = 5;
/** An upload that brings nothing for so long was broken off together with its process. */
const RECEIVING_HOURS_MAX = 1;
/** Rejected lines are kept for repair so long. */
const REJECTED_DAYS_MAX = 90;

/** The job was taken over or cancelled: whatever else was meant to be written of it must not be. */
export class LeaseLostError extends Error {
  override readonly name = 'LeaseLostError';
}

/** What one step makes of a part of a file. */
export interface ImportStep {
  readonly place: ImportPlace;
  readonly progress: ImportProgress;
  readonly outcomes: Buffer | null;
  /** Batches of rejected lines, sealed each under its number. */
  readonly rejected: AsyncIterable<{ readonly sequence: number; readonly sealed: Buffer }>;
}

/** Jobs as workers see them. One worker has a job at a time; it proves so with the epoch of its claim. */
@Injectable()
export class ImportLease {
  constructor(@Inject(Pool) private readonly pool: Pool) {}

  /** Takes the job that waited longest. Jobs of one association run one after another, in the order they came. */
  async claim(): Promise<ImportJob | null> {
    // Whose job it is shows only in its row: this, and the sweep, are all that a worker may do across associations.
    const { rows } = await this.pool.query<ImportRow>(`SELECT * FROM ledger.claim_import($1)`, [LEASE_SECONDS]);
    if (!rows[0]) return null;
    const job = toImportJob(rows[0]);
    if (job.attempts <= ATTEMPTS_MAX) return job;
    const details = [`It was begun ${ATTEMPTS_MAX} times behind this line and never came on.`];
    await this.fail(job, { code: 'import-stuck', line: job.place.line, details });
    return this.claim();
  }

  /** Throws unless the job is still this worker's. Waits for nobody: a step before may be writing. */
  async prove({ association, id, epoch }: ImportJob): Promise<void> {
    const { rowCount } = await ofAssociation(this.pool, association).query(
      `SELECT FROM ledger.import_job
       WHERE association = $1 AND import_id = $2 AND epoch = $3 AND status = 'running'`,
      [association, id, epoch],
    );
    if (rowCount !== 1) throw new LeaseLostError(`Import ${id} belongs to another worker now.`);
  }

  /** Says that the worker lives. */
  async renew(job: ImportJob): Promise<void> {
    await this.#own(ofAssociation(this.pool, job.association), job, `lease_until = now() + make_interval(secs => $4)`, [
      LEASE_SECONDS,
    ]);
  }

  /** Writes what a step came to: place, counts and outcomes together. */
  async commit(job: ImportJob, { place, progress, outcomes, rejected }: ImportStep): Promise<void> {
    const { read, recorded, masked, rejected: lost } = progress;
    const { association, id } = job;
    await inTransactionOf(this.pool, association, async (client) => {
      await this.#own(
        client,
        job,
        `place = $4, read = read + $5, recorded = recorded + $6, masked = masked + $7, rejected = rejected + $8,
         attempts = 0, lease_until = now() + make_interval(secs => $9), moved_at = now()`,
        [place, read, recorded, masked, lost, LEASE_SECONDS],
      );
      if (outcomes) {
        await client.query(`INSERT INTO ledger.import_outcome VALUES ($1, $2, $3, $4)`, [
          association,
          id,
          place.steps,
          outcomes,
        ]);
      }
      for await (const { sequence, sealed } of rejected) {
        await client.query(`INSERT INTO ledger.import_rejected VALUES ($1, $2, $3, $4)`, [
          association,
          id,
          sequence,
          sealed,
        ]);
      }
    });
  }

  /** Lets the next job have its turn. The claim of now is not counted; those before it are, until a step is committed. */
  async release(job: ImportJob): Promise<void> {
    await this.#own(
      ofAssociation(this.pool, job.association),
      job,
      `status = 'waiting', lease_until = NULL, attempts = greatest(attempts - 1, 0), moved_at = now()`,
    );
  }

  async finish(job: ImportJob): Promise<void> {
    await this.#close(job, `status = 'done'`, []);
  }

  async fail(job: ImportJob, failure: ImportFailure): Promise<void> {
    await this.#close(job, `status = 'failed', failure = $4`, [failure]);
  }

  /** Deletes what was left behind: uploads that were broken off, rejected lines past their time. */
  async sweep(): Promise<void> {
    await this.pool.query(`SELECT ledger.sweep_imports($1, $2)`, [RECEIVING_HOURS_MAX, REJECTED_DAYS_MAX]);
  }

  async #close(job: ImportJob, changes: string, values: readonly unknown[]): Promise<void> {
    await inTransactionOf(this.pool, job.association, async (client) => {
      await this.#own(client, job, `${changes}, lease_until = NULL, finished_at = now(), moved_at = now()`, values);
      await client.query(`DELETE FROM ledger.import_chunk WHERE association = $1 AND import_id = $2`, [
        job.association,
        job.id,
      ]);
    });
  }

  async #own(on: Queries, job: ImportJob, changes: string, values: readonly unknown[] = []): Promise<void> {
    const { rowCount } = await on.query(
      `UPDATE ledger.import_job SET ${changes}
       WHERE association = $1 AND import_id = $2 AND epoch = $3 AND status = 'running'`,
      [job.association, job.id, job.epoch, ...values],
    );
    if (rowCount !== 1) throw new LeaseLostError(`Import ${job.id} belongs to another worker now.`);
  }
}
