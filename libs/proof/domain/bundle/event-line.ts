import { asciiText } from '../ascii.js';
import { fromBase64, toBase64 } from '../bytes.js';
import { ENVELOPE_BYTES_MAX } from '../envelope.js';
import { HASH_BYTES } from '../tiles.js';

/**
 * A line of `events.ndjson`: JSON that keeps the stored bytes of an event to the letter, so that its leaf hash can be
 * computed again. Of an event that is not in the selection the leaf hash is all there is.
 *
 *     {"position":"0000000000000001","leaf":"<base64>","entry":<the stored bytes>}
 *     {"position":"0000000000000002","leaf":"<base64>"}
 */
export interface EventLine {
  readonly position: string;
  readonly leaf: Uint8Array;
  /** The stored bytes; null where they are not in the bundle. */
  readonly entry: Uint8Array | null;
}

const POSITION_DIGITS = 16;
const LEAF_DIGITS = 44;
const BEFORE_POSITION = '{"position":"';
const BEFORE_LEAF = '","leaf":"';
const BEFORE_ENTRY = '","entry":';
const WITHOUT_ENTRY = '"}';
const HEAD_BYTES = BEFORE_POSITION.length + POSITION_DIGITS + BEFORE_LEAF.length + LEAF_DIGITS;
const CLOSING = 0x7d;
/** A longer line is none of ours. */
export const EVENT_LINE_BYTES_MAX = HEAD_BYTES + BEFORE_ENTRY.length + ENVELOPE_BYTES_MAX + 1;

/** What stands before the stored bytes of an event; `}` and a newline stand behind them. */
export function eventLineHead(position: string, leaf: string): string {
  return `${BEFORE_POSITION}${position}${BEFORE_LEAF}${leaf}${BEFORE_ENTRY}`;
}

/** The line of an event of which the leaf hash alone is told, with its newline. */
export function leafLine(position: string, leaf: Uint8Array): string {
  return `${BEFORE_POSITION}${position}${BEFORE_LEAF}${toBase64(leaf)}${WITHOUT_ENTRY}\n`;
}

/** From 1, and none that a number of this language cannot hold. */
function isPosition(text: string): boolean {
  const value = Number(text);
  return /^\d{16}$/.test(text) && value > 0 && Number.isSafeInteger(value);
}

/** Reads a line without its newline; null where it is none. */
export function parseEventLine(line: Uint8Array): EventLine | null {
  const head = asciiText(line.subarray(0, HEAD_BYTES));
  const position = head.slice(BEFORE_POSITION.length, BEFORE_POSITION.length + POSITION_DIGITS);
  const leaf = fromBase64(head.slice(HEAD_BYTES - LEAF_DIGITS));
  const isHead = head === `${BEFORE_POSITION}${position}${BEFORE_LEAF}${head.slice(HEAD_BYTES - LEAF_DIGITS)}`;
  if (!isHead || !isPosition(position) || leaf?.length !== HASH_BYTES) return null;
  const rest = asciiText(line.subarray(HEAD_BYTES, HEAD_BYTES + BEFORE_ENTRY.length));
  if (rest === WITHOUT_ENTRY && line.length === HEAD_BYTES + WITHOUT_ENTRY.length)
    return { position, leaf, entry: null };
  if (rest !== BEFORE_ENTRY || line.at(-1) !== CLOSING) return null;
  return { position, leaf, entry: line.subarray(HEAD_BYTES + BEFORE_ENTRY.length, -1) };
}
