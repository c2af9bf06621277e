/** Where a line stands in a file. A line of CSV may go over several lines of text. */
export interface LineSpan {
  /** From 1; of the first line of text. */
  readonly line: number;
  readonly lastLine: number;
  /** First byte, from 0. */
  readonly offset: number;
  /** With its line end. */
  readonly bytes: number;
}

/** How far a file was read: whoever goes on from here reads the next line. */
export interface FilePlace {
  readonly offset: number;
  /** Number of the last line that was read; 0 at the start. */
  readonly line: number;
}

export const FILE_START: FilePlace = { offset: 0, line: 0 };

export type LineFaultCode =
  | 'line-too-long'
  | 'bytes-unreadable'
  | 'not-json'
  | 'line-invalid'
  | 'quotes-wrong'
  | 'cell-count'
  | 'cell-unreadable'
  | 'transfer-columns-differ';

/** What a line of an import file says. `implied`: CSV has no line for it; it is said by a line of a member. */
export type ImportEntry =
  | {
      readonly kind: 'transfer';
      readonly span: LineSpan;
      readonly key: string;
      readonly body: Fields;
      readonly implied: boolean;
    }
  | { readonly kind: 'member'; readonly span: LineSpan; readonly key: string; readonly body: Fields }
  | {
      readonly kind: 'end';
      readonly span: LineSpan;
      readonly key: string;
      /** How many lines the sender says there are; null where a row of CSV says nothing of it. */
      readonly count: number | null;
      readonly implied: boolean;
    }
  | LineFault;

/** A line that cannot be understood. Its detail never quotes it. */
export interface LineFault {
  readonly kind: 'fault';
  readonly span: LineSpan;
  readonly code: LineFaultCode;
  readonly pointer: string;
  readonly detail: string;
}

export type Fields = Record<string, unknown>;

/** Reads a file piece by piece: gives what is complete, and at the end what is left. */
export interface ImportReader {
  push(bytes: Uint8Array): ImportEntry[];
  end(): ImportEntry[];
}

/** A file of which nothing can be read: its header row is wrong. */
export class ImportFileError extends Error {
  override readonly name = 'ImportFileError';
  constructor(
    readonly code: 'header-missing' | 'header-invalid',
    readonly line: number,
    readonly details: readonly string[],
  ) {
    super(code);
  }
}
