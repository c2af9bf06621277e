import { inOrderOfDays } from './in-order-of-days.js';
import type { PartyAmended, PartyEvent, PartyNames, PartyRegistered } from './party-events.js';

/** A party as it is on a day. Its names are null once their key was destroyed. */
export interface KnownParty {
  readonly data: PartyRegistered['data'];
  readonly sealed: PartyNames | null;
}

/** What holds on a day: the registration, then every amendment that had come into effect, by its day. */
export function partyOn(events: readonly PartyEvent[], day: string): KnownParty | null {
  const [registered, ...later] = events;
  if (registered?.type !== 'PartyRegistered') return null;
  const known: KnownParty = { data: registered.data, sealed: registered.sealed ?? null };
  return inOrderOfDays(later.filter(isAmendment), day).reduce(amended, known);
}

function isAmendment(event: PartyEvent): event is PartyAmended {
  return event.type === 'PartyAmended';
}

function amended({ data, sealed }: KnownParty, change: PartyAmended): KnownParty {
  const { effectiveFrom: _from, ...codes } = change.data;
  return { data: { ...data, ...codes }, sealed: sealed && { ...sealed, ...change.sealed } };
}
