/** An act of two persons as it stands: one proposes it, another one approves it, and only then is it done. */
export interface FourEyesAct {
  readonly status: 'proposed' | 'withdrawn' | 'approved' | 'executed' | 'revoked';
  /** Who proposed and who approved it, as events name accounts: whatever role an account acts in, it is one person. */
  readonly proposedBy: string;
  readonly approvedBy: string | null;
}

/** Why an account may not do now what it wants to. */
export type FourEyesFault = 'same-person' | 'withdrawn' | 'approved' | 'not-approved';

/** `known`: it was done before, and is the same. */
export type FourEyesVerdict = 'new' | 'known' | FourEyesFault;

/** Whoever proposed it cannot approve it; one approval is enough, and a second one is none. */
export function judgeApproval({ status, proposedBy, approvedBy }: FourEyesAct, account: string): FourEyesVerdict {
  if (account === proposedBy) return 'same-person';
  if (status === 'withdrawn') return 'withdrawn';
  if (account === approvedBy) return 'known';
  return status === 'proposed' ? 'new' : 'approved';
}

/** A proposal may be withdrawn by anybody who could approve it, its proposer too; what was approved may be under way. */
export function judgeWithdrawal({ status }: FourEyesAct): FourEyesVerdict {
  if (status === 'withdrawn') return 'known';
  return status === 'proposed' ? 'new' : 'approved';
}

/** What takes nothing back when it is withdrawn: until it is done, it may be, by anybody who could have approved it. */
export function judgeLateWithdrawal(act: FourEyesAct): Exclude<FourEyesVerdict, 'approved'> | 'executed' {
  if (act.status === 'approved') return 'new';
  const verdict = judgeWithdrawal(act);
  return verdict === 'approved' ? 'executed' : verdict;
}

/** What two persons agreed on is done by either of them, or by a third. */
export function judgeExecution({ status }: FourEyesAct): FourEyesVerdict {
  if (status === 'executed') return 'known';
  if (status === 'withdrawn') return 'withdrawn';
  return status === 'approved' ? 'new' : 'not-approved';
}

export function isFault(verdict: FourEyesVerdict): verdict is FourEyesFault {
  return verdict !== 'new' && verdict !== 'known';
}
