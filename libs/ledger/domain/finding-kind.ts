import type { Direction, Ruleset } from '#statute';
import { WATCH_KINDS } from './finding-events.js';
import type { LineRanges } from './line-ranges.js';
import { fromRanges, toRanges } from './line-ranges.js';
import type { Explanation } from './transfer-events.js';

/** What findings are about. The first four are made of judgements, and so of what was recorded. */
export const JUDGED_KINDS = ['blocked', 'outside-arrangement', 'no-arrangement', 'quarantined'] as const;
export const FINDING_KINDS = [...JUDGED_KINDS, 'late-knowledge', ...WATCH_KINDS] as const;
export type JudgedKind = (typeof JUDGED_KINDS)[number];
export type FindingKind = (typeof FINDING_KINDS)[number];

/** One thing that is wrong with a transfer that was done, with all lines of which it is. */
export interface JudgedFinding {
  readonly kind: JudgedKind;
  readonly code: string;
  readonly severity: 'blocking' | 'warning';
  readonly pointer: string;
  readonly lines: LineRanges;
}

interface JudgedGroup {
  readonly lines: LineRanges;
  readonly findings: Explanation['findings'];
}

/** What kind of finding somebody has to take care of; null for a mere remark, which stands with the judgement. */
export function kindOf(
  { sets }: Pick<Ruleset, 'sets'>,
  direction: Direction,
  { code, severity }: { readonly code: string; readonly severity: 'blocking' | 'warning' },
): JudgedKind | null {
  const isIn = (set: string) => sets[set]?.includes(code) ?? false;
  if (direction === 'IN' && isIn('QUARANTINE')) return 'quarantined';
  if (isIn('FINDING_NO_ARRANGEMENT')) return 'no-arrangement';
  if (isIn('FINDING_OUTSIDE_ARRANGEMENT')) return 'outside-arrangement';
  return severity === 'blocking' ? 'blocked' : null;
}

/** What is wrong with a transfer, each thing once, whichever groups it is of. */
export function judgedFindings(
  ruleset: Pick<Ruleset, 'sets'>,
  direction: Direction,
  groups: readonly JudgedGroup[],
): JudgedFinding[] {
  const found = new Map<string, Omit<JudgedFinding, 'lines'> & { lines: number[] }>();
  for (const { lines, findings } of groups) {
    for (const finding of findings) {
      const kind = kindOf(ruleset, direction, finding);
      if (!kind) continue;
      const known = found.get(finding.code);
      if (known) known.lines.push(...fromRanges(lines));
      else found.set(finding.code, { kind, ...finding, lines: fromRanges(lines) });
    }
  }
  return [...found.values()].map((one) => ({ ...one, lines: runsOf(one.lines) }));
}

/** Lines with one more, or without one. */
export function withLine(lines: LineRanges, line: number): LineRanges {
  return runsOf([...fromRanges(lines), line]);
}

export function withoutLine(lines: LineRanges, line: number): LineRanges {
  return runsOf(fromRanges(lines).filter((one) => one !== line));
}

function runsOf(lines: readonly number[]): LineRanges {
  return toRanges([...new Set(lines)].sort((one, other) => one - other));
}
