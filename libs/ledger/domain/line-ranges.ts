/** Numbers of lines in rising order, as first and last of each run: 50,000 lines that came to the same are one pair. */
export type LineRanges = readonly (readonly [first: number, last: number])[];

/** `[1, 2, 3, 7]` as `[[1, 3], [7, 7]]`. The lines are in rising order. */
export function toRanges(lines: readonly number[]): LineRanges {
  const ranges: [number, number][] = [];
  for (const line of lines) {
    const last = ranges.at(-1);
    if (last && last[1] + 1 === line) last[1] = line;
    else ranges.push([line, line]);
  }
  return ranges;
}

/** The lines again, one by one. */
export function fromRanges(ranges: LineRanges): number[] {
  const lines: number[] = [];
  for (const [first, last] of ranges) for (let line = first; line <= last; line += 1) lines.push(line);
  return lines;
}

/** Whether a line is within any of the runs. */
export function includesLine(ranges: LineRanges, line: number): boolean {
  return ranges.some(([first, last]) => first <= line && line <= last);
}
