export { type CellKind, type CsvColumn } from './import-file/csv-columns.js';
export { CsvReader } from './import-file/csv-reader.js';
export {
  FILE_START,
  ImportFileError,
  type Fields,
  type FilePlace,
  type ImportEntry,
  type ImportReader,
  type LineFaultCode,
  type LineSpan,
} from './import-file/import-entry.js';
export { importEncodingOf, IMPORT_ENCODINGS, LineDecoder, type ImportEncoding } from './import-file/line-decoder.js';
export { LINE_BYTES_MAX } from './import-file/line-splitter.js';
export { MEMBER_FIELDS, MemberReader, type MemberField, type MemberRow } from './member-file/member-reader.js';
export { NdjsonReader } from './import-file/ndjson-reader.js';
export { japaneseDay } from './register-file/japanese-day.js';
export {
  layoutFaults,
  REGISTER_FIELDS,
  type RegisterColumn,
  type RegisterField,
  type RegisterLayout,
} from './register-file/register-layout.js';
export { RegisterReader } from './register-file/register-reader.js';
