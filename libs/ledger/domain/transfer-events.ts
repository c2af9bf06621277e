import type {
  Basis,
  DataKind,
  Direction,
  Duty,
  Exception,
  Exclusion,
  Means,
  MemberView,
  RecordMethod,
  Route,
} from '#statute';
import type { LineRanges } from './line-ranges.js';
import type { PartyInPlace } from './party-events.js';

/** How a version of a transfer came to be. */
export type Change = 'correction' | 'completion' | null;

/** Lines left out for the same findings. */
export interface DroppedLines {
  readonly lines: LineRanges;
  readonly findings: readonly string[];
}

/** What a transfer says of itself without naming anybody. */
export interface TransferHeader {
  readonly version: number;
  readonly change: Change;
  readonly phase: 'planned' | 'done';
  readonly source: string;
  readonly direction: Direction;
  readonly arrangement: { readonly id: string; readonly version: number } | null;
  /** Null when it is in the sealed part: an inline party, or a highly sensitive arrangement. */
  readonly party: string | null;
  readonly occurredAt: string | null;
  readonly occurredOn: string;
  readonly period: { readonly from: string; readonly to: string } | null;
  readonly dataKind: DataKind;
  readonly purpose: string;
  readonly means: Means;
  /** Null when sealed. */
  readonly items: readonly string[] | null;
  /** Day on which the statutory record was made, in Japan. */
  readonly madeOn: string;
  readonly methodAsked: RecordMethod | null;
  /** How its records hang together with others; left out where they do not. */
  readonly record?: RecordLinks;
  /** The register of before from which it was taken over; left out where it was posted to the ledger. */
  readonly earlier?: EarlierRegister;
  readonly count: number;
  /** Lines of a plan that the law forbade and that were left out, counted as they were posted; null where none was. */
  readonly dropped: readonly DroppedLines[] | null;
  /** True where an individual number was found in a text and masked. */
  readonly masked: boolean;
  /** Keyed digest of what was posted. */
  readonly requestDigest: string;
}

/** A record that was kept elsewhere until a day: its own days are what that register says, and nothing proves them. */
export interface EarlierRegister {
  /** The mapping by which it was read. */
  readonly register: string;
  /** The day on which it came into the ledger. */
  readonly notEvidencedBefore: string;
}

/** Methods by which one record grows with every send. */
export type SeriesMethod = 'BATCH' | 'CONTRACT';

/** What ties the records of a transfer to other records. */
export interface RecordLinks {
  /** The series of which they are a part, where they are made in one. */
  readonly series?: { readonly id: string; readonly method: SeriesMethod };
  /** The method by which the other side made them for the association. */
  readonly proxyMethod?: RecordMethod;
  /** A kept record that holds the fields left out here: Rules 20(2), 24(2), 28(2). */
  readonly base?: string;
  /** A kept record of an identical confirmation: Rules 22(3). */
  readonly sameAs?: string;
}

/** What a line came to. */
export interface LineOutcome {
  readonly allowed: boolean;
  readonly route: Route | null;
  readonly basis: Basis | null;
  readonly exception: Exception | null;
  readonly exclusion: Exclusion | null;
  readonly duty: Duty;
  readonly decidedBy: string;
  readonly method: RecordMethod | null;
  readonly retainUntil: string | null;
  readonly view: MemberView;
  readonly chain: 'open' | 'restricted';
  /** The finding for which a receipt is kept apart from what may be worked with; left out where there is none. */
  readonly quarantine?: string;
}

/** Why: codes only; their texts, and the names of the rules, are in the ruleset. */
export interface Explanation {
  readonly missing: readonly string[];
  readonly findings: readonly {
    readonly code: string;
    readonly severity: 'blocking' | 'warning';
    readonly pointer: string;
  }[];
  readonly citations: readonly string[];
  /** The rules tried and hit, as a trace that the ruleset makes readable. */
  readonly trace: string;
}

/** Lines that came to the same for the same reasons. Lines are counted from 1. */
export interface Group extends LineOutcome, Explanation {
  readonly lines: readonly number[];
}

/** A group as events hold it. */
export interface StoredGroup extends LineOutcome, Explanation {
  readonly lines: LineRanges;
}

