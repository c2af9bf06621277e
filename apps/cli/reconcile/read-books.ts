import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { transferIdentity } from '#ledger';
import { controlTotal, idValue } from '#records';
import { dayInJapan } from '#statute';
import { CommandError } from '../exit-codes.js';
import { Books, type Heading } from './books.js';

interface Row {
  readonly t?: unknown;
  readonly key?: unknown;
  readonly source?: unknown;
  readonly externalId?: unknown;
  readonly occurredOn?: unknown;
  readonly occurredAt?: unknown;
  readonly arrangement?: { readonly id?: string } | null;
}

interface Counted {
  readonly heading: Heading;
  transfers: number;
  lines: number;
  sum: bigint;
}

/** The books of a sender, out of an import file (NDJSON) as it stands on disk; read row by row, of any length. */
export async function readBooks(file: string, association: string): Promise<Books> {
  const counted = new Map<string, Counted>();
  const open = new Map<string, Counted>();
  let line = 0;
  try {
    for await (const text of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
      line += 1;
      if (text.trim() !== '') take(rowOf(text, line), association, { counted, open, line });
    }
  } catch (error) {
    if (error instanceof CommandError) throw error;
    throw new CommandError(`${file} cannot be read (${(error as NodeJS.ErrnoException).code}).`);
  }
  const books = new Books();
  for (const { heading, transfers, lines, sum } of counted.values())
    books.put(heading, { transfers, lines, controlTotal: controlTotal(sum) });
  return books;
}

interface Reading {
  readonly counted: Map<string, Counted>;
  /** Transfers whose end was not read yet, by key. */
  readonly open: Map<string, Counted>;
  readonly line: number;
}

function take(row: Row, association: string, { counted, open, line }: Reading): void {
  const key = String(row.key);
  switch (row.t) {
    case 'transfer': {
      const heading = headingOf(row, line);
      const name = JSON.stringify([heading.day, heading.source, heading.arrangement]);
      const entry = counted.get(name) ?? { heading, transfers: 0, lines: 0, sum: 0n };
      entry.transfers += 1;
      entry.sum += idValue(transferIdentity(association, heading.source, String(row.externalId)));
      counted.set(name, entry);
      open.set(key, entry);
      break;
    }
    case 'line': {
      const entry = open.get(key);
      if (!entry) throw new CommandError(`Row ${line} is a line of a transfer that does not stand before it.`);
      entry.lines += 1;
      break;
    }
    case 'end':
      open.delete(key);
      break;
    default:
      throw new CommandError(`Row ${line} is neither transfer, line nor end of an import.`);
  }
}

function headingOf({ source, externalId, occurredOn, occurredAt, arrangement }: Row, line: number): Heading {
  const isInstant = typeof occurredAt === 'string' && !Number.isNaN(Date.parse(occurredAt));
  const day = isInstant ? dayInJapan(new Date(occurredAt).toISOString()) : occurredOn;
  if (typeof source !== 'string' || typeof externalId !== 'string' || typeof day !== 'string')
    throw new CommandError(`Row ${line} is a transfer without source, externalId or day.`);
  return { day, source, arrangement: arrangement?.id ?? null };
}

// The text of a row may name persons, so it is not quoted.
function rowOf(text: string, line: number): Row {
  try {
    return JSON.parse(text) as Row;
  } catch {
    throw new CommandError(`Row ${line} is not JSON.`);
  }
}
