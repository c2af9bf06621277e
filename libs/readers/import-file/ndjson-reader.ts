import {
  FILE_START,
  type Fields,
  type FilePlace,
  type ImportEntry,
  type ImportReader,
  type LineSpan,
} from './import-entry.js';
import { LineDecoder, type ImportEncoding } from './line-decoder.js';
import { LineSplitter, type RawLine } from './line-splitter.js';

export const KEY_LENGTH_MAX = 200;
const BLANK = /^\s*$/;

/** Lines `{"t":"transfer","key",…}`, `{"t":"line","key",…}`, `{"t":"end","key","count"}`. Blank lines say nothing. */
export class NdjsonReader implements ImportReader {
  readonly #splitter: LineSplitter;
  readonly #decoder: LineDecoder;

  constructor({ encoding, place = FILE_START }: { encoding: ImportEncoding; place?: FilePlace }) {
    this.#splitter = new LineSplitter(place);
    this.#decoder = new LineDecoder(encoding);
  }

  push(bytes: Uint8Array): ImportEntry[] {
    return this.#read(this.#splitter.push(bytes));
  }

  end(): ImportEntry[] {
    return this.#read(this.#splitter.end());
  }

  #read(lines: readonly RawLine[]): ImportEntry[] {
    const entries: ImportEntry[] = [];
    for (const line of lines) {
      const decoded = this.#decoder.decode(line);
      if (!('text' in decoded)) entries.push(decoded);
      else if (!BLANK.test(decoded.text)) entries.push(entryOf(decoded.text, line.span));
    }
    return entries;
  }
}

function entryOf(text: string, span: LineSpan): ImportEntry {
  const parsed = parse(text);
  if ('detail' in parsed) return { kind: 'fault', span, code: 'not-json', pointer: '', detail: parsed.detail };
  const { value } = parsed;
  const invalid = (pointer: string, detail: string): ImportEntry => ({
    kind: 'fault',
    span,
    code: 'line-invalid',
    pointer,
    detail,
  });
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return invalid('', 'is not an object');
  const { t, key, ...body } = value as Fields;
  if (typeof key !== 'string' || key === '' || key.length > KEY_LENGTH_MAX) {
    return invalid('/key', `is not a text of 1 to ${KEY_LENGTH_MAX} characters`);
  }
  switch (t) {
    case 'transfer':
      return { kind: 'transfer', span, key, body, implied: false };
    case 'line':
      return { kind: 'member', span, key, body };
    case 'end':
      return isCount(body['count'])
        ? { kind: 'end', span, key, count: body['count'], implied: false }
        : invalid('/count', 'is not a whole number');
    default:
      return invalid('/t', 'is none of transfer, line, end');
  }
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

// What the parser says quotes the line; only the place that it names is passed on.
function parse(text: string): { value: unknown } | { detail: string } {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch (error) {
    const place = / at position (\d{1,6}) \(line/.exec((error as Error).message)?.[1];
    return { detail: place ? `is not JSON from character ${Number(place) + 1} on` : 'is not JSON' };
  }
}
