import { IMPORT_COLUMNS, transferIdentity } from '#ledger';
import { CsvReader, ImportFileError, NdjsonReader, type ImportEntry, type ImportReader } from '#readers';
import { controlTotal, idValue } from '#records';
import { dayInJapan, isDay } from '#statute';
import { CommandError } from '../exit-codes.js';
import { formatOf, openFile, type FileOptions } from '../import-file.js';
import { Books, type Heading } from './books.js';

interface Counted {
  readonly heading: Heading;
  transfers: number;
  lines: number;
  sum: bigint;
}

/** A row that is in nobody's books: it says no transfer, or none that stands before it. */
export interface UnreadRow {
  readonly line: number;
  readonly pointer: string;
  /** Never quotes the row, which may name persons. */
  readonly detail: string;
}

export interface ReadFile {
  readonly books: Books;
  /** The first of them, in their order. */
  readonly unread: readonly UnreadRow[];
  readonly unreadCount: number;
}

const UNREAD_KEPT_MAX = 20;

/** The books of a sender, out of an import file (NDJSON or CSV) as it stands on disk; read piece by piece, of any length. */
export async function readBooks(file: string, association: string, options: FileOptions): Promise<ReadFile> {
  const reading: Reading = { association, counted: new Map(), open: new Map(), unread: [], unreadCount: 0 };
  const reader = readerOf(file, options);
  try {
    for await (const piece of openFile(file)) takeAll(reader.push(piece as Buffer), reading);
    takeAll(reader.end(), reading);
  } catch (error) {
    if (error instanceof CommandError) throw error;
    if (error instanceof ImportFileError) throw new CommandError(error.details.join(' '));
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new CommandError(`${file} cannot be read (${code}).`);
  }
  const books = new Books();
  for (const { heading, transfers, lines, sum } of reading.counted.values())
    books.put(heading, { transfers, lines, controlTotal: controlTotal(sum) });
  return { books, unread: reading.unread, unreadCount: reading.unreadCount };
}

/** Reads a file as the service reads it. */
function readerOf(file: string, options: FileOptions): ImportReader {
  const { encoding } = options;
  return formatOf(file, options) === 'csv'
    ? new CsvReader({ encoding, columns: IMPORT_COLUMNS })
    : new NdjsonReader({ encoding });
}

interface Reading {
  readonly association: string;
  readonly counted: Map<string, Counted>;
  /** Transfers whose end was not read yet, by key. */
  readonly open: Map<string, Counted>;
  readonly unread: UnreadRow[];
  unreadCount: number;
}

function takeAll(entries: readonly ImportEntry[], reading: Reading): void {
  for (const entry of entries) take(entry, reading);
}

function take(entry: ImportEntry, reading: Reading): void {
  const { association, counted, open } = reading;
  switch (entry.kind) {
    case 'transfer': {
      const names = namesOf(entry);
      if (!names) return skip(reading, entry, 'is a transfer without source, externalId or day');
      const { heading, externalId } = names;
      const name = JSON.stringify([heading.day, heading.source, heading.arrangement]);
      const own = counted.get(name) ?? { heading, transfers: 0, lines: 0, sum: 0n };
      own.transfers += 1;
      own.sum += idValue(transferIdentity(association, heading.source, externalId));
      counted.set(name, own);
      open.set(entry.key, own);
      break;
    }
    case 'member': {
      const own = open.get(entry.key);
      if (!own) return skip(reading, entry, 'is a line of a transfer that does not stand before it');
      own.lines += 1;
      break;
    }
    case 'end':
      open.delete(entry.key);
      break;
    case 'fault':
      return skip(reading, entry, entry.detail);
    default:
      entry satisfies never;
  }
}

function skip(reading: Reading, entry: ImportEntry, detail: string): void {
  reading.unreadCount += 1;
  if (reading.unread.length === UNREAD_KEPT_MAX) return;
  reading.unread.push({ line: entry.span.line, pointer: 'pointer' in entry ? entry.pointer : '', detail });
}

function namesOf({ body }: ImportEntry & { kind: 'transfer' }): { heading: Heading; externalId: string } | null {
  const { source, externalId, occurredOn, occurredAt, arrangement } = body;
  const isInstant = typeof occurredAt === 'string' && !Number.isNaN(Date.parse(occurredAt));
  const day = isInstant ? dayInJapan(new Date(occurredAt).toISOString()) : occurredOn;
  if (typeof source !== 'string' || typeof externalId !== 'string' || typeof day !== 'string' || !isDay(day))
    return null;
  const { id } = (arrangement ?? {}) as { id?: string };
  return { heading: { day, source, arrangement: id ?? null }, externalId };
}
