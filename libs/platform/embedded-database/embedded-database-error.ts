export type EmbeddedDatabaseErrorCode =
  'directory-not-writable' | 'data-of-another-version' | 'in-use' | 'not-a-data-directory' | 'start-failed';

/** A database that could not be started. The message says what happened, where, and what a person can do. */
export class EmbeddedDatabaseError extends Error {
  constructor(
    readonly code: EmbeddedDatabaseErrorCode,
    message: string,
    /** With code 'in-use': the process that holds the data directory. */
    readonly pid?: number,
  ) {
    super(message);
    this.name = 'EmbeddedDatabaseError';
  }
}
