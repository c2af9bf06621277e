import type { AssociationSettings, Day, Ruleset } from '#statute';
import type { DisclosedContent } from './disclosed-content.js';

/** What is known when something is decided about a request. */
export interface RequestContext {
  readonly ruleset: Ruleset;
  /** What the association had settled for a day. */
  readonly settingsOn: (day: Day) => AssociationSettings;
  readonly today: Day;
  /** Of the person; null where the directory does not tell. */
  readonly birthDate: Day | null;
  /** Requests of the same person, by id. */
  readonly others: ReadonlyMap<string, { readonly kind: string; readonly state: string }>;
  /** The statutory records about the person, where they are asked for. */
  readonly records: KnownRecords | null;
  /** Of the transfers that are named as corrected: those about the person that were, since the request came in. */
  readonly corrected: ReadonlySet<string>;
  /** The stop that is declared with the decision; null where there is none. */
  readonly standingId: string | null;
}

export interface KnownRecords {
  /** Position up to which they are known. */
  readonly asOf: string;
  readonly list: readonly DisclosedContent[];
}

/** So many records one decision freezes with what they say: some 350 kilobytes, where a store takes a megabyte. */
export const RECORDS_PER_DECISION_MAX = 500;
