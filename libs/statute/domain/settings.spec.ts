import {
  aConsent,
  aJointUse,
  aLine,
  anArrangement,
  anImpliedMatter,
  aStanding,
  aTransfer,
  blocksOf,
  codesOf,
  ruleset,
} from '../testing/builders.js';
import { assess } from './assess.js';
import type { Assessment, LineFacts, TransferFacts } from './facts.js';
import type { AssociationSettings } from './settings.js';

type Settled = Partial<AssociationSettings>;

/** The judgement of one line where the association settled something, and where it said nothing. */
function judge(settings: Settled, transfer: Partial<TransferFacts>, line: Partial<LineFacts> = {}): Assessment {
  const { association } = aTransfer(transfer);
  return assess(ruleset, aTransfer({ ...transfer, association: { ...association, settings } }), aLine(line));
}

const duties = (settings: Settled, transfer: Partial<TransferFacts>, line: Partial<LineFacts> = {}) =>
  [judge({}, transfer, line), judge(settings, transfer, line)].map(({ duty }) => duty);

const to = (partyClass: TransferFacts['party']['class']) => ({ class: partyClass, location: 'JP' as const });
const x2 = { code: 'X2' as const, reason: '世帯主は本人と一体', approvedBy: '常務理事' };

describe('a contested point, law.md 10.1, by default and as the association settled it', () => {
  it.each(['OUT', 'IN'] as const)('OP1: an eligibility enquiry of another insurer (%s)', (direction) => {
    const association = { class: 'KENPO' as const, purposes: [{ code: 'U23', publishedFrom: '2022-04-01' }] };
    const enquiry = {
      direction,
      association,
      purpose: 'U23',
      party: to('KYOKAI_KENPO'),
      arrangement: anArrangement({ purposes: ['U23'], items: ['NAME', 'ELIGIBILITY_DATA', 'INJURY_ALLOWANCE'] }),
    };
    const record = direction === 'OUT' ? 'REC_CONSENT_27' : 'REC_24_1_II';
    const settled = { recordEligibilityEnquiries: false };
    expect(duties(settled, enquiry, { items: ['NAME', 'ELIGIBILITY_DATA'] })).toEqual([record, 'NONE']);
    expect(duties(settled, enquiry, { items: ['NAME', 'INJURY_ALLOWANCE'] })).toEqual([record, record]);
  });

  it('OP2: an eligibility notice to the household', () => {
    const arrangement = anImpliedMatter({ exclusion: x2, items: ['ELIGIBILITY_DATA', 'HOUSEHOLD_MEDICAL_COST'] });
    const notice = { arrangement, party: to('HOUSEHOLD') };
    const settled = { eligibilityNoticeIsHouseholdNotice: false };
    expect(duties(settled, notice, { items: ['ELIGIBILITY_DATA'] })).toEqual(['NONE', 'REC_CONSENT_27']);
    expect(duties(settled, notice, { items: ['HOUSEHOLD_MEDICAL_COST'] })).toEqual(['NONE', 'NONE']);
  });

  it('OP3: a public hospital as the other side, art. 58(2)', () => {
    const settled = { recordPublicHospitals: false };
    expect(duties(settled, { party: to('PUBLIC_HOSPITAL') })).toEqual(['REC_CONSENT_27', 'NONE']);
    expect(duties(settled, { party: to('PUBLIC_HOSPITAL'), direction: 'IN' })).toEqual(['REC_24_1_II', 'NONE']);
    expect(duties(settled, { party: to('MEDICAL_INSTITUTION') })).toEqual(['REC_CONSENT_27', 'REC_CONSENT_27']);
  });

  it('OP5: the role in an employer’s stress check; consent is asked in every role', () => {
    const arrangement = anArrangement({ items: ['STRESS_CHECK_RESULT'] });
    const returned = (ground: TransferFacts['ground'], standing = [aConsent()]) => {
      const line = { items: ['STRESS_CHECK_RESULT'], standing };
      return (['per-contract', 'entrustee', 'controller'] as const).map((stressCheckRole) =>
        blocksOf(judge({ stressCheckRole }, { arrangement, ground }, line)),
      );
    };
    const entrusted = { route: 'N1', supervisionRef: 's' } as const;
    expect(returned({ ...entrusted, contractRef: 'c' })).toEqual([[], [], ['STRESS_CHECK_NOT_ENTRUSTED']]);
    expect(returned(entrusted)).toEqual([['CONTRACT_MISSING'], [], ['CONTRACT_MISSING', 'STRESS_CHECK_NOT_ENTRUSTED']]);
    expect(returned({ ...entrusted, contractRef: 'c' }, []).map((codes) => codes[0])).toEqual(
      Array.from({ length: 3 }, () => 'STRESS_CHECK_CONSENT'),
    );
  });

  it('OP6: data from a private person', () => {
    const received = { direction: 'IN' as const, party: to('PRIVATE_PERSON') };
    expect(duties({ recordPrivateProviders: false }, received)).toEqual(['REC_24_1_IV', 'NONE']);
  });

  it('OP7: an objection to some items of an implied matter', () => {
    const arrangement = anImpliedMatter();
    const scope = { classes: [], parties: [], items: ['CHECKUP_ATTENDANCE'], purposes: [] };
    const standing = [aStanding({ kind: 'OBJECTION', scope })];
    const blocks = (suppressSensitiveLines: boolean, items: string[]) =>
      blocksOf(judge({ suppressSensitiveLines }, { arrangement }, { standing, items }));
    expect(blocks(true, ['NAME'])).toEqual([]);
    expect(blocks(true, ['NAME', 'CHECKUP_ATTENDANCE'])).toEqual(['OBJECTED']);
    expect(blocks(false, ['NAME'])).toEqual(['OBJECTED']);
  });

  it('OP8: the reform that has no rules yet changes nothing', () => {
    expect(judge({ reform2026: true }, {})).toEqual(judge({}, {}));
  });

  it('OP10: storage that its vendor cannot touch, where that was attested', () => {
    const stored = { arrangement: null, ground: { storageAttestation: '証明書1号' }, party: to('OTHER_OPERATOR') };
    const settled = { attestedStorageIsNoProvision: true };
    expect(blocksOf(judge({}, stored))).toEqual(['NO_ROUTE']);
    expect(judge(settled, stored)).toMatchObject({ allowed: true, basis: 'INTERNAL', duty: 'NONE' });
    expect(blocksOf(judge(settled, { ...stored, ground: {} }))).toEqual(['NO_ROUTE']);
  });

  it('an item outside an open list', () => {
    const arrangement = aJointUse({ itemsOpen: true });
    const outside = { items: ['NAME', 'INCOME'], standing: [] };
    expect(judge({}, { arrangement }, outside).findings).toMatchObject([
      { code: 'JOINT_ITEM_OUTSIDE', severity: 'warning', pointer: '/items/1' },
    ]);
    expect(blocksOf(judge({ openItems: 'block' }, { arrangement }, outside))).toEqual(['JOINT_ITEM_OUTSIDE']);
  });

  it('A49: an equivalent system whose check is overdue, Rules 18', () => {
    const party = { class: 'REINSURER' as const, location: 'FOREIGN_EQUIV_SYSTEM' as const };
    const arrangement = anArrangement({ equivalenceLastCheckedOn: '2025-02-01' });
    expect(blocksOf(judge({}, { party, arrangement }))).toEqual(['EQUIV_CHECK_OVERDUE']);
    const warned = judge({ equivalenceOverdue: 'warn' }, { party, arrangement });
    expect([warned.allowed, codesOf(warned)]).toEqual([true, ['EQUIV_CHECK_OVERDUE']]);
  });
});
