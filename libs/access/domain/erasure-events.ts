/** What of a member has to be kept by law, is held, or waits for an answer: how much of each kind, and until when. */
export interface MemberDuty {
  readonly kind: MemberDutyKind;
  readonly count: number;
  /** The last day on which any of it has to be kept; null where that is not known yet. */
  readonly until: string | null;
}

export const MEMBER_DUTY_KINDS = ['PROVISION_RECORD', 'RECEIPT_RECORD', 'HOLD', 'OPEN_REQUEST'] as const;
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

export type ErasureEvent = ErasureProposed | ErasureApproved | ErasureWithdrawn | ErasureExecuted;

export const erasureStream = (erasureId: string) => `erasure-${erasureId}`;
