import { deflateSync, inflateSync } from 'node:zlib';
import { maskMyNumbers } from '#statute';
import { LineDecoder, type ImportEncoding } from '#readers';
import { withoutProgramIds } from '../writing/program-ids.js';
import type { LineOutcome } from './line-outcome.js';
import type { LineNote } from './gather-transfers.js';

/** A line that was not recorded, kept so that somebody can mend it. */
export interface RejectedLine {
  readonly line: number;
  readonly code: string | null;
  readonly pointer: string | null;
  readonly detail: string | null;
  /** As it was sent, with individual numbers masked; null where it could not be read at all. */
  readonly text: string | null;
}

/** Lines that are kept together. */
export const REJECTED_PER_BATCH_MAX = 500;
/** `[`; what zlib packs never begins with it. */
const LIST_BEGINS = 0x5b;

/** Makes of the bytes of a line what may be kept of it: an individual number (個人番号) is never stored. */
export function keptLine(
  encoding: ImportEncoding,
  { span }: LineNote,
  outcome: LineOutcome,
  bytes: Buffer,
): RejectedLine {
  const { line, code, pointer, detail } = outcome;
  const decoded = new LineDecoder(encoding).decode({ span, content: bytes });
  const isWhole = span.bytes === bytes.length;
  const text = isWhole && 'text' in decoded ? masked(decoded.text.replace(/\r?\n$/, '')) : null;
  return { line, code, pointer, detail, text };
}

/** Rejected lines of one batch, small: wrong lines are often wrong alike. */
export function packRejected(lines: readonly RejectedLine[]): Buffer {
  return deflateSync(JSON.stringify(lines), { level: 1 });
}

/** Lines that were kept unpacked are read too: they begin as a list does. */
export function unpackRejected(packed: Uint8Array): RejectedLine[] {
  const plain = packed[0] === LIST_BEGINS ? Buffer.from(packed) : inflateSync(packed);
  return JSON.parse(plain.toString()) as RejectedLine[];
}

// Ids are kept as they were sent: a mended line has to name what the first one named.
function masked(text: string): string {
  return maskMyNumbers(text, withoutProgramIds(text)).text;
}
