import type { EventType } from '#event-store';
import type {
  AnswerForm,
  OfferedAnswers,
  RequestAsker,
  RequestChannel,
  RequestFormat,
  RequestKind,
  RequestMethod,
  RequestOutcome,
  RequestRole,
  VoluntaryExtra,
} from '#statute';
import type { DisclosedContent, Withheld } from './disclosed-content.js';
import type { VoluntaryContent } from './voluntary-content.js';

interface Of {
  readonly requestId: string;
}

/** The days that a request for records is about, the first and the last among them. */
export interface RequestPeriod {
  readonly from: string;
  readonly to: string;
}

/** A disclosure request (開示等の請求) came in. Whose data it is about is the subject of the event. */
export interface RequestReceived {
  readonly type: 'RequestReceived';
  readonly data: Of & {
    readonly kind: RequestKind;
    readonly asker: RequestAsker;
    readonly channel: RequestChannel;
    /** How the person wants the answer. */
    readonly method: RequestMethod;
    /** In which format, where a file is wanted; left out where the person said none. */
    readonly format?: RequestFormat;
    /** What is offered, where the wanted method or format is not: art. 33(3). */
    readonly notOffered?: OfferedAnswers;
    /** What of the retained data it is about, where that asks for a step of its own; left out where nothing was said. */
    readonly about?: readonly string[];
    /** Grounds of the ruleset that were stated. */
    readonly grounds: readonly string[];
    /** The instant at which it reached the association; when it was entered is the event's own time. */
    readonly receivedAt: string;
    /** The day on which it arrived, or normally would have: art. 39(2). */
    readonly arrivedOn: string;
    /** What it costs, in yen, as it was published on that day. */
    readonly fee: number;
    /** RQ3: whose records are wanted by their day; left out where all are. */
    readonly period?: RequestPeriod;
  };
  readonly sealed: {
    /** What is wanted, in the words of whoever asks. */
    readonly text: string | null;
    /** Where the answer goes, where that is not as registered. */
    readonly contact: string | null;
    /** Who represents the person. */
    readonly representative: string | null;
  };
}

export interface RequestIdentityAsked {
  readonly type: 'RequestIdentityAsked';
  readonly data: Of & { readonly askedOn: string; readonly missing: readonly string[] };
  readonly sealed: { readonly text: string | null };
}

/** Who asks was shown; never a number or a picture of a paper. */
export interface RequestIdentityShown {
  readonly type: 'RequestIdentityShown';
  readonly data: Of & {
    readonly role: RequestRole;
    /** A way of identification of the ruleset, by the channel through which it was used. */
    readonly method: string;
    readonly channel: RequestChannel;
    readonly assurance: number;
    readonly copy: 'NONE' | 'MASKED';
    readonly shownOn: string;
    /** True where nothing was missing any more: the own days run from then. */
    readonly complete: boolean;
  };
  readonly sealed: { readonly note: string | null };
}

/** Papers were shown by which whoever asks may ask for the person. */
export interface RequestEvidenceShown {
  readonly type: 'RequestEvidenceShown';
  readonly data: Of & { readonly papers: readonly string[]; readonly shownOn: string; readonly complete: boolean };
  readonly sealed: { readonly note: string | null };
}

/** The person was asked what exactly is wanted: art. 37(2). Nobody has to narrow a request. */
export interface RequestTargetAsked {
  readonly type: 'RequestTargetAsked';
  readonly data: Of & { readonly askedOn: string };
  readonly sealed: { readonly text: string };
}

export interface RequestTargetAnswered {
  readonly type: 'RequestTargetAnswered';
  readonly data: Of & {
    readonly answeredOn: string;
    readonly narrowed: boolean;
    /** RQ3: the days to which it was narrowed; left out where it was not, or not to days. */
    readonly period?: RequestPeriod;
  };
  readonly sealed: { readonly text: string };
}

/** The person was told that it takes longer, and until when. */
export interface RequestExtended {
  readonly type: 'RequestExtended';
  readonly data: Of & { readonly dueOn: string; readonly noticedOn: string; readonly channel: RequestChannel };
  readonly sealed: { readonly text: string };
}

/** A medical institution is asked whether a disclosure would hinder the treatment. The days of the answer run on. */
export interface RequestInquiryMade {
  readonly type: 'RequestInquiryMade';
  readonly data: Of & { readonly inquiryId: string; readonly askedOn: string };
  readonly sealed: { readonly institution: string; readonly text: string | null };
}

export interface RequestInquiryAnswered {
  readonly type: 'RequestInquiryAnswered';
  readonly data: Of & { readonly inquiryId: string; readonly answeredOn: string };
  /** The code of the answer tells of the treatment, and is sealed with its words. */
  readonly sealed: { readonly answer: string; readonly text: string | null };
}

/** A record that is disclosed: the version of the line that stood when it was decided. */
export interface DisclosedRecord {
  readonly record: string;
  readonly version: number;
}

/** Records that are disclosed by the decision that follows, which has no room for all of them. */
export interface RequestRecordsFrozen {
  readonly type: 'RequestRecordsFrozen';
  readonly data: Of & { readonly list: readonly DisclosedRecord[] };
  readonly sealed: { readonly disclosed: readonly DisclosedContent[] };
}

