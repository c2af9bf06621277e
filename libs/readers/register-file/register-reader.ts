import { CsvRecords, type CsvRecord } from '../import-file/csv-records.js';
import {
  FILE_START,
  ImportFileError,
  type FilePlace,
  type ImportEntry,
  type ImportReader,
} from '../import-file/import-entry.js';
import { LineDecoder, type ImportEncoding } from '../import-file/line-decoder.js';
import { LineSplitter } from '../import-file/line-splitter.js';
import type { RegisterField, RegisterLayout } from './register-layout.js';
import { ITEM_WORDS, registerRow } from './register-row.js';

export interface RegisterOptions {
  readonly encoding: ImportEncoding;
  readonly layout: RegisterLayout;
  /** The sending system under which the rows stand in the books. */
  readonly source: string;
  /** Makes a short name of what a row says, for a row without a number of its own. */
  readonly nameOf: (text: string) => string;
  readonly place?: FilePlace;
  /** Names of the header row, for whoever goes on behind it. */
  readonly header?: readonly string[] | null;
}

/**
 * CSV of a register that was kept so far, one record a row: its columns are read as a layout says, others are passed
 * over. A row is known by its own number where the layout has one, and otherwise by all that it says: the same row
 * again is the same record. That name may be guessed from what the row says: whoever stores it, hashes it under a key.
 */
export class RegisterReader implements ImportReader {
  readonly #splitter: LineSplitter;
  readonly #records: CsvRecords;
  #header: readonly string[] | null;

  constructor(private readonly options: RegisterOptions) {
    this.#splitter = new LineSplitter(options.place ?? FILE_START);
    this.#records = new CsvRecords(new LineDecoder(options.encoding));
    this.#header = options.header ?? null;
  }

  /** Names of the header row; null before it was read. */
  get header(): readonly string[] | null {
    return this.#header;
  }

  push(bytes: Uint8Array): ImportEntry[] {
    return this.#records.push(this.#splitter.push(bytes)).flatMap((record) => this.#read(record));
  }

  end(): ImportEntry[] {
    const last = [...this.#records.push(this.#splitter.end()), ...this.#records.end()];
    const entries = last.flatMap((record) => this.#read(record));
    if (!this.#header) throw new ImportFileError('header-missing', 1, ['The file has no header row.']);
    return entries;
  }

  #read(record: CsvRecord): ImportEntry[] {
    if (!this.#header) {
      this.#header = this.#headerOf(record);
      return [];
    }
    if (!('cells' in record)) return [record];
    const { span, cells } = record;
    if (cells.every((cell) => cell.trim() === '')) return [];
    if (cells.length !== this.#header.length) {
      const detail = `has ${cells.length} cells where the header row has ${this.#header.length}`;
      return [{ kind: 'fault', span, code: 'cell-count', pointer: '', detail }];
    }
    const values = this.#valuesOf(cells);
    const row = registerRow(this.options.layout, values);
    if ('field' in row) {
      return [{ kind: 'fault', span, code: 'cell-unreadable', pointer: `/${row.field}`, detail: row.detail }];
    }
    const { source, nameOf } = this.options;
    const key = String(span.line);
    const externalId = values.rowId ?? nameOf(JSON.stringify([row.transfer, row.member]));
    return [
      { kind: 'transfer', span, key, body: { source, externalId, ...row.transfer }, implied: true },
      { kind: 'member', span, key, body: row.member },
      { kind: 'end', span, key, count: null, implied: true },
    ];
  }

  #valuesOf(cells: readonly string[]): Partial<Record<RegisterField, string>> {
    const { columns, constants } = this.options.layout;
    const values: Partial<Record<RegisterField, string>> = { ...constants };
    for (const { name, field, values: words = {} } of columns) {
      const cell = cells[this.#header!.indexOf(name)]!.trim();
      // A list of items has words of its own for each.
      const value = field === 'items' ? inCodes(cell, words) : inCode(cell, words);
      if (value !== '') values[field] = value;
    }
    return values;
  }

  #headerOf(record: CsvRecord): readonly string[] {
    const { span } = record;
    if (!('cells' in record))
      throw new ImportFileError('header-invalid', span.line, [`The header row ${record.detail}.`]);
    const names = record.cells.map((cell) => cell.trim());
    const { columns } = this.options.layout;
    const details = [
      ...columns.filter(({ name }) => !names.includes(name)).map(({ name }) => `The column ${name} is missing.`),
      ...columns
        .filter(({ name }) => names.indexOf(name) !== names.lastIndexOf(name))
        .map(({ name }) => `The column ${name} stands there twice.`),
    ];
    if (details.length > 0) throw new ImportFileError('header-invalid', span.line, details);
    return names;
  }
}

// A cell may say `constructor`, which every object has.
function inCode(cell: string, words: Readonly<Record<string, string>>): string {
  return Object.hasOwn(words, cell) ? words[cell]! : cell;
}

function inCodes(cell: string, words: Readonly<Record<string, string>>): string {
  return cell.replaceAll(ITEM_WORDS, (item) => inCode(item, words));
}
