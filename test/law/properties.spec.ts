import fc from 'fast-check';
import * as statute from '#statute';
import type { LineFacts, TransferFacts } from '#statute';
import { lines, settings, transfers } from './arbitraries.js';
import { aLine, anArrangement, aStanding, aTransfer, ruleset } from '../../libs/statute/testing/builders.js';

const RUNS = { numRuns: 1_000 };
const transfer = transfers(settings);
const line = lines;

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
      fc.property(fc.stringMatching(/^\d{11}$/), fc.boolean(), (digits, wide) => {
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
