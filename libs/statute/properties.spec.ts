import fc from 'fast-check';
import * as statute from './index.js';
import type { ArrangementFacts, GroundFacts, LineFacts, StandingFacts, TransferFacts } from './index.js';
import { aLine, anArrangement, aStanding, aTransfer, ruleset } from './testing/builders.js';

const RUNS = { numRuns: 1_000 };
const day = fc.integer({ min: -700, max: 700 }).map((days) => statute.addDays('2026-04-01', days));
const instant = day.map((on) => `${on}T05:00:00.000Z`);
const text = fc.constantFrom(null, '', '理由');
const flag = fc.boolean();
const optional = <T>(values: readonly T[]) => fc.option(fc.constantFrom(...values));
const items = fc.subarray([
  'NAME',
  'INCOME',
  'CLAIM_COPY',
  'SYMBOL_NUMBER',
  'INDIVIDUAL_NUMBER',
  'STRESS_CHECK_RESULT',
  'UNKNOWN',
]);
const purposes = fc.subarray(['U06', 'U08']);
const exclusion = fc.option(
  fc.record({
    code: fc.constantFrom(...statute.EXCLUSIONS),
    reason: fc.constantFrom('', 'r'),
    approvedBy: fc.constantFrom('', 'a'),
  }),
);

const ground: fc.Arbitrary<GroundFacts> = fc.record({
  route: optional(statute.ROUTES),
  basis: optional(statute.BASES),
  exception: optional(statute.EXCEPTIONS),
  exclusion,
  numItem: optional(statute.NUM_ITEMS),
  protects: text,
  whyConsentDifficult: text,
  body: text,
  duty: text,
  hindrance: text,
  contractRef: text,
  optOut: fc.option(fc.record({ filingNo: fc.constantFrom('', '1'), published: flag })),
  sale: flag,
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
    basisChosen: optional(statute.BASES),
    numItem: optional(statute.NUM_ITEMS),
    partyIncluded: flag,
    recordMethod: optional(statute.RECORD_METHODS),
  })
  .map(anArrangement);
const transfer: fc.Arbitrary<TransferFacts> = fc
  .record({
    direction: fc.constantFrom(...statute.DIRECTIONS),
    phase: fc.constantFrom('planned' as const, 'done' as const),
    occurredAt: fc.option(fc.constant('2026-04-01T03:00:00.000Z')),
    association: fc.record({
      class: fc.constantFrom(...statute.ASSOCIATION_CLASSES),
      purposes: fc.constant([{ code: 'U08', publishedFrom: '2022-04-01' }]),
    }),
    party: fc.record({
      class: fc.constantFrom(...statute.PARTY_CLASSES),
      location: fc.constantFrom(...statute.LOCATIONS),
    }),
    arrangement: fc.option(arrangement),
    dataKind: fc.constantFrom(...statute.DATA_KINDS),
    purpose: fc.constantFrom('U06', 'U08'),
    ground,
    record: fc.record({ method: optional(statute.RECORD_METHODS), madeOn: day, seriesClosed: flag, lastOn: day }),
  })
  .map(aTransfer);
const standing: fc.Arbitrary<StandingFacts> = fc
  .record({
    id: fc.constantFrom('a', 'b'),
    kind: fc.constantFrom(...statute.STANDING_KINDS),
    matter: fc.constantFrom(null, 'arr-1', 'arr-2'),
    receivedAt: instant,
    effectiveFrom: instant,
    withdrawnAt: fc.option(instant),
  })
  .map(aStanding);
const line: fc.Arbitrary<LineFacts> = fc
  .record({
    items,
    hasMyNumber: flag,
    standing: fc.array(standing, { maxLength: 4 }),
    consentId: fc.constantFrom(null, null, 'a', 'z'),
  })
  .map(aLine);

/** Null where the promise holds for every judgement; the counterexample otherwise. */
function broken(holds: (judged: statute.Assessment, transfer: TransferFacts, line: LineFacts) => void): string | null {
  const promise = fc.property(transfer, line, (facts, one) => holds(statute.assess(ruleset, facts, one), facts, one));
  return fc.defaultReportMessage(fc.check(promise, RUNS)) ?? null;
}

