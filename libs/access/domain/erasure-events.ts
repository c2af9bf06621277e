/** What of a member has to be kept by law, is held, or waits for an answer, and until when. */
export interface MemberDuty {
  readonly kind: MemberDutyKind;
  /** Never of records: whoever counts those of the register would know how many are on the restricted chain. */
  readonly count?: number;
  /** The last day on which any of it has to be kept, of records of the open chain; null where that is not known, or not told. */
  readonly until: string | null;
}

/** Records of provision and receipt are one kind, of which the same is told whichever chains have them. */
export const MEMBER_DUTY_KINDS = ['RECORD', 'HOLD', 'OPEN_REQUEST'] as const;
export type MemberDutyKind = (typeof MEMBER_DUTY_KINDS)[number];

/** All that is known of the member who is its subject is to be made unreadable. Why is sealed for the association. */
export interface ErasureProposed {
  readonly type: 'ErasureProposed';
  readonly data: {
    readonly erasureId: string;
    /** Of `statute/rulesets/erasures.json`. */
    readonly basis: string;
    /** Why it is done although records are due; left out where none has to be. */
    readonly despite?: string;
  };
  readonly sealed: {
    readonly reason: string;
    readonly despiteReason?: string;
    /** All references of the person then: what is agreed on is the erasure of these, and of no other. */
    readonly references: readonly string[];
  };
}

/** A second person agrees. */
export interface ErasureApproved {
  readonly type: 'ErasureApproved';
  readonly data: { readonly erasureId: string };
  readonly sealed: null;
}

/** It was proposed by mistake: nobody is to approve it. */
export interface ErasureWithdrawn {
  readonly type: 'ErasureWithdrawn';
  readonly data: { readonly erasureId: string };
  readonly sealed: null;
}

/** In the stream of a reference: its keys are gone, and with them all that they sealed. Nobody is known under it any more. */
export interface KeyDestroyed {
  readonly type: 'KeyDestroyed';
  readonly data: { readonly erasureId: string; readonly keyIds: readonly string[] };
  readonly sealed: null;
}

/** Nothing of the person can be read any more. */
export interface ErasureExecuted {
  readonly type: 'ErasureExecuted';
  readonly data: {
    readonly erasureId: string;
    /** References of the person. */
    readonly references: number;
    /** Data keys that are gone. */
    readonly keys: number;
    /** The newest version of the association's key then: backups of before are closed once it is retired too. */
    readonly keyVersion: number;
    /** What was due all the same. */
    readonly despite: readonly MemberDuty[];
  };
  readonly sealed: null;
}

const COUNTED_REGISTERS = ['PROVISION_RECORD', 'RECEIPT_RECORD'];

export interface DutyOfBefore {
  readonly kind: string;
  readonly count: number;
  readonly until: string | null;
}

/** Before the second version records of each register were counted, whichever chains they were on. */
export function withoutCountsOfRecords({
  despite,
  ...data
}: Omit<ErasureExecuted['data'], 'despite'> & { readonly despite: readonly DutyOfBefore[] }): ErasureExecuted['data'] {
  const others = despite.filter(({ kind }) => !COUNTED_REGISTERS.includes(kind)) as readonly MemberDuty[];
  const records: MemberDuty[] = others.length < despite.length ? [{ kind: 'RECORD', until: null }] : [];
  return { ...data, despite: [...records, ...others] };
}

export type ErasureEvent = ErasureProposed | ErasureApproved | ErasureWithdrawn | ErasureExecuted;

export const erasureStream = (erasureId: string) => `erasure-${erasureId}`;
