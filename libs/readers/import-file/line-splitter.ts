import { Buffer } from 'node:buffer';
import type { FilePlace, LineSpan } from './import-entry.js';

/** A line of bytes without its line end; null where it is longer than a line may be. */
export interface RawLine {
  readonly span: LineSpan;
  readonly content: Buffer | null;
}

/** The longest line that is read. A member with 200 items of their own needs 20,000 bytes. */
export const LINE_BYTES_MAX = 65_536;

const LF = 0x0a;
const CR = 0x0d;

/**
 * Cuts bytes into lines at LF or CRLF. Both character sets allow it: no second byte of Shift_JIS is an LF. What is longer
 * than a line may be is counted but not held.
 */
export class LineSplitter {
  #offset: number;
  #line: number;
  #held: Buffer[] = [];
  #bytes = 0;

  constructor(place: FilePlace) {
    this.#offset = place.offset;
    this.#line = place.line;
  }

  push(bytes: Uint8Array): RawLine[] {
    const chunk = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const lines: RawLine[] = [];
    let from = 0;
    for (let at = chunk.indexOf(LF); at >= 0; at = chunk.indexOf(LF, from)) {
      this.#hold(chunk.subarray(from, at + 1));
      lines.push(this.#take());
      from = at + 1;
    }
    if (from < chunk.length) this.#hold(chunk.subarray(from));
    return lines;
  }

  end(): RawLine[] {
    return this.#bytes > 0 ? [this.#take()] : [];
  }

  #hold(part: Buffer): void {
    this.#bytes += part.length;
    if (this.#bytes <= LINE_BYTES_MAX) this.#held.push(part);
    else this.#held = [];
  }

  #take(): RawLine {
    const bytes = this.#bytes;
    const isTooLong = bytes > LINE_BYTES_MAX;
    const whole = this.#held.length === 1 ? this.#held[0]! : Buffer.concat(this.#held);
    this.#line += 1;
    const span = { line: this.#line, lastLine: this.#line, offset: this.#offset, bytes };
    this.#offset += bytes;
    this.#held = [];
    this.#bytes = 0;
    return { span, content: isTooLong ? null : withoutLineEnd(whole) };
  }
}

function withoutLineEnd(line: Buffer): Buffer {
  let end = line.length;
  if (end > 0 && line[end - 1] === LF) end -= 1;
  if (end > 0 && line[end - 1] === CR) end -= 1;
  return line.subarray(0, end);
}