describe('every judgement', () => {
  it('gives the same answer to the same facts, and to lines judged one after another', () => {
    fc.assert(
      fc.property(transfer, line, line, (facts, one, other) => {
        const judge = statute.prepare(ruleset, facts);
        const first = judge(one);
        expect(judge(other)).toEqual(statute.assess(ruleset, facts, other));
        expect(judge(one)).toEqual(first);
        expect(statute.assess(ruleset, facts, one)).toEqual(first);
      }),
      RUNS,
    );
  });

  it('cites at least one article, in both languages, and names the rule that decided', () => {
    expect(
      broken((judged) => {
        expect(judged.citations.length).toBeGreaterThan(0);
        expect(judged.citations.every((one) => one.ja !== '' && one.en !== '')).toBe(true);
        expect(judged.tried).toContainEqual({ rule: judged.decidedBy, hit: true });
      }),
    ).toBeNull();
  });

  it('is allowed exactly where nothing blocks', () => {
    expect(
      broken((judged) => expect(judged.allowed).toBe(!judged.findings.some((one) => one.severity === 'blocking'))),
    ).toBeNull();
  });

  it('gives an end and a method only where a record is due', () => {
    expect(
      broken(({ duty, method, retainUntil }) => {
        const due = duty !== 'NONE' && duty !== 'NUM_LOG';
        expect(method !== null).toBe(due);
        if (retainUntil !== null) expect(due && statute.isDay(retainUntil)).toBe(true);
      }),
    ).toBeNull();
  });

  it('never lets an individual number pass without an item of Number Act 19', () => {
    expect(
      broken((judged, { ground: said, arrangement: standingGround }, { hasMyNumber }) => {
        if (hasMyNumber && !said.numItem && !standingGround?.numItem) expect(judged.allowed).toBe(false);
      }),
    ).toBeNull();
  });

  it('never lets sensitive data pass by opt-out, art. 27(2)', () => {
    expect(
      broken((judged, _, { items: sent }) => {
        if (judged.route === 'O' && sent.includes('CLAIM_COPY') && judged.duty === 'REC_OPTOUT')
          expect(judged.allowed).toBe(false);
      }),
    ).toBeNull();
  });

  it('names the consent of every line that passes on consent, art. 27(1), 28(1)', () => {
    expect(
      broken((judged, { direction, dataKind }) => {
        const rests =
          judged.route === 'C1' && judged.exception === null && direction === 'OUT' && dataKind === 'PERSONAL_DATA';
        if (rests && judged.allowed) expect(judged.consentId).not.toBeNull();
      }),
    ).toBeNull();
  });

  it('does not depend on whether the send is planned or done', () => {
    expect(
      broken((judged, facts, one) => {
        expect(statute.assess(ruleset, { ...facts, phase: facts.phase === 'done' ? 'planned' : 'done' }, one)).toEqual(
          judged,
        );
      }),
    ).toBeNull();
  });
});

describe('lines judged together', () => {
  const judge = statute.prepare(
    ruleset,
    aTransfer({ arrangement: anArrangement({ kind: 'implied-consent', routeChosen: 'C1i' }) }),
  );
  const objection = aStanding({ id: 'o', kind: 'OBJECTION' });

  it('share no judgement where they differ to the law', () => {
    expect(judge(aLine({ standing: [] })).allowed).toBe(true);
    expect(judge(aLine({ standing: [objection] })).allowed).toBe(false);
    expect(judge(aLine({ standing: [{ ...objection, kind: 'RESERVATION' }] })).allowed).toBe(false);
    expect(judge(aLine({ standing: [{ ...objection, kind: 'STOP' }] })).allowed).toBe(false);
    expect(judge(aLine({ standing: [], hasMyNumber: true })).allowed).toBe(false);
    expect(judge(aLine({ standing: [], items: ['INCOME'] })).findings).toHaveLength(1);
  });

  it('name each its own consent', () => {
    const byConsent = statute.prepare(ruleset, aTransfer());
    const named = ['a', 'b'].map((id) => byConsent(aLine({ standing: [aStanding({ id })] })).consentId);
    expect(named).toEqual(['a', 'b']);
  });
});

describe('the detector', () => {
  it('finds every valid number written in one run, in any digits', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{11}$/), flag, (digits, wide) => {
        const number = digits + String(statute.checkDigitOf(digits));
        const written = wide ? number.replace(/\d/g, (one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0)) : number;
        expect(statute.maskMyNumbers(`番号${written}。`)).toEqual({ text: `番号${'*'.repeat(12)}。`, found: 1 });
      }),
      RUNS,
    );
  });

  it('never throws, keeps the length, and leaves nothing to find', () => {
    const noise = fc.string({ unit: fc.constantFrom(...'0189１８ -－ー　あa'), maxLength: 60 });
    fc.assert(
      fc.property(noise, (written) => {
        const masked = statute.maskMyNumbers(written).text;
        expect(masked).toHaveLength(written.length);
        expect(statute.myNumberSuspects(masked)).toEqual([]);
      }),
      RUNS,
    );
  });
});
