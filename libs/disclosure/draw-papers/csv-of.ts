import iconv from 'iconv-lite';
import { csvCell } from '#platform';
import type { PaperTable } from '../domain/documents/paper.js';
import { GETA } from './printable.js';

export interface CsvFile {
  readonly bytes: Uint8Array;
  /** Signs that the character set has not, each replaced by 〓. */
  readonly replaced: number;
}

/** Signs that Windows reads from the same bytes as another code point of the same sign. */
const AS_WINDOWS: Readonly<Record<string, string>> = {
  '\u301C': '～',
  '\u2212': '－',
  '\u2016': '∥',
  '\u2014': '―',
  '\u00A2': '￠',
  '\u00A3': '￡',
  '\u00AC': '￢',
};

// Programs take a file without this mark for one of another charset.
const BYTE_ORDER_MARK = '\uFEFF';

/** A table as CSV (RFC 4180, CRLF); Shift_JIS as Windows writes it. */
export function csvOf(table: PaperTable, charset: 'utf-8' | 'shift_jis'): CsvFile {
  const text = table.map((row) => `${row.map(csvCell).join(',')}\r\n`).join('');
  if (charset === 'utf-8') return { bytes: Buffer.from(`${BYTE_ORDER_MARK}${text}`, 'utf8'), replaced: 0 };
  let replaced = 0;
  const known = text.replaceAll(/[^\0-\x7F]/gu, (sign) => {
    const own = AS_WINDOWS[sign] ?? sign;
    if (isInShiftJis(own)) return own;
    replaced += 1;
    return GETA;
  });
  return { bytes: iconv.encode(known, 'windows-31j'), replaced };
}

const QUESTION_MARK = 0x3f;
/** As many as there are signs in Unicode at the most. */
const asked = new Map<string, boolean>();

function isInShiftJis(sign: string): boolean {
  const before = asked.get(sign);
  if (before !== undefined) return before;
  const is = iconv.encode(sign, 'windows-31j')[0] !== QUESTION_MARK;
  asked.set(sign, is);
  return is;
}
