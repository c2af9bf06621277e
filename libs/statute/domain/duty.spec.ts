import { aLine, anArrangement, aTransfer, blocksOf, ruleset } from '../testing/builders.js';
import { assess } from './assess.js';
import type { ArrangementFacts, GroundFacts, LineFacts, TransferFacts } from './facts.js';
import type { Basis } from './vocabulary.js';

function decide(transfer: Partial<TransferFacts>, line: Partial<LineFacts> = {}): string {
  const judged = assess(ruleset, aTransfer({ arrangement: null, ...transfer }), aLine(line));
  return `${judged.decidedBy}: ${judged.duty}`;
}

const excluded = (code: 'X1' | 'X2' | 'X3' | 'X4' | 'X5') => ({ code, reason: '理由', approvedBy: '責任者' });
const c1 = { route: 'C1' as const };
const party = (partyClass: TransferFacts['party']['class'], location: TransferFacts['party']['location'] = 'JP') => ({
  party: { class: partyClass, location },
});

const arranged = (basisChosen: Basis, over: Partial<ArrangementFacts> = {}) => ({
  arrangement: anArrangement({ routeChosen: null, basisChosen, ...over }),
});

describe('the duty to record a provision, art. 29', () => {
  it.each<[string, Partial<TransferFacts>]>([
    ['OUT.not-a-third-party: NONE', { ground: { basis: 'SELF' }, ...party('PRIVATE_PERSON') }],
    ['OUT.not-personal-data: NONE', { dataKind: 'STATISTICS' }],
    ['OUT.not-personal-data: NONE', { dataKind: 'PERSONAL_INFO_ONLY' }],
    ['OUT.pseudonymised: NONE', { dataKind: 'PSEUDONYMISED', ...party('EMPLOYER', 'FOREIGN_OTHER') }],
    [
      'OUT.person-related: REC_31_3',
      { dataKind: 'PERSON_RELATED', ground: { art31: { howChecked: '申告', foreignInfo: false } } },
    ],
    ['OUT.person-related-unchecked: NONE', { dataKind: 'PERSON_RELATED' }],
    [
      'OUT.person-related-unchecked: NONE',
      {
        dataKind: 'PERSON_RELATED',
        ground: { art31: { howChecked: '申告', foreignInfo: false } },
        ...party('STATE_ORGAN'),
      },
    ],
    ['OUT.art-16-2: NONE', { ground: c1, ...party('STATE_ORGAN') }],
    ['OUT.art-16-2: NONE', { ground: c1, ...party('INDEPENDENT_ADMIN') }],
    ['OUT.consent: REC_CONSENT_27', { ground: c1, ...party('PUBLIC_HOSPITAL') }],
    ['OUT.consent: REC_CONSENT_27', { ground: c1, ...party('KYOKAI_KENPO') }],
    ['OUT.exception: NONE', { ground: { route: 'F', exception: 'E2' }, ...party('INSURER', 'FOREIGN_OTHER') }],
    ['OUT.X1: NONE', { ground: { route: 'C1i', exclusion: excluded('X1') } }],
    ['OUT.X2: NONE', { ground: { route: 'C1i', exclusion: excluded('X2') }, ...party('HOUSEHOLD', 'FOREIGN_OTHER') }],
    ['OUT.X3: NONE', { ground: { route: 'X', exclusion: excluded('X3') } }],
    ['OUT.consent: REC_CONSENT_27', { ground: { ...c1, exclusion: excluded('X5') } }],
    ['OUT.consent: REC_CONSENT_27', { ground: { ...c1, exclusion: { ...excluded('X1'), approvedBy: ' ' } } }],
    ['OUT.abroad: REC_CONSENT_28', { ground: { route: 'N1' }, ...party('ENTRUSTEE', 'FOREIGN_OTHER') }],
    ['OUT.abroad: REC_CONSENT_28', { ground: c1, ...party('REINSURER', 'FOREIGN_OTHER') }],
    ['OUT.consent: REC_CONSENT_27', { ground: c1, ...party('REINSURER', 'FOREIGN_EQUIV_SYSTEM') }],
    ['OUT.entrustment-succession-joint-use: NONE', { ground: { route: 'N2' } }],
    [
      'OUT.entrustment-succession-joint-use: NONE',
      { ground: { route: 'N3' }, ...party('REINSURER', 'FOREIGN_ADEQUATE') },
    ],
    ['OUT.opt-out: REC_OPTOUT', { ground: { route: 'O' } }],
    ['OUT.consent: REC_CONSENT_27', { ground: { route: 'C1i' } }],
    ['OUT.no-route: NONE', { ground: {} }],
  ])('decides %s', (expected, transfer) => {
    expect(decide(transfer)).toBe(expected);
  });

  it.each<[string, Partial<TransferFacts>]>([
    ['SELF', { ground: { basis: 'SELF' }, ...party('PRIVATE_PERSON') }],
    ['INTERNAL', arranged('INTERNAL')],
    ['NOT_PERSONAL', { dataKind: 'STATISTICS', ...arranged('NOT_PERSONAL') }],
    ['NUM', { ...arranged('NUM', { numItem: 'viii' }), ...party('LOCAL_BODY') }],
  ])('names the basis %s in place of a route', (basis, transfer) => {
    const judged = assess(ruleset, aTransfer(transfer), aLine({ standing: [] }));
    expect(judged).toMatchObject({ basis, route: null, allowed: true, retainUntil: null });
  });

  it('is not asked where an individual number is sent, Number Act 30(2)', () => {
    expect(decide({ ground: c1, ...party('STATE_ORGAN') }, { hasMyNumber: true })).toBe('OUT.number-act: NUM_LOG');
  });

  it('keeps the date outside the statutory items under consent and inside under opt-out, Rules 20(1)', () => {
    const date = (ground: GroundFacts) =>
      assess(ruleset, aTransfer({ ground }), aLine()).statutoryFields.find((one) => one.code === 'date');
    expect(date(c1)).toEqual({ code: 'date', statutory: false });
    expect(date({ route: 'O' })).toEqual({ code: 'date', statutory: true });
  });
});

