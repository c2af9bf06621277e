/** Files of one association that may come in, wait or be recorded at once: they are recorded one after another. */
const OPEN_IMPORTS_MAX = 100;
/** Files of one poster that may come in at once: one that sends without end leaves the other posters room. */
const UPLOADS_OF_POSTER_MAX = 8;
/** Bytes of one association's open files, unpacked, with which no other is taken in: ten of the longest. */
const SPOOLED_BYTES_MAX = 10 * 1_073_741_824;
/** Rejected lines with which a job goes on. Nobody mends more by hand, and a small packed file could hold millions. */
const REJECTED_LINES_MAX = 100_000;

export interface ImportLimits {
  readonly openImportsMax: number;
  readonly uploadsOfPosterMax: number;
  readonly spooledBytesMax: number;
  readonly rejectedLinesMax: number;
}

export const IMPORT_LIMITS = Symbol('ImportLimits');

export const importLimits: ImportLimits = {
  openImportsMax: OPEN_IMPORTS_MAX,
  uploadsOfPosterMax: UPLOADS_OF_POSTER_MAX,
  spooledBytesMax: SPOOLED_BYTES_MAX,
  rejectedLinesMax: REJECTED_LINES_MAX,
};
