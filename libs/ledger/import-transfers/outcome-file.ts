import { Inject, Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { ofAssociation } from '#platform';
import { ImportCiphers } from './import-cipher.js';
import type { ImportJob } from './import-job.js';
import { OUTCOME_CSV_HEADER, outcomeAsCsv, unpackOutcomes } from './line-outcome.js';
import { unpackRejected } from './rejected-lines.js';

const NDJSON = (value: unknown) => `${JSON.stringify(value)}\n`;

/** Outcomes and rejected lines of a job as files, batch by batch, in the order of the lines. */
@Injectable()
export class OutcomeFile {
  constructor(
    @Inject(Pool) private readonly pool: Pool,
    @Inject(ImportCiphers) private readonly ciphers: ImportCiphers,
  ) {}

  async *outcomes(job: ImportJob, format: 'ndjson' | 'csv'): AsyncGenerator<string> {
    if (format === 'csv') yield OUTCOME_CSV_HEADER;
    const write = format === 'csv' ? outcomeAsCsv : NDJSON;
    for await (const plain of this.#batches(job, 'outcome')) yield unpackOutcomes(plain).map(write).join('');
  }

  async *rejected(job: ImportJob): AsyncGenerator<string> {
    for await (const plain of this.#batches(job, 'rejected')) {
      yield unpackRejected(plain).map(NDJSON).join('');
    }
  }

  async *#batches(job: ImportJob, part: 'outcome' | 'rejected'): AsyncGenerator<Buffer> {
    const cipher = await this.ciphers.of(job);
    let last = -1;
    for (;;) {
      const { rows } = await ofAssociation(this.pool, job.association).query<{ sequence: number; sealed: Buffer }>(
        `SELECT sequence, sealed FROM ledger.import_${part}
         WHERE association = $1 AND import_id = $2 AND sequence > $3 ORDER BY sequence LIMIT 1`,
        [job.association, job.id, last],
      );
      if (!rows[0]) return;
      last = rows[0].sequence;
      yield cipher.open(part, last, rows[0].sealed);
    }
  }
}
