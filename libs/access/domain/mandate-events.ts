import type { Day } from '#statute';

/** Somebody is to audit the association from a day to a day. Who it is, is told by the keyed name of the account. */
export interface MandateProposed {
  readonly type: 'MandateProposed';
  readonly data: {
    readonly mandateId: string;
    readonly account: string;
    readonly from: Day;
    /** The last day. */
    readonly until: Day;
  };
  /** The subject as it was given: whoever approves has to know who it is. */
  readonly sealed: { readonly purpose: string; readonly subject: string };
}

/** A second officer agrees. */
export interface MandateApproved {
  readonly type: 'MandateApproved';
  readonly data: { readonly mandateId: string };
  readonly sealed: null;
}

/** It was proposed by mistake: nobody is to approve it. */
export interface MandateWithdrawn {
  readonly type: 'MandateWithdrawn';
  readonly data: { readonly mandateId: string };
  readonly sealed: null;
}

/** It ends now, before its last day. */
export interface MandateRevoked {
  readonly type: 'MandateRevoked';
  readonly data: { readonly mandateId: string };
  readonly sealed: { readonly reason: string };
}

export type MandateEvent = MandateProposed | MandateApproved | MandateWithdrawn | MandateRevoked;

/** All of an association's in one stream: they are few, and the guard asks for them. */
export const MANDATES_STREAM = 'mandates';
