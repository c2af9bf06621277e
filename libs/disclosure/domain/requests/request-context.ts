import type { FourEyesVerdict } from '#access';
import type { AssociationSettings, Day, Ruleset } from '#statute';
import type { DisclosedContent } from './disclosed-content.js';
import type { RequestState } from './request-state.js';
import type { KnownExtras } from './voluntary-content.js';

/** What is known when something is decided about a request. */
export interface RequestContext {
  readonly ruleset: Ruleset;
  /** What the association had settled for a day. */
  readonly settingsOn: (day: Day) => AssociationSettings;
  readonly today: Day;
  /** Of the person; null where the directory does not tell. */
  readonly birthDate: Day | null;
  /** Flags that stand of the person today. */
  readonly flags: readonly string[];
  /** Flags that stood of the person at any time since the request came in, lifted ones too. */
  readonly flagsSince: readonly string[];
  /** Whether the answer is wanted elsewhere than where the person is registered. */
  readonly isElsewhere: boolean;
  /** Requests of the same person, by id. */
  readonly others: ReadonlyMap<string, Pick<RequestState, 'kind' | 'state'>>;
  /** The statutory records about the person, where they are asked for. */
  readonly records: KnownRecords | null;
  /** What the association tells beside the records of its own accord; null where it does not. */
  readonly extras: KnownExtras | null;
  /** Of the transfers that are named as corrected: those about the person that were, since the request came in. */
  readonly corrected: ReadonlySet<string>;
  /** Codes of what was corrected of the registration since the request came in. */
  readonly registered: ReadonlySet<string>;
  /** Whether whoever does it may approve what was decided, by the rule of two persons; null where nothing was. */
  readonly approval: FourEyesVerdict | null;
  /** The stop that is declared with the decision; null where there is none. */
  readonly standingId: string | null;
}

export interface KnownRecords {
  /** Position up to which they are known. */
  readonly asOf: string;
  readonly list: readonly DisclosedContent[];
}

/** Requests of a person that wait for an answer at once, where they come in by themselves. */
export const OPEN_REQUESTS_MAX = 20;

/** So many records one event freezes with what they say: some 350 kilobytes, where a store takes a megabyte. */
export const RECORDS_PER_EVENT_MAX = 500;

/** So many one decision, in several events: more than a person has of one day, and an answer of some megabytes. */
export const RECORDS_PER_DECISION_MAX = 5_000;

/** So many movements are told of voluntarily, the newest: where there are more, the answer says so. */
export const EXTRAS_PER_DECISION_MAX = 2_000;
