import type { ArrangementKind, AssociationClass, Basis, RecordMethod, Route } from './vocabulary.js';

/** What an association publishes on a day, as a check of the publication looks at it. */
export interface Publication {
  readonly class: AssociationClass;
  readonly purposes: readonly PrintedPurpose[];
  /** `same`: the purposes of retained personal data are said to be those of the table, art. 32(1)(ii). */
  readonly retainedPurposes?: 'same' | 'other' | null;
  readonly arrangements: readonly PrintedArrangement[];
}

/** A row of the table of purposes; its text where it is known what was printed. An empty text is an empty cell. */
export interface PrintedPurpose {
  readonly code: string;
  readonly text?: { readonly ja?: string; readonly en?: string };
}

/** The version of an arrangement that is in effect on the day. */
export interface PrintedArrangement {
  readonly id: string;
  readonly version: number;
  readonly title: { readonly ja: string; readonly en: string };
  readonly kind: ArrangementKind;
  readonly parties: readonly string[];
  readonly users: readonly { readonly name: string; readonly entrustee: boolean }[];
  readonly responsible: {
    readonly name: string | null;
    readonly address: string | null;
    readonly representative: string | null;
  } | null;
  readonly items: readonly string[];
  readonly itemsOpen: boolean;
  readonly purposes: readonly string[];
  readonly routeCandidates: readonly string[];
  readonly routeChosen: Route | null;
  readonly basisChosen: Basis | null;
  readonly recordMethod: RecordMethod | null;
  /** Articles as printed, old numbers kept. */
  readonly printedCitations: readonly string[];
}
