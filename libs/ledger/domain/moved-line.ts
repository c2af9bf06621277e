import { canonicalText } from './canonical-text.js';
import type { Group, LineMovedHere, LineSealed } from './transfer-events.js';

/** As much of a version as a move changes. */
interface MovableVersion {
  readonly lines: readonly {
    readonly line: number;
    readonly ref: string;
    readonly sealed: LineSealed | null;
    readonly isMoved?: true;
  }[];
  readonly groups: readonly Group[];
}

/** A version with one line about another member, judged for that one. */
export function movedLine<Version extends MovableVersion>(
  version: Version,
  { data, sealed }: LineMovedHere,
  ref: string,
): Version {
  const { line, outcome, explanation } = data;
  const lines = version.lines.map((one) => (one.line === line ? { line, ref, sealed, isMoved: true as const } : one));
  return { ...version, lines, groups: regrouped(version.groups, line, { ...outcome, ...explanation }) };
}

function regrouped(groups: readonly Group[], line: number, judged: Omit<Group, 'lines'>): Group[] {
  const left = groups
    .map((group) => ({ ...group, lines: group.lines.filter((one) => one !== line) }))
    .filter(({ lines }) => lines.length > 0);
  const key = canonicalText(judged);
  const same = left.findIndex(({ lines: _lines, ...group }) => canonicalText(group) === key);
  if (same < 0) return [...left, { lines: [line], ...judged }];
  return left.map((group, index) =>
    index === same ? { ...group, lines: [...group.lines, line].sort((one, other) => one - other) } : group,
  );
}
