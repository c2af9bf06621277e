import type { Day } from '#statute';
import type { MemberFlag } from './member-events.js';
import type { ReadMemberEvent, Verdict } from './member.js';

/** A time in which a flag stands: its first day, and the first on which it no longer does. */
export interface FlagPeriod {
  readonly flag: MemberFlag;
  readonly from: Day;
  readonly until: Day | null;
}

export interface FlagWish {
  readonly flag: MemberFlag;
  readonly from: Day;
}

/** The flags of one reference, oldest first. One whose key was destroyed is told of nobody any more. */
export function flagsOf(events: Iterable<ReadMemberEvent>): readonly FlagPeriod[] {
  let periods: readonly FlagPeriod[] = [];
  for (const { type, sealed } of events) {
    if (sealed === null) continue;
    if (type === 'MemberFlagSet') periods = [...periods, { flag: sealed.flag, from: sealed.from, until: null }];
    if (type === 'MemberFlagLifted') {
      periods = periods.map((one) => (isOpen(one, sealed.flag) ? { ...one, until: sealed.from } : one));
    }
  }
  return periods;
}

/** Flags that stood at any time since a day: a lifting counts from when it was written down, whatever day it states. */
export function flagsSince(
  facts: readonly { readonly event: ReadMemberEvent; readonly recordedOn: Day }[],
  day: Day,
): MemberFlag[] {
  const standing = flagsOf(facts.map(({ event }) => event)).filter(({ until }) => until === null);
  const lifted = facts.flatMap(({ event: { type, sealed }, recordedOn }) =>
    type === 'MemberFlagLifted' && sealed !== null && day <= recordedOn ? [sealed.flag] : [],
  );
  return [...new Set([...standing.map(({ flag }) => flag), ...lifted])].sort();
}

/** Whether a flag stands, whatever its days: what protects somebody does so from the moment it is known. */
export function isFlagged(periods: readonly FlagPeriod[], flag: MemberFlag): boolean {
  return periods.some((one) => isOpen(one, flag));
}

/** Whether a flag stood on a day. */
export function isFlaggedOn(periods: readonly FlagPeriod[], flag: MemberFlag, day: Day): boolean {
  return periods.some((one) => one.flag === flag && one.from <= day && (one.until === null || day < one.until));
}

export function judgeFlag(periods: readonly FlagPeriod[], { flag, from }: FlagWish): Verdict {
  const last = periods.findLast((one) => one.flag === flag);
  if (!last) return 'new';
  if (last.until === null) return last.from === from ? 'known' : 'contradicts';
  return last.until <= from ? 'new' : 'contradicts';
}

export function judgeLifting(periods: readonly FlagPeriod[], { flag, from }: FlagWish): Verdict {
  const last = periods.findLast((one) => one.flag === flag);
  if (!last) return 'contradicts';
  if (last.until !== null) return last.until === from ? 'known' : 'contradicts';
  return last.from <= from ? 'new' : 'contradicts';
}

function isOpen({ flag, until }: FlagPeriod, wanted: MemberFlag): boolean {
  return flag === wanted && until === null;
}
