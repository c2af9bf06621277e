import type { EventType } from '#event-store';
import type { CourtesyOutcome, FamilyRelation, RequestChannel } from '#statute';

interface Of {
  readonly requestId: string;
}

/** A bereaved family asks about somebody who died (開示依頼); who died is the subject of the event. */
export interface CourtesyReceived {
  readonly type: 'CourtesyReceived';
  readonly data: Of & {
    readonly relation: FamilyRelation;
    readonly subjects: readonly string[];
    readonly channel: RequestChannel;
    readonly arrivedOn: string;
    /** What it costs, in yen, as the association had it that day. */
    readonly fee: number;
  };
  readonly sealed: { readonly asker: string; readonly contact: string | null; readonly text: string | null };
}

/** What was shown: who asks, the death, and who was who; never a number or a picture of a paper. */
export interface CourtesyEvidenceShown {
  readonly type: 'CourtesyEvidenceShown';
  readonly data: Of & {
    readonly identity: string | null;
    readonly papers: readonly string[];
    readonly shownOn: string;
    /** True where nothing was missing any more: the own days run from then. */
    readonly complete: boolean;
  };
  readonly sealed: null;
}

export interface CourtesyDecided {
  readonly type: 'CourtesyDecided';
  readonly data: Of & {
    readonly outcome: CourtesyOutcome;
    readonly reason: string | null;
    readonly decidedOn: string;
  };
  readonly sealed: { readonly text: string | null };
}

export interface CourtesyAnswered {
  readonly type: 'CourtesyAnswered';
  readonly data: Of & { readonly answeredOn: string; readonly channel: RequestChannel; readonly atOwnRisk: boolean };
  readonly sealed: null;
}

export interface CourtesyWithdrawn {
  readonly type: 'CourtesyWithdrawn';
  readonly data: Of & { readonly withdrawnOn: string };
  readonly sealed: null;
}

export type CourtesyEvent =
  CourtesyReceived | CourtesyEvidenceShown | CourtesyDecided | CourtesyAnswered | CourtesyWithdrawn;

const current: EventType = { version: 1 };

export const courtesyEventTypes: Readonly<Record<CourtesyEvent['type'], EventType>> = {
  CourtesyReceived: current,
  CourtesyEvidenceShown: current,
  CourtesyDecided: current,
  CourtesyAnswered: current,
  CourtesyWithdrawn: current,
};
