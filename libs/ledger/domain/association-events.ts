import type { AssociationClass, AssociationSettings } from '#statute';

/** Whether retained personal data is said to have the purposes of the published table, art. 32(1)(ii). */
export const RETAINED_PURPOSES = ['same', 'other'] as const;
export type RetainedPurposes = (typeof RETAINED_PURPOSES)[number];

/** A purpose of use (利用目的) with the days from which and until which the association publishes it. */
export interface PublishedPurpose {
  readonly code: string;
  readonly publishedFrom: string;
  /** Last day of its publication; left out while it goes on. */
  readonly publishedUntil?: string;
  /** The words that everybody can read in the table; left out where they are not known. */
  readonly text?: { readonly ja?: string; readonly en?: string };
}

export interface AssociationRegistered {
  readonly type: 'AssociationRegistered';
  readonly data: {
    readonly class: AssociationClass;
    readonly name: { readonly ja: string; readonly en: string };
    readonly insurerNumber: string | null;
    /** First day from which the association's transfers are in the ledger. */
    readonly recordsHeldFrom: string;
    readonly purposes: readonly Omit<PublishedPurpose, 'publishedUntil'>[];
    /** Left out where nothing is said. */
    readonly retainedPurposes?: RetainedPurposes;
    /** What it had settled for itself from the beginning; left out where it said nothing. */
    readonly settings?: Partial<AssociationSettings>;
  };
  readonly sealed: {
    readonly address: string;
    readonly representative: string;
    readonly contact: Readonly<Record<string, string>>;
  };
}

/** Particulars of an association that are others from a day on. What did not change is left out. */
export interface AssociationAmended {
  readonly type: 'AssociationAmended';
  readonly data: {
    readonly effectiveFrom: string;
    readonly name?: { readonly ja: string; readonly en: string };
    /** Purposes published anew, or published until a day. */
    readonly purposes?: readonly PublishedPurpose[];
    readonly retainedPurposes?: RetainedPurposes;
  };
  readonly sealed: {
    readonly address?: string;
    readonly representative?: string;
    /** Null takes a contact away. */
    readonly contact?: Readonly<Record<string, string | null>>;
  } | null;
}

/** Points that the association settles otherwise from a day on: law.md 10.1. */
export interface SettingsChanged {
  readonly type: 'SettingsChanged';
  readonly data: { readonly effectiveFrom: string; readonly settings: Partial<AssociationSettings> };
  readonly sealed: null;
}

export type AssociationEvent = AssociationRegistered | AssociationAmended | SettingsChanged;
