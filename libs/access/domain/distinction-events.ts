interface Words {
  readonly ja: string;
  readonly en: string;
}

/** By what it was seen that two references are of two people. */
export const DISTINCTION_EVIDENCE = {
  FAMILY_REGISTER: { ja: '戸籍', en: 'Family register' },
  RESIDENT_RECORD: { ja: '住民票', en: 'Resident record' },
  IDENTITY_DOCUMENTS: { ja: '両者の本人確認書類', en: 'Identity documents of both' },
  EMPLOYER_STATEMENT: { ja: '事業主の申立て', en: 'Statement of the employer' },
  OTHER: { ja: 'その他', en: 'Other' },
} as const satisfies Readonly<Record<string, Words>>;

export type DistinctionEvidence = keyof typeof DISTINCTION_EVIDENCE;
export const DISTINCTION_EVIDENCE_CODES = Object.keys(DISTINCTION_EVIDENCE) as readonly DistinctionEvidence[];

interface Of {
  readonly distinctionId: string;
}

/** Two references that look like one person are of two. Whose they are is sealed for the association: no leaf names both. */
export interface DistinctionProposed {
  readonly type: 'DistinctionProposed';
  readonly data: Of & { readonly evidence: DistinctionEvidence };
  /** Both in order. */
  readonly sealed: { readonly members: readonly [string, string]; readonly reason: string };
}

/** A second officer agrees: only now it counts. */
export interface DistinctionApproved {
  readonly type: 'DistinctionApproved';
  readonly data: Of;
  readonly sealed: null;
}

/** It was proposed by mistake: nobody is to approve it. */
export interface DistinctionWithdrawn {
  readonly type: 'DistinctionWithdrawn';
  readonly data: Of;
  readonly sealed: null;
}

/** It was wrong: the two may be one person after all. */
export interface DistinctionRevoked {
  readonly type: 'DistinctionRevoked';
  readonly data: Of;
  readonly sealed: { readonly reason: string };
}

export type DistinctionEvent = DistinctionProposed | DistinctionApproved | DistinctionWithdrawn | DistinctionRevoked;

/** All of an association's in one stream: they are few. */
export const DISTINCTIONS_STREAM = 'distinctions';
