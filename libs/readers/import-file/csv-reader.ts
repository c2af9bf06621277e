import {
  FILE_START,
  ImportFileError,
  type FilePlace,
  type ImportEntry,
  type ImportReader,
  type LineSpan,
} from './import-entry.js';
import { fieldsOf, type CsvColumn } from './csv-columns.js';
import { CsvRecords, type CsvRecord } from './csv-records.js';
import { LineDecoder, type ImportEncoding } from './line-decoder.js';
import { LineSplitter } from './line-splitter.js';
import { KEY_LENGTH_MAX } from './ndjson-reader.js';

export interface CsvOptions {
  readonly encoding: ImportEncoding;
  readonly columns: readonly CsvColumn[];
  readonly place?: FilePlace;
  /** Names of the header row, for whoever goes on behind it. */
  readonly header?: readonly string[] | null;
}

interface OpenTransfer {
  readonly key: string;
  /** Cells of the first row. */
  readonly cells: readonly string[];
  readonly count: number | null;
  readonly span: LineSpan;
}

/** A name that a person may have typed for a column; anything else could be somebody's data in a file without header. */
const COLUMN_NAME = /^[A-Za-z][A-Za-z0-9_.-]{0,39}$/;

/**
 * CSV with one row per member and a header row. Rows of one transfer have one key and stand together; what the
 * transfer is stands in the first of them, and the others repeat it or leave it empty.
 */
export class CsvReader implements ImportReader {
  readonly #splitter: LineSplitter;
  readonly #records: CsvRecords;
  readonly #known: ReadonlyMap<string, CsvColumn>;
  #columns: readonly CsvColumn[] | null;
  #open: OpenTransfer | null = null;

  constructor({ encoding, columns, place = FILE_START, header = null }: CsvOptions) {
    this.#splitter = new LineSplitter(place);
    this.#records = new CsvRecords(new LineDecoder(encoding));
    this.#known = new Map(columns.map((column) => [column.name, column]));
    this.#columns = header ? header.map((name) => this.#known.get(name)!) : null;
  }

  /** Names of the header row; null before it was read. */
  get header(): readonly string[] | null {
    return this.#columns?.map(({ name }) => name) ?? null;
  }

  push(bytes: Uint8Array): ImportEntry[] {
    return this.#records.push(this.#splitter.push(bytes)).flatMap((record) => this.#read(record));
  }

  end(): ImportEntry[] {
    const last = [...this.#records.push(this.#splitter.end()), ...this.#records.end()];
    const entries = last.flatMap((record) => this.#read(record));
    if (!this.#columns) throw new ImportFileError('header-missing', 1, ['The file has no header row.']);
    return [...entries, ...this.#close()];
  }

  #read(record: CsvRecord): ImportEntry[] {
    if (!this.#columns) {
      this.#columns = this.#headerOf(record);
      return [];
    }
    if (!('cells' in record)) return [record];
    const { span, cells } = record;
    if (cells.every((cell) => cell === '')) return [];
    const fault = (code: 'cell-count' | 'line-invalid' | 'transfer-columns-differ', pointer: string, detail: string) =>
      [{ kind: 'fault', span, code, pointer, detail }] satisfies ImportEntry[];
    if (cells.length !== this.#columns.length) {
      return fault('cell-count', '', `has ${cells.length} cells where the header row has ${this.#columns.length}`);
    }
    const key = cells[this.#columns.findIndex(({ part }) => part === 'key')]!;
    if (key === '' || key.length > KEY_LENGTH_MAX) {
      return fault('line-invalid', '/key', `is not a text of 1 to ${KEY_LENGTH_MAX} characters`);
    }
    const before = this.#open?.key === key ? [] : this.#begin(key, cells, span);
    if (!this.#repeats(cells)) {
      const detail = 'says something else of the transfer than its first row';
      return fault('transfer-columns-differ', '', detail);
    }
    this.#open = { ...this.#open!, span };
    return [...before, { kind: 'member', span, key, body: fieldsOf(this.#columns, cells, 'member') }];
  }

  #begin(key: string, cells: readonly string[], span: LineSpan): ImportEntry[] {
    const closed = this.#close();
    const columns = this.#columns!;
    const { count } = fieldsOf(columns, cells, 'count');
    this.#open = { key, cells, count: typeof count === 'number' ? count : null, span };
    const body = fieldsOf(columns, cells, 'transfer');
    // A count that is no number is named with the other fields of the transfer.
    if (typeof count === 'string') body['count'] = count;
    return [...closed, { kind: 'transfer', span, key, body, implied: true }];
  }

  #close(): ImportEntry[] {
    if (!this.#open) return [];
    const { span, key, count } = this.#open;
    this.#open = null;
    return [{ kind: 'end', span, key, count, implied: true }];
  }

  #repeats(cells: readonly string[]): boolean {
    const first = this.#open!.cells;
    return this.#columns!.every(
      ({ part }, index) => part === 'member' || cells[index] === '' || cells[index] === first[index],
    );
  }

  #headerOf(record: CsvRecord): readonly CsvColumn[] {
    if (!('cells' in record))
      throw new ImportFileError('header-invalid', record.span.line, [`The header row ${record.detail}.`]);
    const names = record.cells.map((cell) => cell.trim());
    const unknown = names.flatMap((name, index) =>
      this.#known.has(name) ? [] : [`${nameOf(name, index)} is no column of an import.`],
    );
    const repeated = names.flatMap((name, index) =>
      this.#known.has(name) && names.indexOf(name) < index ? [`${nameOf(name, index)} stands there twice.`] : [],
    );
    const missing = names.includes('key') ? [] : ['The column key is missing.'];
    const details = [...unknown, ...repeated, ...missing];
    if (details.length > 0) throw new ImportFileError('header-invalid', record.span.line, details);
    return names.map((name) => this.#known.get(name)!);
  }
}

function nameOf(name: string, index: number): string {
  return COLUMN_NAME.test(name) ? `Column ${index + 1} (${name})` : `Column ${index + 1}`;
}
