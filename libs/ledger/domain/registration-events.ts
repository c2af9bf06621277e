import type {
  ArrangementKind,
  Basis,
  DataKind,
  Delivery,
  Exclusion,
  Means,
  MemberView,
  NumItem,
  PartyClass,
  RecordMethod,
  Route,
  StandingKind,
} from '#statute';
import type { Cadence } from './cadence.js';

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
  /** A bare unit in version 1. */
  readonly cadence: Cadence | null;
  readonly recordMethod: RecordMethod | null;
  readonly seriesPeriod: 'month' | 'year' | null;
  readonly printedCitations: readonly string[];
  /** The instant of the announcement, where it is known. What follows is left out where nobody stated it. */
  readonly announcedAt?: string;
  /** How its notices go to a household or through an employer: K345. */
  readonly delivery?: Delivery;
  /** The three promises of an implied comprehensive consent, and what becomes of whoever objects. */
  readonly implied?: ImpliedPromises;
  /** Transfers and lines that one period of its cadence is expected to hold. */
  readonly controlTotals?: ControlTotals;
  /** Why its announced matters may be others than before: art. 27(6). */
  readonly change?: ChangeStated;
}

export interface ImpliedPromises {
  readonly explicitOnRequest: boolean;
  readonly silenceIsConsent: boolean;
  readonly changeable: boolean;
  /** Whoever objects gets a notice of their own, or none. */
  readonly afterObjection: 'separate' | 'none';
}

export interface ControlTotals {
  readonly transfers?: ExpectedRange;
  readonly lines?: ExpectedRange;
}

export interface ExpectedRange {
  readonly from: number;
  readonly to: number;
}

export interface ChangeStated {
  readonly responsible?: 'particulars' | 'entity';
  readonly reason?: 'consent' | 'name-only' | 'succession';
  readonly withinExpectation?: boolean;
  readonly changedOn?: string;
}

/** The part that is words and names. */
export interface ArrangementTexts {
  readonly title: { readonly ja: string; readonly en: string };
  readonly label: string | null;
  readonly users: readonly { readonly name: string; readonly entrustee: boolean; readonly party?: string }[];
  readonly responsible: ResponsibleEntity | null;
  readonly routeReason: string | null;
  readonly approvedBy: string | null;
  readonly exclusionReason: string | null;
  readonly contract: {
    readonly ref: string;
    readonly sha256: string | null;
    readonly clauses: readonly string[];
  } | null;
  readonly optOut: OptOutFiling | null;
  /** Why the recipient's system counts as equivalent: art. 28(1), Rules 16. */
  readonly equivalenceBasis: string | null;
  readonly announcement: {
    readonly media: readonly string[];
    readonly url: string | null;
    readonly evidence: string | null;
  } | null;
  /** The law on which a statutory duty rests. */
  readonly law?: { readonly act: string; readonly article: string };
  /** What was published of an implied comprehensive consent, and how to say no. */
  readonly implied?: {
    readonly matter: { readonly ja: string; readonly en: string };
    readonly howToObject: string;
  };
}

/** The entity with first responsibility for joint use: art. 27(5)(iii). */
export interface ResponsibleEntity {
  readonly name: string | null;
  readonly address: string | null;
  readonly representative: string | null;
  /** Where it is registered as a party; the association itself is known by its name. */
  readonly party?: string;
}

/** A filing of opt-out with the matters that it published: art. 27(2), Rules 11. Items are those of the arrangement. */
export interface OptOutFiling {
  readonly filingNo: string;
  readonly filedOn?: string;
  readonly acquisition?: string;
  readonly provision?: string;
  readonly stopReception?: string;
  readonly updating?: string;
  readonly startsOn?: string;
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
    /** A text in version 1, of which nothing can be told apart. */
    readonly foreignInfo: ForeignInfoGiven | string | null;
    readonly evidence: string | null;
    readonly reason: string | null;
    /** Who declared, where it was stated: the member, or the one who represents the member (GL 2-16). */
    readonly by?: DeclaredBy;
    /** Age of a member who was not of age when it was received, in years: looked up, never said. */
    readonly age?: number;
  };
}

/** What a member was told before consenting to provision abroad: Rules 17(2) to (4). */
export interface ForeignInfoGiven {
  readonly country: string | null;
  readonly system: boolean;
  readonly measures: boolean;
  /** Why what could not be told is not known. */
  readonly unknownReason: string | null;
}

/** A parent's mandate (親権者) ends when the child comes of age; those of a guardian and of an agent do not. */
export const REPRESENTATIVE_CAPACITIES = ['PARENT', 'GUARDIAN', 'AGENT'] as const;
export type RepresentativeCapacity = (typeof REPRESENTATIVE_CAPACITIES)[number];

export type DeclaredBy =
  | { readonly who: 'self' }
  | { readonly who: 'representative'; readonly id: string; readonly capacity?: RepresentativeCapacity };

/** A declaration no longer stands from `effectiveFrom` on: a consent withdrawn, an objection taken back. */
export interface StandingWithdrawn {
  readonly type: 'StandingWithdrawn';
  readonly data: { readonly standingId: string; readonly receivedAt: string; readonly effectiveFrom: string };
  readonly sealed: { readonly reason: string | null; readonly by?: DeclaredBy };
}
