import type { BindingEvent } from './binding-events.js';
import type { DistinctionEvent } from './distinction-events.js';
import type { EndedEvent } from './ended-events.js';
import type { MandateEvent } from './mandate-events.js';
import type { ReasonGiven } from './reason-events.js';
import type { RepresentationEvent } from './representation-events.js';

/**
 * What is done about accounts: who may audit, why somebody looks, whose an account is, who sees for whom, what ended; and
 * which references are of two people.
 */
export type AccountEvent =
  MandateEvent | ReasonGiven | BindingEvent | RepresentationEvent | EndedEvent | DistinctionEvent;

const current = { version: 1 } as const;

export const accountEventTypes = {
  MandateProposed: current,
  MandateApproved: current,
  MandateWithdrawn: current,
  MandateRevoked: current,
  ReasonGiven: current,
  BindingCodeIssued: current,
  BindingCodeRefused: current,
  BindingCodeVoided: current,
  AccountBound: current,
  AccountUnbound: current,
  RepresentationEntered: current,
  RepresentationRevoked: current,
  AccountTokensEnded: current,
  AccountClosed: current,
  AccountReopened: current,
  DistinctionProposed: current,
  DistinctionApproved: current,
  DistinctionWithdrawn: current,
  DistinctionRevoked: current,
} as const satisfies Record<AccountEvent['type'], unknown>;
