import fc from 'fast-check';
import * as statute from '#statute';
import type { ArrangementFacts, GroundFacts, LineFacts, StandingFacts, TransferFacts } from '#statute';
import { aLine, anArrangement, aStanding, aTransfer } from '../../libs/statute/testing/builders.js';

/** Facts of every kind, lawful or not, for specs that hold for all of them. */
const day = fc.integer({ min: -700, max: 700 }).map((days) => statute.addDays('2026-04-01', days));
// Most of what was declared was declared before the send.
const instant = fc
  .integer({ min: -700, max: 60 })
  .map((days) => `${statute.addDays('2026-04-01', days)}T05:00:00.000Z`);
const text = fc.constantFrom(null, '', '理由');
const flag = fc.boolean();
const optional = <T>(values: readonly T[]) => fc.option(fc.constantFrom(...values), { freq: 5 });
// Null four times of five.
const rarely = <T>(values: readonly T[]) =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: fc.constantFrom(...values) });
const said = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const items = fc.subarray([
  'NAME',
  'INCOME',
  'CLAIM_COPY',
  'SYMBOL_NUMBER',
  'INDIVIDUAL_NUMBER',
  'STRESS_CHECK_RESULT',
  'ELIGIBILITY_DATA',
  'UNKNOWN',
]);
const purposes = fc.subarray(['U06', 'U08', 'U23']);
const country = fc.constantFrom(null, 'JP', 'DE', 'US');
const exclusion = fc.option(
  fc.record({
    code: fc.constantFrom(...statute.EXCLUSIONS),
    reason: fc.constantFrom('', 'r'),
    approvedBy: fc.constantFrom('', 'a'),
  }),
);
const law = fc.record({
  act: fc.constantFrom('', '法'),
  article: fc.constant('1'),
  requestRef: fc.constantFrom('', 'r'),
});
const infoGiven = fc.record({ country: flag, system: flag, measures: flag, unknownReason: text });

const ground: fc.Arbitrary<GroundFacts> = fc.record({
  route: optional([...statute.ROUTES, 'C1', 'C1i', 'X', 'X']),
  basis: rarely(statute.BASES),
  exception: rarely(statute.EXCEPTIONS),
  exclusion,
  numItem: optional(statute.NUM_ITEMS),
  law: fc.option(law),
  protects: text,
  whyConsentDifficult: text,
  body: text,
  duty: text,
  hindrance: text,
  contractRef: text,
  supervisionRef: text,
  optOut: fc.option(fc.record({ filingNo: fc.constantFrom('', '1'), published: flag, tainted: flag })),
  foreign: fc.option(fc.record({ country: fc.constantFrom('US', '米国'), infoGiven })),
  art31: fc.option(fc.record({ howChecked: text, foreignInfo: flag })),
  sale: flag,
  delivery: optional(statute.DELIVERIES),
  investigation: flag,
  research: fc.option(fc.record({ purpose: fc.constantFrom('', '疫学'), noUnfairHarm: flag })),
  storageAttestation: text,
});

const arrangement: fc.Arbitrary<ArrangementFacts> = fc
  .record({
    kind: fc.constantFrom(...statute.ARRANGEMENT_KINDS),
    announcedFrom: fc.option(day),
    effectiveFrom: day,
    items,
    itemsOpen: flag,
    purposes,
    routeChosen: optional(statute.ROUTES),
    basisChosen: rarely(statute.BASES),
    numItem: optional(statute.NUM_ITEMS),
    partyIncluded: flag,
    recordMethod: optional(statute.RECORD_METHODS),
    equivalenceLastCheckedOn: fc.option(day),
    law: said(fc.constant({ act: '法', article: '1' })),
  })
  .map(anArrangement);

