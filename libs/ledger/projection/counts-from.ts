import type { StoredEvent } from '#event-store';
import type { Instant } from '#statute';
import type { StandingDeclared, StandingWithdrawn } from '../domain/registration-events.js';

/** Before every send that a ledger can hold. */
export const EVER = '1868-01-25T00:00:00.000Z';

/**
 * First instant at which an event about a member can take the ground from a line; null where it never does: a consent
 * gives grounds, and takes none. A death takes the line out of the Act; where it was none, nothing had: that counts for
 * every line, as the day that was given up is sealed. So is the day from which a flag stands: the judgement looks at it.
 */
export function countsFrom({ type, data }: StoredEvent['envelope']): Instant | null {
  if (type === 'StandingWithdrawn') return (data as StandingWithdrawn['data']).effectiveFrom;
  if (type === 'MemberDeathWithdrawn' || type === 'MemberFlagSet') return EVER;
  if (type !== 'StandingDeclared') return null;
  const { kind, receivedAt, effectiveFrom } = data as StandingDeclared['data'];
  switch (kind) {
    case 'OBJECTION':
    case 'RESERVATION':
    case 'STOP':
      return effectiveFrom > receivedAt ? effectiveFrom : receivedAt;
    case 'CONSENT':
    case 'FOREIGN_CONSENT':
      return null;
    default:
      return kind satisfies never;
  }
}