describe('the duty to confirm and record a receipt, art. 30', () => {
  it.each<[string, Partial<TransferFacts>]>([
    ['IN.not-personal-data: NONE', { dataKind: 'ANONYMISED' }],
    ['IN.pseudonymised: NONE', { dataKind: 'PSEUDONYMISED' }],
    ['IN.art-16-2: NONE', { ground: c1, ...party('LOCAL_BODY') }],
    ['IN.exception-or-27-5: NONE', { ground: { route: 'E1' } }],
    ['IN.exception-or-27-5: NONE', { ground: { route: 'N3' } }],
    ['IN.from-the-person: NONE', { ground: { basis: 'SELF' }, ...party('PRIVATE_PERSON') }],
    ['IN.X1: NONE', { ground: { ...c1, exclusion: excluded('X1') } }],
    ['IN.X2: NONE', { ground: { ...c1, exclusion: excluded('X2') } }],
    ['IN.X3: NONE', { ground: { ...c1, exclusion: excluded('X3') } }],
    ['IN.X4: NONE', { dataKind: 'PERSONAL_INFO_ONLY', ground: { ...c1, exclusion: excluded('X4') } }],
    ['IN.X5: NONE', { ground: { exclusion: excluded('X5') }, ...party('PRIVATE_PERSON') }],
    ['IN.consent: REC_24_1_II', { dataKind: 'PERSONAL_INFO_ONLY', ground: c1 }],
    ['IN.person-related: REC_24_1_III', { ground: { route: 'P' } }],
    ['IN.not-a-business-operator: REC_24_1_IV', { ground: {}, ...party('PRIVATE_PERSON') }],
    ['IN.not-a-business-operator: REC_24_1_IV', { ground: c1, ...party('PRIVATE_PERSON') }],
    ['IN.opt-out: REC_24_1_I', { ground: { route: 'O' } }],
    ['IN.consent: REC_24_1_II', { ground: c1 }],
    ['IN.consent: REC_24_1_II', { ground: { route: 'F' } }],
    ['IN.no-route: NONE', { ground: {} }],
  ])('decides %s', (expected, transfer) => {
    expect(decide({ direction: 'IN', ...transfer })).toBe(expected);
  });

  it('quarantines what has no route', () => {
    expect(blocksOf(assess(ruleset, aTransfer({ direction: 'IN', arrangement: null }), aLine()))).toEqual(['NO_ROUTE']);
  });

  it('is not asked where an individual number came, Number Act 30(2)', () => {
    expect(decide({ direction: 'IN', ground: c1 }, { hasMyNumber: true })).toBe('IN.number-act: NUM_LOG');
  });
});