const record = fc.record({
  method: optional(statute.RECORD_METHODS),
  madeOn: day,
  seriesClosed: flag,
  lastOn: day,
  proxyMethod: said(optional(statute.RECORD_METHODS)),
  base: said(fc.option(fc.record({ record: fc.constant('r'), kept: flag, omits: fc.constant(['party']) }))),
  servesPerson: said(flag),
});
const confirmation = fc.option(
  fc.record({
    providerHow: text,
    acquisition: text,
    acquisitionHow: text,
    sameAs: said(fc.record({ record: fc.constant('r'), kept: flag })),
  }),
);

/** A transfer of an association that said nothing on the contested points, or of one that settled some. */
export const transfers = (settings: fc.Arbitrary<TransferFacts['association']['settings']>) =>
  fc
    .record({
      direction: fc.constantFrom(...statute.DIRECTIONS),
      phase: fc.constantFrom('planned' as const, 'done' as const),
      occurredAt: fc.option(fc.constant('2026-04-01T03:00:00.000Z')),
      association: fc.record({
        class: fc.constantFrom(...statute.ASSOCIATION_CLASSES),
        purposes: fc.constant([{ code: 'U08', publishedFrom: '2022-04-01' }]),
        settings,
      }),
      party: fc.record({
        class: fc.constantFrom(...statute.PARTY_CLASSES),
        location: fc.constantFrom(...statute.LOCATIONS),
        country,
      }),
      arrangement: fc.option(arrangement, { freq: 3 }),
      dataKind: fc.constantFrom('PERSONAL_DATA' as const, 'PERSONAL_DATA' as const, ...statute.DATA_KINDS),
      purpose: fc.constantFrom('U06', 'U08', 'U08', 'U23'),
      ground,
      confirmation,
      record,
      groupSize: said(fc.option(fc.integer({ min: 1, max: 20 }))),
      lineCount: said(fc.integer({ min: 1, max: 20 })),
      numberSuspected: said(flag),
    })
    .map((facts) => aTransfer(facts as Partial<TransferFacts>));

export const settings = fc.record(
  {
    recordPublicHospitals: flag,
    recordEligibilityEnquiries: flag,
    eligibilityNoticeIsHouseholdNotice: flag,
    recordPrivateProviders: flag,
    suppressSensitiveLines: flag,
    equivalenceOverdue: fc.constantFrom('block' as const, 'warn' as const),
    openItems: fc.constantFrom('block' as const, 'warn' as const),
    stressCheckRole: fc.constantFrom('per-contract' as const, 'entrustee' as const, 'controller' as const),
    attestedStorageIsNoProvision: flag,
    consentAloneFrom: fc.constantFrom(13, 16, 18),
  },
  { requiredKeys: [] },
);

const scope = fc.record({
  classes: fc.constantFrom([], ['EMPLOYER' as const]),
  parties: fc.constant([]),
  items: fc.constantFrom([], [], ['NAME']),
  purposes: fc.constant([]),
});
const standing: fc.Arbitrary<StandingFacts> = fc
  .record({
    id: fc.constantFrom('a', 'b'),
    kind: fc.constantFrom(...statute.STANDING_KINDS, 'OBJECTION' as const, 'OBJECTION' as const),
    matter: fc.constantFrom(null, 'arr-1', 'arr-1', 'arr-2'),
    scope,
    receivedAt: instant,
    effectiveFrom: instant,
    withdrawnAt: fc.oneof({ weight: 4, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: instant }),
    by: said(fc.constantFrom(null, 'self' as const, 'representative' as const)),
    ageWhenDeclared: said(fc.constantFrom(0, 12, 13, 15, 16, 17)),
    foreignInfo: said(fc.option(fc.record({ country, system: flag, measures: flag, unknownReason: text }))),
  })
  .map((facts) => aStanding(facts as Partial<StandingFacts>));

export const lines: fc.Arbitrary<LineFacts> = fc
  .record({
    items,
    hasMyNumber: fc.constantFrom(false, false, false, true),
    standing: fc.array(standing, { maxLength: 4 }),
    consentId: fc.constantFrom(null, null, 'a', 'z'),
    deceasedOn: said(fc.option(day)),
    aboutLivingRelative: said(flag),
  })
  .map((facts) => aLine(facts as Partial<LineFacts>));
