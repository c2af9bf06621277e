import { itemOf, purposeOf, currentRuleset, dayInJapan } from '#statute';
import { Refusal, type FieldError } from '#platform';
import { cadenceOf } from '../domain/cadence.js';
import type { ArrangementCodes, ArrangementTexts, ArrangementVersionAnnounced } from '../domain/registration-events.js';
import type {
  AnnounceArrangementRequest,
  ArrangementVersionRequest,
  ControlTotalsRequest,
  ImpliedConsentRequest,
  OptOutFilingRequest,
  ResponsibleRequest,
} from './announce-arrangement.request.js';
import { stated } from './stated.js';

/** The event of a version, codes in clear and words sealed. Refuses codes that no catalogue knows, and impossible days. */
export function toAnnouncement(
  arrangementId: string,
  request: AnnounceArrangementRequest,
): ArrangementVersionAnnounced {
  const { terms } = request;
  const errors = [...unknownCodes(terms), ...impossibleDays(terms), ...impossibleTotals(terms.controlTotals)];
  if (errors.length > 0) throw new Refusal('invalid-request', { errors });
  return {
    type: 'ArrangementVersionAnnounced',
    data: codesOf(arrangementId, request),
    sealed: textsOf(request),
  };
}

function codesOf(arrangementId: string, { version, terms, change }: AnnounceArrangementRequest): ArrangementCodes {
  const { announcedAt, delivery, implied, controlTotals, cadence } = terms;
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
    cadence: cadence ? cadenceOf(cadence.every, cadence) : null,
    recordMethod: terms.recordMethod ?? null,
    seriesPeriod: terms.seriesPeriod ?? null,
    printedCitations: terms.printedCitations,
    ...stated({
      announcedAt: announcedAt ? new Date(announcedAt).toISOString() : null,
      delivery,
      implied: implied ? promisesOf(implied) : null,
      controlTotals: controlTotals ? totalsOf(controlTotals) : null,
      change: change ? stated({ ...change }) : null,
    }),
  };
}

function textsOf({ title, terms }: AnnounceArrangementRequest): ArrangementTexts {
  const { responsible, route, contract, optOut, equivalence, announcement, law, implied } = terms;
  return {
    title: { ja: title.ja, en: title.en },
    label: terms.label ?? null,
    users: terms.users.map(({ name, entrustee, party }) => ({ name, entrustee, ...stated({ party }) })),
    responsible: responsible ? responsibleOf(responsible) : null,
    routeReason: route.reason ?? null,
    approvedBy: route.exclusion?.approvedBy ?? route.approvedBy ?? null,
    exclusionReason: route.exclusion?.reason ?? null,
    contract: contract ? { ref: contract.ref, sha256: contract.sha256 ?? null, clauses: contract.clauses } : null,
    optOut: optOut ? filingOf(optOut) : null,
    equivalenceBasis: equivalence?.basis ?? null,
    announcement: announcement
      ? { media: announcement.media, url: announcement.url ?? null, evidence: announcement.evidence ?? null }
      : null,
    ...stated({
      law: law ? { act: law.act, article: law.article } : null,
      implied: implied
        ? { matter: { ja: implied.matter.ja, en: implied.matter.en }, howToObject: implied.howToObject }
        : null,
    }),
  };
}

function responsibleOf({ name, address, representative, party }: ResponsibleRequest) {
  return {
    name: name ?? null,
    address: address ?? null,
    representative: representative ?? null,
    ...stated({ party }),
  };
}

function filingOf({ filingNo, ...matters }: OptOutFilingRequest) {
  return { filingNo, ...stated({ ...matters }) };
}

function promisesOf({ explicitOnRequest, silenceIsConsent, changeable, afterObjection }: ImpliedConsentRequest) {
  return { explicitOnRequest, silenceIsConsent, changeable, afterObjection: afterObjection ?? ('separate' as const) };
}

function totalsOf({ transfers, lines }: ControlTotalsRequest) {
  const range = (one: typeof lines) => (one ? { from: one.from, to: one.to } : null);
  return stated({ transfers: range(transfers), lines: range(lines) });
}

function unknownCodes({ effectiveFrom, items, purposes }: ArrangementVersionRequest): FieldError[] {
  const ruleset = currentRuleset(effectiveFrom);
  const unknown = (field: string, codes: readonly string[], isKnown: (code: string) => boolean, what: string) =>
    codes.flatMap((code, index) =>
      isKnown(code) ? [] : [{ pointer: `/terms/${field}/${index}`, detail: `is not ${what} of the catalogue` }],
    );
  return [
    ...unknown('items', items, (code) => itemOf(ruleset, code) !== null, 'an item'),
    ...unknown('purposes', purposes, (code) => purposeOf(ruleset, code) !== null, 'a purpose'),
  ];
}

function impossibleDays({
  announcedFrom,
  announcedAt,
  effectiveFrom,
  endsOn,
}: ArrangementVersionRequest): FieldError[] {
  const isOtherDay = announcedAt && announcedFrom && dayInJapan(new Date(announcedAt).toISOString()) !== announcedFrom;
  return [
    ...(announcedAt && !announcedFrom
      ? [{ pointer: '/terms/announcedFrom', detail: 'is missing beside announcedAt' }]
      : []),
    ...(isOtherDay ? [{ pointer: '/terms/announcedAt', detail: 'is not on the day of announcedFrom in Japan' }] : []),
    ...(endsOn && endsOn < effectiveFrom ? [{ pointer: '/terms/endsOn', detail: 'is before effectiveFrom' }] : []),
  ];
}

function impossibleTotals(totals: ControlTotalsRequest | null | undefined): FieldError[] {
  return (['transfers', 'lines'] as const).flatMap((what) => {
    const range = totals?.[what];
    return range && range.from > range.to
      ? [{ pointer: `/terms/controlTotals/${what}/to`, detail: 'is less than from' }]
      : [];
  });
}
