import { createReadStream } from 'node:fs';
import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { Option } from 'commander';
import type { ImportEncoding } from '#readers';

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
  return format ?? (file.toLowerCase().replace(GZIP_NAME, '').endsWith('.csv') ? 'csv' : 'ndjson');
}

const GZIP_NAME = /\.gz$/i;

/** Whether a file is compressed, by its name. */
export function isGzipped(file: string): boolean {
  return GZIP_NAME.test(file);
}

/** The text of a file in pieces, unpacked where it is compressed. */
export function openFile(file: string): Readable {
  const packed = createReadStream(file);
  return isGzipped(file) ? pipeline(packed, createGunzip(), () => {}) : packed;
}
