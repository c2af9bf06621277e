import type { StoredEvent } from '#event-store';
import type { IdentityOpening } from '#proof';
import type { Committed, Opened } from '../domain/member-events.js';
import type { KeptMemberFact } from './member-facts.js';

/** The last event of a member that commits to an identity, with what opens it; null where none does, or nothing opens it. */
export function newestOpening(
  facts: readonly KeptMemberFact[],
): { readonly stored: StoredEvent; readonly opening: IdentityOpening } | null {
  const newest = facts.findLast(({ event }) => (event.data as Committed).commitment !== undefined);
  const opening = (newest?.event.sealed as Opened | null | undefined)?.opening;
  return newest && opening ? { stored: newest.stored, opening } : null;
}