/** What is told beside the records although no law asks for it, by the decision that follows; never among them. */
export interface RequestExtrasFrozen {
  readonly type: 'RequestExtrasFrozen';
  readonly data: Of & { readonly list: readonly (DisclosedRecord & { readonly extra: VoluntaryExtra })[] };
  readonly sealed: { readonly extras: readonly VoluntaryContent[] };
}

export interface RequestDecided {
  readonly type: 'RequestDecided';
  readonly data: Of & {
    readonly outcome: RequestOutcome;
    readonly decidedOn: string;
    /** Why it is refused. */
    readonly reason: string | null;
    /** The measure that takes the place of a stop. */
    readonly alternative: string | null;
    /** How it is answered; `instead` where the wanted method is costly or hard, `agreed` where the person took another. */
    readonly answer: AnswerForm & {
      readonly instead: boolean;
      readonly agreed: boolean;
      /** What is offered, where the wanted method or format is not: art. 33(3). */
      readonly notOffered?: OfferedAnswers;
    };
    /** What is disclosed, frozen up to a position of the log; null where it is about no records. */
    readonly records: {
      readonly asOf: string;
      readonly list: readonly DisclosedRecord[];
      /** So many events right before this one of the request name records that come before these; left out for none. */
      readonly parts?: number;
    } | null;
    /** Beside the records: so many events right before those of the records, and whether older ones were left out. */
    readonly extras?: { readonly asOf: string; readonly parts: number; readonly isCut?: true };
    readonly withheld: readonly Withheld[];
    /** Transfers that were corrected because of it, art. 34(2); left out where none were named. */
    readonly corrections?: readonly string[];
    /** What of the registration was corrected because of it; left out where nothing was named. */
    readonly registrations?: readonly string[];
    /** The stop that was declared because of it. */
    readonly standingId: string | null;
  };
  readonly sealed: {
    /** The reasons as the person is told them: art. 36. */
    readonly text: string | null;
    /** What the records said that were disclosed, as they went out; left out where there are none. */
    readonly disclosed?: readonly DisclosedContent[];
  };
}

/** A second officer agrees to what was decided: it is disclosed to somebody else about a person whom a flag protects. */
export interface RequestDecisionApproved {
  readonly type: 'RequestDecisionApproved';
  readonly data: Of & { readonly approvedOn: string };
  readonly sealed: { readonly text: string | null };
}

export interface RequestDelivered {
  readonly type: 'RequestDelivered';
  readonly data: Of & { readonly deliveredOn: string; readonly channel: RequestChannel; readonly atOwnRisk: boolean };
  readonly sealed: { readonly note: string | null };
}

/** What became of an arrangement that is no provision, after a stop of use was granted. */
export interface RequestUseSettled {
  readonly type: 'RequestUseSettled';
  readonly data: Of & { readonly arrangement: string; readonly settlement: string; readonly settledOn: string };
  readonly sealed: { readonly text: string };
}

export interface RequestClosed {
  readonly type: 'RequestClosed';
  readonly data: Of & { readonly closedOn: string };
  readonly sealed: { readonly text: string | null };
}

/** The person takes it back. */
export interface RequestWithdrawn {
  readonly type: 'RequestWithdrawn';
  readonly data: Of & { readonly withdrawnOn: string };
  readonly sealed: { readonly text: string | null };
}

/** It is the same as another request of the person, which goes on. */
export interface RequestFoundDuplicate {
  readonly type: 'RequestFoundDuplicate';
  readonly data: Of & { readonly of: string; readonly foundOn: string };
  readonly sealed: { readonly text: string | null };
}

export type RequestEvent =
  | RequestReceived
  | RequestIdentityAsked
  | RequestIdentityShown
  | RequestEvidenceShown
  | RequestTargetAsked
  | RequestTargetAnswered
  | RequestExtended
  | RequestInquiryMade
  | RequestInquiryAnswered
  | RequestRecordsFrozen
  | RequestExtrasFrozen
  | RequestDecided
  | RequestDecisionApproved
  | RequestDelivered
  | RequestUseSettled
  | RequestClosed
  | RequestWithdrawn
  | RequestFoundDuplicate;

/** What comes right before a decision and is nothing without it. */
export function isFrozen({ type }: Pick<RequestEvent, 'type'>): boolean {
  return type === 'RequestRecordsFrozen' || type === 'RequestExtrasFrozen';
}

const current: EventType = { version: 1 };

/** Every event type of disclosure requests. */
export const requestEventTypes: Readonly<Record<RequestEvent['type'], EventType>> = {
  RequestReceived: current,
  RequestIdentityAsked: current,
  RequestIdentityShown: current,
  RequestEvidenceShown: current,
  RequestTargetAsked: current,
  RequestTargetAnswered: current,
  RequestExtended: current,
  RequestInquiryMade: current,
  RequestInquiryAnswered: current,
  RequestRecordsFrozen: current,
  RequestExtrasFrozen: current,
  RequestDecided: current,
  RequestDecisionApproved: current,
  RequestDelivered: current,
  RequestUseSettled: current,
  RequestClosed: current,
  RequestWithdrawn: current,
  RequestFoundDuplicate: current,
};
