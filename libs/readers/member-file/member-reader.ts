import { CsvRecords, type CsvRecord } from '../import-file/csv-records.js';
import { FILE_START, ImportFileError, type LineFault, type LineSpan } from '../import-file/import-entry.js';
import { LineDecoder, type ImportEncoding } from '../import-file/line-decoder.js';
import { LineSplitter } from '../import-file/line-splitter.js';
import { japaneseDay } from '../register-file/japanese-day.js';

export const MEMBER_FIELDS = [
  'ref',
  'insurerNumber',
  'symbol',
  'number',
  'branch',
  'ownKey',
  'name',
  'kana',
  'birthDate',
  'sex',
  'relation',
  'household',
] as const;
export type MemberField = (typeof MEMBER_FIELDS)[number];

/** One member of a file, as its row says; empty cells are left out. */
export interface MemberRow {
  readonly kind: 'member';
  readonly span: LineSpan;
  readonly body: Partial<Record<MemberField, string>>;
}

/** What columns are called in lists of insured persons, beside the names of the fields themselves. */
const CALLED: ReadonlyMap<string, MemberField> = new Map(
  Object.entries({
    加入者参照: 'ref',
    保険者番号: 'insurerNumber',
    記号: 'symbol',
    被保険者記号: 'symbol',
    番号: 'number',
    被保険者番号: 'number',
    枝番: 'branch',
    社員番号: 'ownKey',
    会員番号: 'ownKey',
    氏名: 'name',
    氏名カナ: 'kana',
    カナ氏名: 'kana',
    生年月日: 'birthDate',
    性別: 'sex',
    続柄: 'relation',
    本人家族: 'relation',
    世帯: 'household',
  } as const),
);
const WANTED: readonly MemberField[] = ['number', 'name'];

/** CSV of a directory, one member a row, with a header row. Columns that it does not know are told, not passed over. */
export class MemberReader {
  readonly #splitter = new LineSplitter(FILE_START);
  readonly #records: CsvRecords;
  #fields: readonly MemberField[] | null = null;

  constructor(encoding: ImportEncoding) {
    this.#records = new CsvRecords(new LineDecoder(encoding));
  }

  push(bytes: Uint8Array): (MemberRow | LineFault)[] {
    return this.#records.push(this.#splitter.push(bytes)).flatMap((record) => this.#read(record));
  }

  end(): (MemberRow | LineFault)[] {
    const last = [...this.#records.push(this.#splitter.end()), ...this.#records.end()];
    const rows = last.flatMap((record) => this.#read(record));
    if (!this.#fields) throw new ImportFileError('header-missing', 1, ['The file has no header row.']);
    return rows;
  }

  #read(record: CsvRecord): (MemberRow | LineFault)[] {
    if (!this.#fields) {
      this.#fields = fieldsOf(record);
      return [];
    }
    if (!('cells' in record)) return [record];
    const { span, cells } = record;
    if (cells.every((cell) => cell.trim() === '')) return [];
    const fault = { kind: 'fault', span } as const;
    if (cells.length !== this.#fields.length) {
      const detail = `has ${cells.length} cells where the header row has ${this.#fields.length}`;
      return [{ ...fault, code: 'cell-count', pointer: '', detail }];
    }
    const body: Partial<Record<MemberField, string>> = {};
    for (const [place, field] of this.#fields.entries()) {
      const cell = cells[place]!.trim();
      if (cell !== '') body[field] = cell;
    }
    if (body.birthDate === undefined) return [{ kind: 'member', span, body }];
    const birthDate = japaneseDay(body.birthDate);
    if (birthDate === null) {
      return [{ ...fault, code: 'cell-unreadable', pointer: '/birthDate', detail: 'is no day' }];
    }
    return [{ kind: 'member', span, body: { ...body, birthDate } }];
  }
}

function fieldsOf(record: CsvRecord): readonly MemberField[] {
  const { span } = record;
  if (!('cells' in record))
    throw new ImportFileError('header-invalid', span.line, [`The header row ${record.detail}.`]);
  const names = record.cells.map((cell) => cell.normalize('NFKC').trim());
  const fields = names.map((name) => CALLED.get(name) ?? MEMBER_FIELDS.find((field) => field === name) ?? null);
  const details = [
    ...names.flatMap((name, place) =>
      fields[place] === null ? [`The column ${place + 1} (${name}) is none of a member.`] : [],
    ),
    ...MEMBER_FIELDS.filter((field) => fields.filter((one) => one === field).length > 1).map(
      (field) => `There are two columns for ${field}.`,
    ),
    ...WANTED.filter((field) => !fields.includes(field)).map((field) => `The column ${field} is missing.`),
  ];
  if (details.length > 0) throw new ImportFileError('header-invalid', span.line, details);
  return fields as MemberField[];
}
