import type { MessagePort } from 'node:worker_threads';
import type { Paper, PaperBlock } from '../domain/documents/paper.js';

export type Table = Extract<PaperBlock, { kind: 'table' }>;
export type Row = readonly string[];

/** Rows that go to the thread at once: the answer to a request holds the loop for some milliseconds at most. */
export const ROWS_AT_ONCE = 500;

/** A table as it is sent: its first rows, and whether there are more to be asked for. */
export interface SentTable extends Omit<Table, 'rows'> {
  readonly rows: readonly Row[];
  readonly more: boolean;
}

export type SentBlock = Exclude<PaperBlock, { kind: 'table' }> | SentTable;

export interface SentPaper extends Omit<Paper, 'blocks'> {
  readonly blocks: readonly SentBlock[];
}

/** From the thread: it wants more rows of the table at this place, or it is done. */
export type FromThread =
  | { readonly kind: 'more'; readonly block: number }
  | { readonly kind: 'drawn'; readonly bytes: Uint8Array }
  | { readonly kind: 'refused'; readonly name: string; readonly message: string };

/** To the thread, which waits for it; null where the rows could not be had. */
export type SentRows = { readonly rows: readonly Row[]; readonly more: boolean } | null;

export interface ThreadData {
  readonly rows: MessagePort;
  /** Counts what was sent over `rows`. */
  readonly sent: SharedArrayBuffer;
}
