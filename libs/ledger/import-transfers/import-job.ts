import type { FilePlace, ImportEncoding } from '#readers';

export const IMPORT_FORMATS = ['ndjson', 'csv'] as const;
export type ImportFormat = (typeof IMPORT_FORMATS)[number];

/** receiving: the file comes in. waiting, running: its lines are recorded. The others are ends. */
export const IMPORT_STATUSES = ['receiving', 'waiting', 'running', 'done', 'failed', 'cancelled'] as const;
export type ImportStatus = (typeof IMPORT_STATUSES)[number];

/** Lines of a file so far. Masked ones are recorded ones; read is recorded and rejected together. */
export interface ImportProgress {
  readonly read: number;
  readonly recorded: number;
  readonly masked: number;
  readonly rejected: number;
}

/** How far a job came. Whoever takes it over goes on here. */
export interface ImportPlace extends FilePlace {
  /** Batches of outcomes written. */
  readonly steps: number;
  /** Columns of CSV, once its header row was read. */
  readonly header: readonly string[] | null;
  /** The transfer whose lines go on being rejected: its first line was wrong, or it is too long. */
  readonly rejecting: RejectedTransfer | null;
}

export interface RejectedTransfer {
  readonly key: string;
  readonly code: string;
  /** The line that says why. */
  readonly line: number;
}

export interface ImportFailure {
  readonly code: string;
  /** The last line of which the outcome is known. */
  readonly line: number;
  readonly details: readonly string[];
}

export interface ImportJob {
  readonly association: string;
  readonly id: string;
  /** Jobs of all associations, in the order in which they came. */
  readonly number: string;
  readonly status: ImportStatus;
  readonly format: ImportFormat;
  readonly encoding: ImportEncoding;
  /** Of a register that was kept so far: the mapping by which it is read, as it was saved then. */
  readonly register: { readonly mapping: string; readonly revision: number } | null;
  readonly bytes: number;
  /** Keyed digest of the file; null while it comes in. */
  readonly digest: string | null;
  /** Role and pseudonym of who posted it. */
  readonly postedBy: string;
  readonly sealedCaller: Buffer;
  readonly keyPeriod: string;
  readonly place: ImportPlace;
  readonly progress: ImportProgress;
  readonly failure: ImportFailure | null;
  readonly attempts: number;
  readonly epoch: string;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
}

export const PLACE_AT_START: ImportPlace = { offset: 0, line: 0, steps: 0, header: null, rejecting: null };
