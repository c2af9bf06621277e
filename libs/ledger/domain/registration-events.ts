import type {
  ArrangementKind,
  Basis,
  DataKind,
  Exclusion,
  Means,
  MemberView,
  NumItem,
  PartyClass,
  RecordMethod,
  Route,
  StandingKind,
} from '#statute';

/** Schema version of every event type of this lib. A new meaning is a new version, read by an upcast. */
export const SCHEMA_VERSION = 1;

export interface ArrangementVersionAnnounced {
  readonly type: 'ArrangementVersionAnnounced';
  readonly data: ArrangementCodes;
  readonly sealed: ArrangementTexts;
}

/** The part of an arrangement's version that is codes and dates. */
export interface ArrangementCodes {
  readonly arrangementId: string;
  readonly version: number;
  readonly kind: ArrangementKind;
  readonly announcedFrom: string | null;
  readonly effectiveFrom: string;
  readonly endsOn: string | null;
  readonly parties: readonly string[];
  readonly items: readonly string[];
  readonly itemsOpen: boolean;
  readonly purposes: readonly string[];
  readonly routeCandidates: readonly string[];
  readonly routeChosen: Route | null;
  readonly basisChosen: Basis | null;
  readonly exclusion: Exclusion | null;
  readonly numItem: NumItem | null;
  readonly means: readonly Means[];
  readonly dataKind: DataKind;
  readonly sensitivity: 'normal' | 'sensitive' | 'highly-sensitive';
  readonly equivalenceLastCheckedOn: string | null;
  readonly memberView: MemberView;
  readonly restricted: boolean;
  readonly cadence: string | null;
  readonly recordMethod: RecordMethod | null;
  readonly seriesPeriod: 'month' | 'year' | null;
  readonly printedCitations: readonly string[];
}

/** The part that is words and names. */
export interface ArrangementTexts {
  readonly title: { readonly ja: string; readonly en: string };
  readonly label: string | null;
  readonly users: readonly { readonly name: string; readonly entrustee: boolean }[];
  readonly responsible: {
    readonly name: string | null;
    readonly address: string | null;
    readonly representative: string | null;
  } | null;
  readonly routeReason: string | null;
  readonly approvedBy: string | null;
  readonly exclusionReason: string | null;
  readonly contract: {
    readonly ref: string;
    readonly sha256: string | null;
    readonly clauses: readonly string[];
  } | null;
  readonly optOut: { readonly filingNo: string } | null;
  /** Why the recipient's system counts as equivalent: art. 28(1), Rules 16. */
  readonly equivalenceBasis: string | null;
  readonly announcement: {
    readonly media: readonly string[];
    readonly url: string | null;
    readonly evidence: string | null;
  } | null;
}

export interface StandingDeclared {
  readonly type: 'StandingDeclared';
  readonly data: {
    readonly standingId: string;
    readonly kind: StandingKind;
    readonly receivedAt: string;
    readonly effectiveFrom: string;
    readonly form: string;
  };
  /** What it is about tells something of the person, so it is sealed with the person's key. */
  readonly sealed: {
    readonly matter: string | null;
    readonly scope: {
      readonly classes: readonly PartyClass[];
      readonly parties: readonly string[];
      readonly items: readonly string[];
      readonly purposes: readonly string[];
    };
    readonly noticeVersion: string | null;
    readonly foreignInfo: string | null;
    readonly evidence: string | null;
    readonly reason: string | null;
  };
}

/** A declaration no longer stands from `effectiveFrom` on: a consent withdrawn, an objection taken back. */
export interface StandingWithdrawn {
  readonly type: 'StandingWithdrawn';
  readonly data: { readonly standingId: string; readonly receivedAt: string; readonly effectiveFrom: string };
  readonly sealed: { readonly reason: string | null };
}
