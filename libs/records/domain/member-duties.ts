import type { MemberDuty } from '#access';
import type { Day } from '#statute';

/** A record whose time is not over. */
export interface DueRecord {
  readonly chain: 'open' | 'restricted';
  /** The last day on which it is kept; null where that is not known yet. */
  readonly until: Day | null;
}

/**
 * What is told of records that stand against an erasure. Officers see the registers without the restricted chain: a number, a
 * register or a day that came of that chain would differ from what they see there, and so tell that there is something.
 */
export function recordDuties(due: readonly DueRecord[]): MemberDuty[] {
  if (due.length === 0) return [];
  return [{ kind: 'RECORD', until: lastOf(due.filter(({ chain }) => chain === 'open')) }];
}

/** The last of all days; null where one is not known, or there is none. */
export function lastOf(due: readonly { readonly until: Day | null }[]): Day | null {
  const days = due.map(({ until }) => until);
  if (days.includes(null)) return null;
  return days.toSorted().at(-1) ?? null;
}
