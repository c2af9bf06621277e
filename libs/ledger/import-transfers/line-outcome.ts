import { deflateRawSync, inflateRawSync } from 'node:zlib';

/** What became of a line of an import file. */
export interface LineOutcome {
  readonly line: number;
  readonly status: 'recorded' | 'recorded-masked' | 'rejected';
  /** Id of the transfer of which the line is now a part; of the recorded one where other content stands under its name. */
  readonly transfer: string | null;
  /** Position in the association's log of what acknowledges the transfer. */
  readonly position: string | null;
  readonly code: string | null;
  /** RFC 6901, into the line. */
  readonly pointer: string | null;
  readonly detail: string | null;
}

type Packed = (string | number | null)[];
const FIELDS = ['line', 'status', 'transfer', 'position', 'code', 'pointer', 'detail'] as const;

/** Outcomes of one step, small: a million lines have a million of them. */
export function packOutcomes(outcomes: readonly LineOutcome[]): Buffer {
  const rows: Packed[] = outcomes.map((outcome) => FIELDS.map((field) => outcome[field]));
  return deflateRawSync(JSON.stringify(rows), { level: 1 });
}

export function unpackOutcomes(packed: Uint8Array): LineOutcome[] {
  const rows = JSON.parse(inflateRawSync(packed).toString()) as Packed[];
  return rows.map(
    (row) => Object.fromEntries(FIELDS.map((field, index) => [field, row[index]])) as unknown as LineOutcome,
  );
}

/** First line of the outcomes as CSV. */
export const OUTCOME_CSV_HEADER = `${FIELDS.join(',')}\r\n`;

export function outcomeAsCsv(outcome: LineOutcome): string {
  return `${FIELDS.map((field) => cell(outcome[field])).join(',')}\r\n`;
}

// A pointer may hold what a person typed as a name of a field: no program may take a cell for a formula.
function cell(value: string | number | null): string {
  if (value === null) return '';
  const text = String(value);
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
