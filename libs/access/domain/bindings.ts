import type { AccountBound, BindingCodeIssued, BindingEvent, HandedBy } from './binding-events.js';

/** So long a code counts: a letter takes its time, and who stands at the counter is at home in an hour. */
const DAYS: Readonly<Record<HandedBy, number>> = { post: 30, counter: 1 };
const DAY_MILLISECONDS = 86_400_000;
/** So often a code may come with another birth date. */
const CODE_FAULTS_MAX = 5;
/** What the stream of a code may hold: that it was issued, every fault, and the first who knew the birth date. */
export const CODE_ACTS_MAX = CODE_FAULTS_MAX + 2;

/** Whether a code came too often with another birth date, by what its stream holds. */
export function isWornOut(acts: readonly { readonly type: string }[]): boolean {
  return acts.filter(({ type }) => type === 'BindingCodeRefused').length >= CODE_FAULTS_MAX;
}

export function codeEnds(handedBy: HandedBy, now: Date): string {
  return new Date(now.getTime() + DAYS[handedBy] * DAY_MILLISECONDS).toISOString();
}

export type NotedBindingEvent = Pick<BindingEvent, 'type' | 'data'> & { readonly at: string };

/** The codes and accounts of one reference. */
export interface Bindings {
  /** The code that counts: the last that was issued, until it was redeemed or voided. */
  readonly code: BindingCodeIssued['data'] | null;
  readonly bound: { readonly account: string; readonly code: string; readonly at: string } | null;
}

export function bindingsOf(events: Iterable<NotedBindingEvent>): Bindings {
  let bindings: Bindings = { code: null, bound: null };
  for (const event of events) {
    const { data, at } = event;
    switch (event.type) {
      case 'BindingCodeIssued':
        bindings = { ...bindings, code: data as BindingCodeIssued['data'] };
        break;
      case 'AccountBound':
        bindings = { code: null, bound: { ...(data as AccountBound['data']), at } };
        break;
      case 'AccountUnbound':
        bindings = { ...bindings, bound: null };
        break;
      case 'BindingCodeVoided':
        bindings = { ...bindings, code: null };
        break;
      case 'BindingCodeRefused':
        break;
      default:
        event.type satisfies never;
    }
  }
  return bindings;
}

/** Whether an account that brings a code may have the reference: `known` where it has it by this very code. */
export function judgeBinding(
  { code, bound }: Bindings,
  brought: { readonly account: string; readonly code: string; readonly now: Date },
): 'new' | 'known' | 'refused' {
  if (bound) return bound.account === brought.account && bound.code === brought.code ? 'known' : 'refused';
  const counts = code !== null && code.code === brought.code && brought.now.getTime() < Date.parse(code.until);
  return counts ? 'new' : 'refused';
}
