import {
  isFault,
  judgeApproval,
  judgeExecution,
  judgeWithdrawal,
  type FourEyesAct,
  type FourEyesVerdict,
} from './four-eyes.js';

const act = (status: FourEyesAct['status'], approvedBy: string | null = null): FourEyesAct => ({
  status,
  proposedBy: 'first',
  approvedBy,
});
const PROPOSED = act('proposed');
const WITHDRAWN = act('withdrawn');
const APPROVED = act('approved', 'second');
const EXECUTED = act('executed', 'second');
const REVOKED = act('revoked', 'second');

describe('an act of two persons', () => {
  it.each([PROPOSED, WITHDRAWN, APPROVED, EXECUTED, REVOKED])('is never approved by its proposer: $status', (one) => {
    expect(judgeApproval(one, 'first')).toBe('same-person');
  });

  it('is approved by another one, once', () => {
    expect(judgeApproval(PROPOSED, 'second')).toBe('new');
    for (const one of [APPROVED, EXECUTED, REVOKED]) {
      expect(judgeApproval(one, 'second')).toBe('known');
      expect(judgeApproval(one, 'third')).toBe('approved');
    }
  });

  it('that was withdrawn is approved by nobody', () => {
    expect(judgeApproval(WITHDRAWN, 'second')).toBe('withdrawn');
    expect(judgeApproval(act('withdrawn', 'second'), 'second')).toBe('withdrawn');
  });

  it('is withdrawn until it is approved', () => {
    const all = [PROPOSED, WITHDRAWN, APPROVED, EXECUTED].map(judgeWithdrawal);
    expect(all).toEqual(['new', 'known', 'approved', 'approved']);
  });

  it('is executed after it was approved, and not before', () => {
    const all = [PROPOSED, WITHDRAWN, APPROVED, EXECUTED, REVOKED].map(judgeExecution);
    expect(all).toEqual(['not-approved', 'withdrawn', 'new', 'known', 'not-approved']);
  });

  it('has faults that are no leave', () => {
    const all: FourEyesVerdict[] = ['new', 'known', 'same-person', 'withdrawn', 'approved', 'not-approved'];
    expect(all.filter(isFault)).toEqual(['same-person', 'withdrawn', 'approved', 'not-approved']);
  });
});
