import type { ArrangementVersionRequest } from '../announce-arrangement/announce-arrangement.request.js';
import { stated } from '../announce-arrangement/stated.js';
import type { ArrangementCodes, ArrangementTexts, ArrangementVersionAnnounced } from '../domain/registration-events.js';

/** A version in the words in which it is announced, so that the next can be made of it. */
export function toTerms({ data, sealed }: ArrangementVersionAnnounced): ArrangementVersionRequest {
  const { cadence, controlTotals, announcedAt, delivery } = data;
  const { effectiveFrom, kind, parties, items, itemsOpen, purposes, means, dataKind, sensitivity } = data;
  const { announcedFrom, endsOn, memberView, restricted, recordMethod, seriesPeriod, printedCitations } = data;
  return {
    kind,
    announcedFrom,
    effectiveFrom,
    endsOn,
    parties: [...parties],
    items: [...items],
    itemsOpen,
    purposes: [...purposes],
    means: [...means],
    dataKind,
    sensitivity,
    memberView,
    restricted,
    recordMethod,
    seriesPeriod,
    printedCitations: [...printedCitations],
    cadence: cadence && { ...cadence },
    ...stated({ announcedAt, delivery, controlTotals }),
    ...textsOf(data, sealed ?? null),
  };
}

type Texts = Pick<
  ArrangementVersionRequest,
  | 'label'
  | 'users'
  | 'responsible'
  | 'route'
  | 'equivalence'
  | 'contract'
  | 'optOut'
  | 'announcement'
  | 'implied'
  | 'law'
>;

function textsOf(data: ArrangementCodes, sealed: ArrangementTexts | null): Texts {
  const { equivalenceLastCheckedOn: lastCheckedOn, implied } = data;
  const basis = sealed?.equivalenceBasis ?? null;
  const { contract = null, announcement = null, optOut = null, responsible = null } = sealed ?? {};
  return {
    label: sealed?.label ?? null,
    users: (sealed?.users ?? []).map((user) => ({ ...user })),
    responsible: responsible && { ...responsible },
    route: routeOf(data, sealed),
    equivalence: basis !== null && lastCheckedOn !== null ? { basis, lastCheckedOn } : null,
    contract: contract && { ...contract, clauses: [...contract.clauses] },
    optOut: optOut && { ...optOut },
    announcement: announcement && { ...announcement, media: [...announcement.media] },
    ...stated({
      law: sealed?.law,
      implied: implied && sealed?.implied ? { ...sealed.implied, ...implied } : null,
    }),
  };
}

function routeOf(data: ArrangementCodes, sealed: ArrangementTexts | null): ArrangementVersionRequest['route'] {
  const { routeCandidates, routeChosen, basisChosen, exclusion, numItem } = data;
  const approvedBy = sealed?.approvedBy ?? null;
  return {
    candidates: [...routeCandidates],
    chosen: routeChosen,
    basis: basisChosen,
    exclusion: exclusion && { code: exclusion, reason: sealed?.exclusionReason ?? '', approvedBy: approvedBy ?? '' },
    numItem,
    reason: sealed?.routeReason ?? null,
    approvedBy,
  };
}
