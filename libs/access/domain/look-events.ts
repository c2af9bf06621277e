import type { LookedAt } from './looked-at.js';
import type { ReasonClass } from './reason-events.js';

/** The two chains: of what stands in the restricted one, nobody but an auditor may know that it exists. */
export type LookChain = 'open' | 'restricted';

/** Somebody who is not the member looked at a member's data. It names the member and the records, and no value of any. */
export interface MemberLookedAt {
  readonly type: 'MemberLookedAt';
  readonly data: {
    readonly what: LookedAt;
    readonly chain: LookChain;
    /** `transfer:line` of each record that was shown; none where the member was asked for and nothing was there. */
    readonly records: readonly string[];
    /** By what the list was narrowed: names of filters, in order. What they were set to may tell of an illness. */
    readonly filters: readonly string[];
    /** The act of the ledger of which the look is a part, such as an export, which says why. */
    readonly under?: string;
    /** Why, where whoever looked had said so before: what exactly is sealed where it was given. */
    readonly reason?: { readonly id: string; readonly class: ReasonClass };
  };
  readonly sealed: null;
}

/** Somebody read the log of looks without asking about a member: it showed no member. */
export interface LooksRead {
  readonly type: 'LooksRead';
  readonly data: { readonly filters: readonly string[]; readonly count: number };
  readonly sealed: null;
}

export type LookEvent = MemberLookedAt | LooksRead;

/** Whether an event tells of a look and of nothing else: it changes what nobody but the log of looks keeps. */
export function isLookEvent(type: string): boolean {
  return type === ('MemberLookedAt' satisfies LookEvent['type']) || type === ('LooksRead' satisfies LookEvent['type']);
}

/** Whether an event may concern a projection that keeps nothing of looks. */
export function tellsMoreThanLooks({ envelope }: { readonly envelope: { readonly type: string } }): boolean {
  return !isLookEvent(envelope.type);
}

/** Who looked at members on a day in Japan. */
export const looksStream = (day: string) => `looks-${day}`;
