import { Buffer } from 'node:buffer';
import { TextDecoder } from 'node:util';
import type { LineFault } from './import-entry.js';
import { LINE_BYTES_MAX, type RawLine } from './line-splitter.js';

export const IMPORT_ENCODINGS = ['utf-8', 'shift_jis'] as const;
export type ImportEncoding = (typeof IMPORT_ENCODINGS)[number];

const NAMES: Record<ImportEncoding, string> = { 'utf-8': 'UTF-8', shift_jis: 'Shift_JIS' };
const BOM = Buffer.from([0xef, 0xbb, 0xbf]);

/** The encoding that a charset names; null for one that is not read. Shift_JIS is the one of Windows (windows-31j). */
export function importEncodingOf(charset: string): ImportEncoding | null {
  const name = charset.toLowerCase();
  if (['utf-8', 'utf8'].includes(name)) return 'utf-8';
  return ['shift_jis', 'shift-jis', 'sjis', 'windows-31j', 'cp932', 'ms932'].includes(name) ? 'shift_jis' : null;
}

export type DecodedLine = { readonly text: string } | LineFault;

/** Turns the bytes of a line into text, or says which byte is none: never a sign in the place of what was sent. */
export class LineDecoder {
  readonly #decoder: TextDecoder;

  constructor(private readonly encoding: ImportEncoding) {
    this.#decoder = strictDecoder(encoding);
  }

  decode({ span, content }: RawLine): DecodedLine {
    const fault = { kind: 'fault', span, pointer: '' } as const;
    if (content === null) {
      return { ...fault, code: 'line-too-long', detail: `is longer than ${LINE_BYTES_MAX} bytes` };
    }
    const isMarked = span.offset === 0 && content.subarray(0, BOM.length).equals(BOM);
    const bytes = isMarked ? content.subarray(BOM.length) : content;
    try {
      return { text: this.#decoder.decode(bytes) };
    } catch {
      const at = firstBadByte(bytes, this.encoding) + (bytes === content ? 0 : BOM.length);
      const detail = `byte ${at + 1} of the line (byte ${span.offset + at} of the file, from 0) is not ${NAMES[this.encoding]}`;
      return { ...fault, code: 'bytes-unreadable', detail };
    }
  }
}

function strictDecoder(encoding: ImportEncoding): TextDecoder {
  return new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
}

/** Where the first character begins that cannot be read. */
function firstBadByte(bytes: Uint8Array, encoding: ImportEncoding): number {
  const decoder = strictDecoder(encoding);
  let begin = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    try {
      if (decoder.decode(bytes.subarray(at, at + 1), { stream: true }) !== '') begin = at + 1;
    } catch {
      return begin;
    }
  }
  return begin;
}
