import type { KeepingReason } from '#statute';
import type { KeptLines, ListedLines } from './disposal-events.js';

/** A record on its way into a list. */
export interface ListedRecord {
  readonly transferId: string;
  readonly line: number;
  readonly isRestricted: boolean;
}

/** Records joined to the lines of their transfers, each chain by itself, in the order in which transfers come first. */
export function toListed(records: readonly ListedRecord[]): ListedLines[] {
  return [...grouped(records, chainOf).values()].map(linesOf);
}

/** The same of those that are kept, apart by their reasons. */
export function toKept(
  records: readonly (ListedRecord & { readonly reasons: readonly KeepingReason[] })[],
): KeptLines[] {
  const groups = grouped(records, (one) => `${chainOf(one)} ${one.reasons.join(' ')}`);
  return [...groups.values()].map((some) => ({ ...linesOf(some), reasons: some[0]!.reasons }));
}

const chainOf = ({ transferId, isRestricted }: ListedRecord) => `${transferId} ${isRestricted}`;

function grouped<Record>(records: readonly Record[], keyOf: (record: Record) => string): Map<string, Record[]> {
  const groups = new Map<string, Record[]>();
  for (const record of records) {
    const key = keyOf(record);
    const known = groups.get(key);
    if (known) known.push(record);
    else groups.set(key, [record]);
  }
  return groups;
}

function linesOf(records: readonly ListedRecord[]): ListedLines {
  const runs: [number, number][] = [];
  for (const line of records.map((record) => record.line).sort((one, other) => one - other)) {
    const last = runs.at(-1);
    if (last && last[1] + 1 === line) last[1] = line;
    else runs.push([line, line]);
  }
  const { transferId, isRestricted } = records[0]!;
  return { transfer: transferId, lines: runs, ...(isRestricted && { restricted: true as const }) };
}

/** What one event of a list may take of the 65,535 bytes of a log entry. */
const PART_BYTES_MAX = 30_000;

/** A list in parts that fit an event each; a transfer of many runs of lines goes over several. */
export function inParts<Entry extends ListedLines>(entries: readonly Entry[]): Entry[][] {
  const parts: Entry[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const entry of entries.flatMap(split)) {
    const size = JSON.stringify(entry).length;
    if (bytes + size > PART_BYTES_MAX) {
      parts.push([]);
      bytes = 0;
    }
    parts.at(-1)!.push(entry);
    bytes += size;
  }
  return parts;
}

/** Runs of lines of one entry: 1,000 of them take some 16,000 bytes. */
const RUNS_PER_ENTRY = 1_000;

function split<Entry extends ListedLines>(entry: Entry): Entry[] {
  const entries: Entry[] = [];
  for (let from = 0; from < entry.lines.length; from += RUNS_PER_ENTRY)
    entries.push({ ...entry, lines: entry.lines.slice(from, from + RUNS_PER_ENTRY) });
  return entries;
}
