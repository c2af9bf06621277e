import { Buffer } from 'node:buffer';
import type { ImportEntry, ImportReader } from '../import-file/import-entry.js';

/** 髙﨑 as Windows writes it: NEC's and IBM's additions to Shift_JIS. */
export const TAKASAKI_SHIFT_JIS = Buffer.from([0xfb, 0xfc, 0xfa, 0xb1]);

/** All entries of a file that comes in pieces of some size. */
export function readAll(reader: ImportReader, file: Uint8Array | string, pieceBytes = 1_000_000): ImportEntry[] {
  const bytes = Buffer.from(file);
  const entries: ImportEntry[] = [];
  for (let at = 0; at < bytes.length; at += pieceBytes)
    entries.push(...reader.push(bytes.subarray(at, at + pieceBytes)));
  return [...entries, ...reader.end()];
}

/** What an entry says in short: where it stands and what it is. */
export function inShort(entry: ImportEntry): string {
  const { kind, span } = entry;
  switch (kind) {
    case 'fault':
      return `${span.line} ${entry.code} ${entry.pointer}`.trim();
    case 'end':
      return `${span.line} end ${entry.key} ${entry.count}`;
    default:
      return `${span.line} ${kind} ${entry.key} ${JSON.stringify(entry.body)}`;
  }
}
