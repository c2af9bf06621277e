import type { ArrangementFacts } from '#statute';
import type { ArrangementEvent } from './arrangement-events.js';
import type { ArrangementVersionAnnounced } from './registration-events.js';
import type { StatedParty } from './statement.js';

/** The versions of an arrangement, each with the end that came over it later. */
export function versionsOf(events: readonly ArrangementEvent[]): ArrangementVersionAnnounced[] {
  return events.reduce<ArrangementVersionAnnounced[]>((versions, event) => {
    switch (event.type) {
      case 'ArrangementVersionAnnounced':
        return [...versions, event];
      case 'ArrangementEnded':
        // What is announced anew afterwards stands again.
        return versions.map((version) => endedOn(version, event.data.endsOn));
      case 'EquivalenceChecked':
        return versions;
      default:
        return event satisfies never;
    }
  }, []);
}

/** The version that was asked for, or the newest that was in effect on a day; as it was known to stand on that day. */
export function versionFor(
  events: readonly ArrangementEvent[],
  asked: number | null,
  day: string,
): ArrangementVersionAnnounced | null {
  const versions = versionsOf(events);
  const inEffect = versions.filter(
    ({ data }) => data.effectiveFrom <= day && (data.endsOn === null || data.endsOn >= day),
  );
  const version =
    asked === null ? (inEffect.at(-1) ?? versions.at(-1)) : versions.find(({ data }) => data.version === asked);
  return version ? checkedUntil(version, events, day) : null;
}

function endedOn(version: ArrangementVersionAnnounced, endsOn: string): ArrangementVersionAnnounced {
  const isLater = version.data.endsOn === null || version.data.endsOn > endsOn;
  return isLater ? { ...version, data: { ...version.data, endsOn } } : version;
}

/** A version with its last check of equivalent measures up to a day. One that found them impossible leaves none. */
function checkedUntil(
  version: ArrangementVersionAnnounced,
  events: readonly ArrangementEvent[],
  day: string,
): ArrangementVersionAnnounced {
  const last = lastCheckOf(events, day);
  const own = version.data.equivalenceLastCheckedOn;
  if (!last || (own !== null && own > last.checkedOn)) return version;
  const equivalenceLastCheckedOn = last.outcome === 'impossible' ? null : last.checkedOn;
  return { ...version, data: { ...version.data, equivalenceLastCheckedOn } };
}

/** The newest check that was made by a day; of one day, the one that was recorded last. */
export function lastCheckOf(events: readonly ArrangementEvent[], day: string) {
  const checks = events.flatMap((event) => (event.type === 'EquivalenceChecked' ? [event.data] : []));
  return checks
    .filter(({ checkedOn }) => checkedOn <= day)
    .reduce<(typeof checks)[number] | null>((last, one) => (last && last.checkedOn > one.checkedOn ? last : one), null);
}

/** A version as the law looks at it. The sealed part may be gone with its key: then nothing is known of it. */
export function arrangementFacts({ data, sealed }: ArrangementVersionAnnounced, party: StatedParty): ArrangementFacts {
  const { announcedAt, implied, delivery } = data;
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
    means: data.means,
    equivalenceLastCheckedOn: data.equivalenceLastCheckedOn,
    ...(announcedAt !== undefined && { announcedAt }),
    ...(implied !== undefined && { implied }),
    ...(delivery !== undefined && { delivery }),
    ...(sealed?.law && { law: sealed.law }),
    ...(sealed?.optOut?.startsOn && { optOutStartsOn: sealed.optOut.startsOn }),
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
