import type { EndedEvent } from './ended-events.js';

export interface NotedEndedEvent {
  readonly type: EndedEvent['type'];
  readonly at: string;
}

/** What ended of an account. */
export interface Ending {
  /** Instant: tokens that were issued until then are of no more use; null where all are. */
  readonly endedAt: string | null;
  /** Instant since which the account is closed; null where it is open. */
  readonly closedAt: string | null;
}

export const NOTHING_ENDED: Ending = { endedAt: null, closedAt: null };

/** What ended with an event more. Those of two streams may come in any order. */
export function withEvent(ending: Ending, { type: what, at }: NotedEndedEvent): Ending {
  const endedAt = ending.endedAt !== null && ending.endedAt > at ? ending.endedAt : at;
  switch (what) {
    case 'AccountTokensEnded':
      return { ...ending, endedAt };
    case 'AccountClosed':
      return { endedAt, closedAt: ending.closedAt ?? at };
    // What was issued while it was closed comes to no life by that.
    case 'AccountReopened':
      return { endedAt, closedAt: null };
    default:
      return what satisfies never;
  }
}

/** Whether a token is of no more use. `issuedAt`: seconds since 1970; of one that does not say, nobody knows that it is younger. */
export function isOver({ endedAt, closedAt }: Ending, issuedAt: number | undefined): boolean {
  if (closedAt !== null) return true;
  return endedAt !== null && (issuedAt === undefined || issuedAt * 1_000 <= Date.parse(endedAt));
}
