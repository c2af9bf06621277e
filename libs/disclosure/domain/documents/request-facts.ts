import type { Day, Ruleset } from '#statute';
import type { RequestDecided } from '../requests/request-events.js';
import type { RequestState } from '../requests/request-state.js';
import type { DocumentHead } from './issued-document.js';

/** The association as its papers name it. */
export interface PaperIssuer {
  readonly name: { readonly ja: string; readonly en: string };
  /** Where it is reached, and where complaints go; null where it said nothing, or its key was destroyed. */
  readonly desk: string | null;
  readonly phone: string | null;
  readonly complaintDesk: string | null;
  /** Accredited personal information protection body, with its desk. */
  readonly accreditedBody: string | null;
}

/** What every paper about a disclosure request is made of. */
export interface RequestFacts {
  readonly head: DocumentHead;
  readonly issuer: PaperIssuer;
  /** Whoever asked, by name; null where nobody knows it any more. */
  readonly addressee: string | null;
  /** Whose data it is about, as registered: said to nobody but whoever was shown to act for the person. */
  readonly person: string | null;
  readonly state: RequestState;
  readonly ruleset: Ruleset;
  /** From when a suit is possible, art. 39(1); null where the kind of request knows none. */
  readonly suitFrom: Day | null;
}

export interface DecidedFacts extends RequestFacts {
  readonly decision: RequestDecided['data'];
  /** Every record that it froze; null where it is about none. */
  readonly frozen: readonly { readonly record: string }[] | null;
  /** The reasons as the person is told them. */
  readonly text: string | null;
}