export interface LineData {
  readonly version: number;
  readonly line: number;
  readonly outcome: LineOutcome;
  /** Only where the seal has no group for this line. */
  readonly explanation: Explanation | null;
}

/** What is sealed of a line with the member's key. */
export interface LineSealed {
  /** The consent that carried the line. */
  readonly consentId: string | null;
  /** The one that the poster pointed at, whether it carried the line or not. */
  readonly statedConsentId: string | null;
  /** Items of this member where they differ from the header's. */
  readonly items: readonly string[] | null;
  readonly partySubjectId: string | null;
  /** Left out where nobody stated it. */
  readonly aboutLivingRelative?: boolean;
}

export interface TransferOpened {
  readonly type: 'TransferOpened';
  readonly data: TransferHeader;
  readonly sealed: HeaderSealed;
}

export interface MemberLineRecorded {
  readonly type: 'MemberLineRecorded';
  readonly data: LineData;
  readonly sealed: LineSealed;
}

export interface TransferSealed {
  readonly type: 'TransferSealed';
  readonly data: {
    readonly version: number;
    readonly count: number;
    /** RFC 6962 root over the leaf hashes of the lines, in their order; base64. */
    readonly linesRoot: string;
    readonly groups: readonly StoredGroup[];
  };
  readonly sealed: null;
}

/** A transfer of one member, header, line and seal in one event; sealed with that member's key. */
export interface TransferRecorded {
  readonly type: 'TransferRecorded';
  readonly data: { readonly header: TransferHeader; readonly group: Group };
  readonly sealed: { readonly header: HeaderSealed; readonly line: LineSealed };
}

/** A planned transfer that a blocking rule forbade. Nothing was sent; nobody is named. */
export interface TransferRefused {
  readonly type: 'TransferRefused';
  readonly data: { readonly header: TransferHeader; readonly groups: readonly StoredGroup[] };
  readonly sealed: HeaderSealed;
}

/** A transfer that should not be in the books: it never was, or was posted twice under two names. */
export interface TransferVoided {
  readonly type: 'TransferVoided';
  readonly data: { readonly version: number };
  readonly sealed: { readonly reason: string };
}

/** A planned transfer that did not happen. */
export interface TransferNotSent {
  readonly type: 'TransferNotSent';
  readonly data: { readonly version: number };
  readonly sealed: null;
}

/** A receipt in quarantine that was not accepted: the data went back to the provider. */
export interface ReceiptRejected {
  readonly type: 'ReceiptRejected';
  readonly data: { readonly version: number; readonly returnedOn: string };
  readonly sealed: { readonly reason: string };
}

/** Records of these lines were disposed of after their time. The lines stay in the log as hash and pointer. */
export interface RecordsDisposed {
  readonly type: 'RecordsDisposed';
  readonly data: { readonly disposal: string; readonly lines: LineRanges };
  readonly sealed: null;
}

/** A line turned out not to be about the member whom this event names. Whom it is about, the next one says. */
export interface LineMovedAway {
  readonly type: 'LineMovedAway';
  readonly data: { readonly version: number; readonly line: number };
  /** Sealed for the association: it may tell of either of them, and is for the eyes of neither. */
  readonly sealed: { readonly reason: string };
}

/** The line is about the member whom this event names, and was judged for that member. */
export interface LineMovedHere {
  readonly type: 'LineMovedHere';
  readonly data: LineData & { readonly explanation: Explanation };
  readonly sealed: LineSealed;
}

/** The rest of what was posted, sealed with the association's key. */
export interface HeaderSealed {
  readonly externalId: string;
  readonly reason: string | null;
  readonly party: { readonly id: string } | PartyInPlace | null;
  readonly items: readonly string[] | null;
  /** Ground, record, confirmation, evidence, file and the like, as normalised by the request. */
  readonly details: Readonly<Record<string, unknown>>;
}

export type TransferEvent =
  | TransferOpened
  | MemberLineRecorded
  | TransferSealed
  | TransferRecorded
  | TransferRefused
  | LineMovedAway
  | LineMovedHere
  | TransferVoided
  | TransferNotSent
  | ReceiptRejected
  | RecordsDisposed;
