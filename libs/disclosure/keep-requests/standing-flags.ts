import type { FlagPeriod } from '#access';
import type { Day } from '#statute';

/** Flags that protect the person today: one that was set protects from the moment it is known, whatever its first day. */
export function standingFlags(periods: readonly FlagPeriod[], today: Day): string[] {
  const standing = periods.filter(({ from, until }) => until === null || (from <= today && today < until));
  return [...new Set(standing.map(({ flag }) => flag))].sort();
}
