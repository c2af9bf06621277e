import type { PrintedArrangement, Publication } from '#statute';
import type { KnownAssociation } from '../domain/association.js';
import type { ArrangementVersionAnnounced } from '../domain/registration-events.js';

/** What stands published on a day: of each purpose and each arrangement the newest that is in effect. */
export function toPublication(
  association: KnownAssociation,
  versions: readonly ArrangementVersionAnnounced[],
  on: string,
): Publication {
  return {
    class: association.class,
    purposes: purposesOn(association, on),
    retainedPurposes: association.retainedPurposes ?? null,
    arrangements: versions.filter(({ data }) => isInEffect(data, on)).map(printedArrangement),
  };
}

// A row that is printed anew takes the place of the one before.
function purposesOn({ purposes }: KnownAssociation, on: string): Publication['purposes'] {
  const printed = purposes
    .filter(({ publishedFrom, publishedUntil = on }) => publishedFrom <= on && on <= publishedUntil)
    .toSorted((a, b) => (a.publishedFrom < b.publishedFrom ? -1 : 1));
  const rows = new Map(printed.map(({ code, text }) => [code, text ? { code, text } : { code }]));
  return [...rows.values()].toSorted((a, b) => (a.code < b.code ? -1 : 1));
}

function isInEffect({ effectiveFrom, endsOn }: ArrangementVersionAnnounced['data'], on: string): boolean {
  return effectiveFrom <= on && (endsOn === null || on <= endsOn);
}

// The words may be gone with their key: then nothing is said of them.
function printedArrangement({ data, sealed }: ArrangementVersionAnnounced): PrintedArrangement {
  const { arrangementId, version, kind, parties, items, itemsOpen, purposes, routeCandidates, routeChosen } = data;
  return {
    id: arrangementId,
    version,
    title: sealed?.title ?? { ja: '', en: '' },
    kind,
    parties,
    users: sealed?.users ?? [],
    responsible: sealed?.responsible ?? null,
    items,
    itemsOpen,
    purposes,
    routeCandidates,
    routeChosen,
    basisChosen: data.basisChosen,
    recordMethod: data.recordMethod,
    printedCitations: data.printedCitations,
  };
}
