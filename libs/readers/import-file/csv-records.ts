import { Buffer } from 'node:buffer';
import { parse } from 'csv-parse/sync';
import type { LineFault, LineSpan } from './import-entry.js';
import { LineDecoder } from './line-decoder.js';
import { LINE_BYTES_MAX, type RawLine } from './line-splitter.js';

export type CsvRecord = { readonly span: LineSpan; readonly cells: readonly string[] } | LineFault;

const QUOTE = 0x22;
/** A cell of more lines than this was hardly meant: a quote was forgotten. */
const RECORD_LINES_MAX = 100;

/**
 * Joins lines to records: a record goes on while a quote is open. Where that leads to nothing that can be read, its
 * first line alone is at fault and reading goes on at the second: a forgotten quote never swallows what follows.
 */
export class CsvRecords {
  #held: RawLine[] = [];
  #bytes = 0;
  #isOpen = false;

  constructor(private readonly decoder: LineDecoder) {}

  push(lines: readonly RawLine[]): CsvRecord[] {
    const records: CsvRecord[] = [];
    const waiting = [...lines].reverse();
    while (waiting.length > 0) this.#take(waiting.pop()!, records, waiting);
    return records;
  }

  end(): CsvRecord[] {
    const records: CsvRecord[] = [];
    const waiting: RawLine[] = [];
    while (this.#held.length > 0) {
      this.#giveUp(records, waiting, 'a quote is not closed');
      while (waiting.length > 0) this.#take(waiting.pop()!, records, waiting);
    }
    return records;
  }

  #take(line: RawLine, records: CsvRecord[], waiting: RawLine[]): void {
    if (this.#held.length === 0 && (line.content === null || line.content.length === 0)) {
      if (line.content === null) records.push(this.decoder.decode(line) as LineFault);
      return;
    }
    this.#held.push(line);
    this.#bytes += line.span.bytes;
    if (line.content !== null && hasOddQuotes(line.content)) this.#isOpen = !this.#isOpen;
    const isTooMuch = line.content === null || this.#bytes > LINE_BYTES_MAX || this.#held.length > RECORD_LINES_MAX;
    if (isTooMuch) this.#giveUp(records, waiting, 'a quote is not closed');
    else if (!this.#isOpen) this.#complete(records, waiting);
  }

  #complete(records: CsvRecord[], waiting: RawLine[]): void {
    const decoded = this.decoder.decode(joined(this.#held));
    if (!('text' in decoded)) {
      if (this.#held.length > 1) return this.#giveUp(records, waiting, 'a quote is not closed');
      records.push(decoded);
      return this.#forget();
    }
    const cells = cellsOf(decoded.text);
    if (cells === null) return this.#giveUp(records, waiting, 'quotes stand where none may');
    records.push({ span: joined(this.#held).span, cells });
    this.#forget();
  }

  /** Faults the first line that is held and puts the others back. */
  #giveUp(records: CsvRecord[], waiting: RawLine[], detail: string): void {
    const [first, ...others] = this.#held;
    records.push({ kind: 'fault', span: first!.span, code: 'quotes-wrong', pointer: '', detail });
    waiting.push(...others.reverse());
    this.#forget();
  }

  #forget(): void {
    this.#held = [];
    this.#bytes = 0;
    this.#isOpen = false;
  }
}

function joined(lines: readonly RawLine[]): RawLine {
  const [first] = lines;
  if (lines.length === 1) return first!;
  const last = lines.at(-1)!;
  const bytes = last.span.offset + last.span.bytes - first!.span.offset;
  const parts = lines.flatMap(({ content }, index) => (index === 0 ? [content!] : [Buffer.from('\n'), content!]));
  return { span: { ...first!.span, lastLine: last.span.lastLine, bytes }, content: Buffer.concat(parts) };
}

// No second byte of Shift_JIS is a quote, so that bytes can be counted.
function hasOddQuotes(content: Buffer): boolean {
  let odd = false;
  for (let at = content.indexOf(QUOTE); at >= 0; at = content.indexOf(QUOTE, at + 1)) odd = !odd;
  return odd;
}

function cellsOf(text: string): string[] | null {
  if (!text.includes('"')) return text.split(',');
  try {
    return (parse(text, { relax_column_count: true }) as string[][])[0] ?? null;
  } catch {
    return null;
  }
}
