import { Option } from 'commander';
import { IMPORT_COLUMNS } from '#ledger';
import { CsvReader, NdjsonReader, type ImportEncoding, type ImportReader } from '#readers';

export type ImportFormat = 'ndjson' | 'csv';

/** How a file is written, as commands that read an import file are told. */
export interface FileOptions {
  readonly format?: ImportFormat;
  readonly encoding: ImportEncoding;
}

export const formatOption = () =>
  new Option('--format <format>', 'by default what the name of the file ends with').choices(['ndjson', 'csv']);

export const encodingOption = () =>
  new Option('--encoding <encoding>', 'how the file is written').choices(['utf-8', 'shift_jis']).default('utf-8');

export function formatOf(file: string, { format }: FileOptions): ImportFormat {
  return format ?? (file.toLowerCase().endsWith('.csv') ? 'csv' : 'ndjson');
}

/** Reads a file as the service reads it. */
export function readerOf(file: string, options: FileOptions): ImportReader {
  const { encoding } = options;
  return formatOf(file, options) === 'csv'
    ? new CsvReader({ encoding, columns: IMPORT_COLUMNS })
    : new NdjsonReader({ encoding });
}
