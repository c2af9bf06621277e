import type { ImportJob } from './import-job.js';

/** A row of `ledger.import_job` as the driver gives it: numbers of 64 bits are texts. */
export interface ImportRow {
  readonly association: string;
  readonly import_id: string;
  readonly number: string;
  readonly status: ImportJob['status'];
  readonly format: ImportJob['format'];
  readonly encoding: ImportJob['encoding'];
  readonly bytes: string;
  readonly register: string | null;
  readonly mapping_revision: number | null;
  readonly digest: string | null;
  readonly posted_by: string;
  readonly sealed_caller: Buffer;
  readonly key_period: string;
  readonly place: ImportJob['place'];
  readonly read: string;
  readonly recorded: string;
  readonly masked: string;
  readonly rejected: string;
  readonly failure: ImportJob['failure'];
  readonly attempts: number;
  readonly epoch: string;
  readonly created_at: Date;
  readonly finished_at: Date | null;
}

export function toImportJob(row: ImportRow): ImportJob {
  const { association, number, status, format, encoding, digest, place, failure, attempts, epoch } = row;
  return {
    association,
    id: row.import_id,
    number,
    status,
    format,
    encoding,
    register: row.register === null ? null : { mapping: row.register, revision: row.mapping_revision! },
    bytes: Number(row.bytes),
    digest,
    postedBy: row.posted_by,
    sealedCaller: row.sealed_caller,
    keyPeriod: row.key_period,
    place,
    progress: {
      read: Number(row.read),
      recorded: Number(row.recorded),
      masked: Number(row.masked),
      rejected: Number(row.rejected),
    },
    failure,
    attempts,
    epoch,
    createdAt: row.created_at,
    finishedAt: row.finished_at,
  };
}
