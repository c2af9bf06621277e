import type { Result } from './result.js';

const HEAD = ['id', 'value', 'unit', 'baseline', 'ratio', 'goal', 'holds'];
const TEXT_COLUMNS = new Set(['id', 'unit', 'holds']);
/** Times and memory are better when smaller; everything else is a rate. */
const SMALLER_IS_BETTER = new Set(['µs', 'ms', 's', 'MB', '%']);

/** The results in columns, with a line under the head; every row is as long as its head. */
export function table(results: readonly Result[], [left, between, right]: readonly [string, string, string]): string[] {
  const rows = [HEAD, ...results.map(cellsOf)];
  const widths = HEAD.map((_, column) => Math.max(3, ...rows.map((row) => row[column]!.length)));
  const line = (cells: readonly string[]) => `${left}${cells.join(between)}${right}`.trimEnd();
  const padded = rows.map((row) =>
    line(
      row.map((cell, column) =>
        TEXT_COLUMNS.has(HEAD[column]!) ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!),
      ),
    ),
  );
  const rule = line(
    widths.map((width, column) => (TEXT_COLUMNS.has(HEAD[column]!) ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)),
  );
  return [padded[0]!, rule, ...padded.slice(1)];
}

function cellsOf({ id, value, unit, baseline, ratio, goal, holds }: Result): string[] {
  const sign = SMALLER_IS_BETTER.has(unit) ? '<=' : '>=';
  return [
    id,
    short(value),
    unit,
    baseline === null ? '' : short(baseline),
    ratio === null ? '' : ratio.toFixed(2),
    `${sign} ${short(goal)}`,
    holds ? 'yes' : 'NO',
  ];
}

function short(value: number): string {
  return Math.abs(value) >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(1);
}
