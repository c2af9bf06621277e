import type { ArrangementFacts, ImpliedConsentNotice, TransferFacts } from './facts.js';
import type { Means } from './vocabulary.js';
import { isStated } from './ground.js';

/** The flat facts of the arrangement under which a transfer was made. */
export function arrangementFacts({ arrangement, occurredAt, occurredOn, party, means }: TransferFacts) {
  const announced = arrangement?.means ?? [];
  const endsOn = arrangement?.endsOn ?? null;
  const missing = missingOfResponsible(arrangement?.responsible ?? null);
  return {
    arrangementKind: arrangement?.kind ?? null,
    basisArranged: arrangement?.basisChosen ?? null,
    arrangementEffective: arrangement !== null && arrangement.effectiveFrom <= occurredOn,
    arrangementEnded: endsOn !== null && endsOn < occurredOn,
    announcedBeforeSend: isAnnouncedBefore(arrangement, occurredAt, occurredOn),
    partyIncluded: isIncluded(arrangement, party.id ?? null),
    partyIsEntrustee:
      party.class === 'ENTRUSTEE' ||
      party.entrusteeAmongUsers === true ||
      userOf(arrangement, party.id ?? null)?.entrustee === true,
    meansInArrangement: isAmongMeans(announced, means),
    itemsOpen: arrangement?.itemsOpen ?? false,
    itemsListed: (arrangement?.items.length ?? 0) > 0,
    usersListed: (arrangement?.users.length ?? 0) > 0,
    responsible: missing.length === 0 ? 'COMPLETE' : missing.length < RESPONSIBLE_PARTS.length ? 'PARTIAL' : 'MISSING',
    responsibleMissing: missing,
    ...promises(arrangement?.implied),
  };
}

// Online is electronic: an announcement may say no more than that.
function isAmongMeans(announced: readonly Means[], means: Means): boolean {
  if (announced.length === 0 || announced.includes(means)) return true;
  return means === 'ONLINE' && announced.includes('ELECTRONIC');
}

// Of the day of the send only an announcement whose earlier hour is known counts.
function isAnnouncedBefore(
  arrangement: ArrangementFacts | null,
  sentAt: TransferFacts['occurredAt'],
  sentOn: TransferFacts['occurredOn'],
): boolean {
  const announcedFrom = arrangement?.announcedFrom ?? null;
  if (announcedFrom === null || announcedFrom > sentOn) return false;
  if (announcedFrom < sentOn) return true;
  const announcedAt = arrangement?.announcedAt ?? null;
  return sentAt !== null && announcedAt !== null && announcedAt < sentAt;
}

/** The party among the announced users, where these are named by their registration. */
function userOf(arrangement: ArrangementFacts | null, party: string | null) {
  if (party === null) return null;
  return arrangement?.users.find((user) => user.party === party) ?? null;
}

// Where every user is a registered party, the list of users is closed by itself.
function isIncluded(arrangement: ArrangementFacts | null, party: string | null): boolean {
  if (arrangement === null) return false;
  if (userOf(arrangement, party) !== null) return true;
  const isClosed = arrangement.users.length > 0 && arrangement.users.every((user) => isStated(user.party));
  return !isClosed && arrangement.partyIncluded;
}

const RESPONSIBLE_PARTS = ['name', 'address', 'representative'] as const;

function missingOfResponsible(responsible: ArrangementFacts['responsible']): string[] {
  return RESPONSIBLE_PARTS.filter((part) => !isStated(responsible?.[part])).map((part) => `responsible.${part}`);
}

const PROMISES = ['explicitOnRequest', 'silenceIsConsent', 'changeable'] as const;

function promises(notice: ImpliedConsentNotice | null | undefined) {
  if (notice === undefined || notice === null) return { impliedPromises: 'UNSTATED', impliedPromisesMissing: [] };
  const missing = PROMISES.filter((promise) => !notice[promise]).map((promise) => `arrangement.implied.${promise}`);
  return { impliedPromises: missing.length === 0 ? 'COMPLETE' : 'PARTIAL', impliedPromisesMissing: missing };
}
