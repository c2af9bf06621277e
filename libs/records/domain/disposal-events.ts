import type { KeepingReason } from '#statute';

/** Lines of one transfer, as first and last of each run. */
export interface ListedLines {
  readonly transfer: string;
  readonly lines: readonly (readonly [first: number, last: number])[];
  /** True where they are on the restricted chain: named to auditors alone. Left out on the open one. */
  readonly restricted?: true;
}

/** Lines whose time is over and that are kept all the same. */
export interface KeptLines extends ListedLines {
  readonly reasons: readonly KeepingReason[];
}

/** A part of what a disposal lists; the proposal that follows it says that there is no more. */
export interface DisposalListed {
  readonly type: 'DisposalListed';
  readonly data: {
    readonly disposalId: string;
    readonly records: readonly ListedLines[];
    readonly kept: readonly KeptLines[];
  };
  readonly sealed: null;
}

/** Records whose time is over, as of a day, are proposed for disposal. */
export interface DisposalProposed {
  readonly type: 'DisposalProposed';
  readonly data: {
    readonly disposalId: string;
    readonly asOf: string;
    /** Everything up to here was seen. */
    readonly through: string;
    readonly records: number;
    readonly transfers: number;
    readonly kept: number;
    /** False where more are due than one disposal takes. */
    readonly complete: boolean;
    /** SHA-256 over what was listed, in its order; hexadecimal. */
    readonly digest: string;
  };
  readonly sealed: null;
}

/** A second person agrees. */
export interface DisposalApproved {
  readonly type: 'DisposalApproved';
  readonly data: { readonly disposalId: string };
  readonly sealed: null;
}

/** It was proposed by mistake: nobody is to approve it. */
export interface DisposalWithdrawn {
  readonly type: 'DisposalWithdrawn';
  readonly data: { readonly disposalId: string };
  readonly sealed: null;
}

/** A part of what came to be kept between proposal and execution. */
export interface RecordsSpared {
  readonly type: 'RecordsSpared';
  readonly data: { readonly disposalId: string; readonly kept: readonly KeptLines[] };
  readonly sealed: null;
}

export interface DisposalExecuted {
  readonly type: 'DisposalExecuted';
  readonly data: { readonly disposalId: string; readonly records: number; readonly spared: number };
  readonly sealed: null;
}

/** What was disposed of, for whoever asks later: how much, where it stands in the log, and a digest over it. */
export interface DisposalCertified {
  readonly type: 'DisposalCertified';
  readonly data: {
    readonly disposalId: string;
    readonly records: number;
    readonly transfers: number;
    /** Data keys that nothing kept needed any more. */
    readonly keys: number;
    /** Positions of the first and the last event that disposed of records; null where nothing was left to dispose of. */
    readonly from: string | null;
    readonly to: string | null;
    /** SHA-256 over transfer, lines, position and leaf hash of each of these events; hexadecimal. */
    readonly digest: string;
    /** The same of the open chain alone; left out where nothing of the restricted one was disposed of. */
    readonly open?: DisposedSums;
  };
  readonly sealed: null;
}

export type DisposedSums = Omit<DisposalCertified['data'], 'disposalId' | 'open'>;

export type DisposalEvent =
  | DisposalListed
  | DisposalProposed
  | DisposalApproved
  | DisposalWithdrawn
  | RecordsSpared
  | DisposalExecuted
  | DisposalCertified;
