import { Refusal, type FieldError } from '#platform';
import { currentRuleset, itemOf, purposeOf } from '#statute';
import type { ArrangementCodes, ArrangementTexts, ArrangementVersionAnnounced } from '../domain/registration-events.js';
import type { AnnounceArrangementRequest, ArrangementVersionRequest } from './announce-arrangement.request.js';

/** The event of a version, codes in clear and words sealed. Refuses codes that no catalogue knows. */
export function toAnnouncement(
  arrangementId: string,
  request: AnnounceArrangementRequest,
): ArrangementVersionAnnounced {
  const { terms, version } = request;
  refuseUnknownCodes(terms);
  return {
    type: 'ArrangementVersionAnnounced',
    data: codesOf(arrangementId, version, terms),
    sealed: textsOf(request),
  };
}

function codesOf(arrangementId: string, version: number, terms: ArrangementVersionRequest): ArrangementCodes {
  return {
    arrangementId,
    version,
    kind: terms.kind,
    announcedFrom: terms.announcedFrom ?? null,
    effectiveFrom: terms.effectiveFrom,
    endsOn: terms.endsOn ?? null,
    parties: terms.parties,
    items: terms.items,
    itemsOpen: terms.itemsOpen,
    purposes: terms.purposes,
    routeCandidates: terms.route.candidates,
    routeChosen: terms.route.chosen ?? null,
    basisChosen: terms.route.basis ?? null,
    exclusion: terms.route.exclusion?.code ?? null,
    numItem: terms.route.numItem ?? null,
    means: terms.means,
    dataKind: terms.dataKind,
    sensitivity: terms.sensitivity,
    equivalenceLastCheckedOn: terms.equivalence?.lastCheckedOn ?? null,
    memberView: terms.memberView,
    restricted: terms.restricted,
    cadence: terms.cadence?.every ?? null,
    recordMethod: terms.recordMethod ?? null,
    seriesPeriod: terms.seriesPeriod ?? null,
    printedCitations: terms.printedCitations,
  };
}

function textsOf({ title, terms }: AnnounceArrangementRequest): ArrangementTexts {
  const { responsible, route, contract, optOut, equivalence, announcement } = terms;
  return {
    title: { ja: title.ja, en: title.en },
    label: terms.label ?? null,
    users: terms.users.map(({ name, entrustee }) => ({ name, entrustee })),
    responsible: responsible
      ? {
          name: responsible.name ?? null,
          address: responsible.address ?? null,
          representative: responsible.representative ?? null,
        }
      : null,
    routeReason: route.reason ?? null,
    approvedBy: route.exclusion?.approvedBy ?? route.approvedBy ?? null,
    exclusionReason: route.exclusion?.reason ?? null,
    contract: contract ? { ref: contract.ref, sha256: contract.sha256 ?? null, clauses: contract.clauses } : null,
    optOut: optOut ? { filingNo: optOut.filingNo } : null,
    equivalenceBasis: equivalence?.basis ?? null,
    announcement: announcement
      ? { media: announcement.media, url: announcement.url ?? null, evidence: announcement.evidence ?? null }
      : null,
  };
}

function refuseUnknownCodes(terms: ArrangementVersionRequest): void {
  const ruleset = currentRuleset(terms.effectiveFrom);
  const errors: FieldError[] = [];
  terms.items.forEach((code, index) => {
    if (!itemOf(ruleset, code))
      errors.push({ pointer: `/terms/items/${index}`, detail: 'is not an item of the catalogue' });
  });
  terms.purposes.forEach((code, index) => {
    if (!purposeOf(ruleset, code))
      errors.push({ pointer: `/terms/purposes/${index}`, detail: 'is not a purpose of the catalogue' });
  });
  if (errors.length > 0) throw new Refusal('invalid-request', { errors });
}
