import { BinaryRows } from './binary-rows.js';

const DAY_MILLISECONDS = 86_400_000;
/** PostgreSQL counts days and instants from here. */
const EPOCH = Date.UTC(2000, 0, 1);
/** Days that were counted before; few differ among rows that are written together. */
const DAYS_KNOWN_MAX = 1_000;

/** How a value of each type is written. What it refuses is a RangeError. */
const WRITE = {
  /** Also JSON that is text already. */
  text: (rows: BinaryRows, value: string) => rows.text(value),
  /** In its usual form with hyphens. */
  uuid: (rows: BinaryRows, value: string) => rows.uuid(value),
  /** YYYY-MM-DD. */
  date: (rows: BinaryRows, value: string) => rows.int4(dayNumber(value)),
  /** ISO 8601 in UTC, to the millisecond. */
  timestamptz: (rows: BinaryRows, value: string) => rows.int8((instant(value) - EPOCH) * 1_000),
  integer: (rows: BinaryRows, value: number) => rows.int4(value),
  /** In digits: positions are texts. */
  bigint: (rows: BinaryRows, value: string) => rows.int8(Number(value)),
  numeric: (rows: BinaryRows, value: bigint) => rows.numeric(value),
  bytea: (rows: BinaryRows, value: Uint8Array) => rows.bytes(value),
  boolean: (rows: BinaryRows, value: boolean) => rows.boolean(value),
  json: (rows: BinaryRows, value: object) => rows.text(JSON.stringify(value)),
};

type Types = { [Type in keyof typeof WRITE]: Parameters<(typeof WRITE)[Type]>[1] };

type Column<Row> = { [Type in keyof Types]: readonly [Type, (row: Row) => Types[Type] | null] }[keyof Types];

/** The columns of a table, each with its type there and its value in a row. */
export type Columns<Row> = Readonly<Record<string, Column<Row>>>;

/** Writes the rows in the order of the columns, a piece at a time. */
export function writeRows<Row>(columns: Columns<Row>, rows: readonly Row[], send: (piece: Buffer) => void): void {
  const target = new BinaryRows(send);
  const fields = Object.values(columns).map(([type, of]) => ({ write: WRITE[type] as Write, of }));
  for (const row of rows) {
    target.begin(fields.length);
    for (const { write, of } of fields) {
      const value = of(row);
      // Like node-postgres: what a row does not say is null.
      if (value === null || value === undefined) target.none();
      else write(target, value);
    }
  }
  target.end();
}

type Write = (rows: BinaryRows, value: unknown) => void;

const daysKnown = new Map<string, number>();

function dayNumber(day: string): number {
  const known = daysKnown.get(day);
  if (known !== undefined) return known;
  const midnight = instant(`${day}T00:00:00Z`);
  // A day that no month has is read as one of the next month.
  if (new Date(midnight).toISOString().slice(0, 10) !== day)
    throw new RangeError('A day that is none cannot be written.');
  if (daysKnown.size >= DAYS_KNOWN_MAX) daysKnown.clear();
  const number = (midnight - EPOCH) / DAY_MILLISECONDS;
  daysKnown.set(day, number);
  return number;
}

function instant(value: string): number {
  const milliseconds = Date.parse(value);
  if (Number.isNaN(milliseconds)) throw new RangeError('An instant that is none cannot be written.');
  return milliseconds;
}
