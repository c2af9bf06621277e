import type { ArrangementFacts } from '#statute';
import type { ArrangementVersionAnnounced } from './registration-events.js';
import type { StatedParty } from './statement.js';

/** The version that was asked for, or the newest that was in effect on a day. */
export function versionFor(
  versions: readonly ArrangementVersionAnnounced[],
  asked: number | null,
  day: string,
): ArrangementVersionAnnounced | null {
  if (asked !== null) return versions.find(({ data }) => data.version === asked) ?? null;
  const inEffect = versions.filter(
    ({ data }) => data.effectiveFrom <= day && (data.endsOn === null || data.endsOn >= day),
  );
  return inEffect.at(-1) ?? versions.at(-1) ?? null;
}

/** A version as the law looks at it. The sealed part may be gone with its key: then nothing is known of it. */
export function arrangementFacts({ data, sealed }: ArrangementVersionAnnounced, party: StatedParty): ArrangementFacts {
  const partyIncluded = 'id' in party && data.parties.includes(party.id);
  return {
    kind: data.kind,
    announcedFrom: data.announcedFrom,
    effectiveFrom: data.effectiveFrom,
    endsOn: data.endsOn,
    items: data.items,
    itemsOpen: data.itemsOpen,
    purposes: data.purposes,
    routeChosen: data.routeChosen,
    basisChosen: data.basisChosen,
    // What takes the record duty away for one party does so for no other.
    exclusion:
      data.exclusion && partyIncluded
        ? { code: data.exclusion, reason: sealed?.exclusionReason ?? '', approvedBy: sealed?.approvedBy ?? '' }
        : null,
    numItem: data.numItem,
    responsible: sealed?.responsible ?? null,
    users: sealed?.users ?? [],
    partyIncluded,
    contract: sealed?.contract ? { ref: sealed.contract.ref } : null,
    recordMethod: data.recordMethod,
    equivalenceLastCheckedOn: data.equivalenceLastCheckedOn,
  };
}

/** The declared period of a record made in series, where the poster states none: the month or fiscal year of the day. */
export function seriesPeriodOf(
  arrangement: ArrangementVersionAnnounced | null,
  day: string,
): { from: string; to: string } | null {
  const [year, month] = day.split('-').map(Number) as [number, number];
  switch (arrangement?.data.seriesPeriod) {
    case 'month':
      return { from: `${day.slice(0, 7)}-01`, to: lastDayOf(year, month) };
    case 'year': {
      const first = month >= 4 ? year : year - 1;
      return { from: `${first}-04-01`, to: `${first + 1}-03-31` };
    }
    default:
      return null;
  }
}

function lastDayOf(year: number, month: number): string {
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
}
