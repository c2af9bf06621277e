import type { KeepingReason, Ruleset } from '#statute';

/** Who took a step, by role alone, and when; the day in Japan. */
export interface DisposalStep {
  readonly role: string;
  readonly on: string;
}

/** Records that were not disposed of, by all that keeps them. */
export interface SparedSum {
  readonly reasons: readonly KeepingReason[];
  readonly records: number;
}

/** What a disposal certificate is made of: sums, and no person. */
export interface DisposalFacts {
  readonly disposal: string;
  /** The association, as it calls itself. */
  readonly issuer: string;
  readonly asOf: string;
  readonly ruleset: Ruleset;
  /** Records, transfers and keys that are gone, and where that stands in the log. */
  readonly certificate: {
    readonly records: number;
    readonly transfers: number;
    readonly keys: number;
    readonly from: string | null;
    readonly to: string | null;
    readonly digest: string;
    readonly position: string;
    readonly leafHash: string;
  };
  /** Over what was proposed; hexadecimal. */
  readonly listDigest: string;
  readonly proposed: DisposalStep;
  readonly approved: DisposalStep;
  readonly executed: DisposalStep;
  /** Kept by the proposal, and since. */
  readonly kept: readonly SparedSum[];
  readonly spared: readonly SparedSum[];
  /** False where more records were due. */
  readonly complete: boolean;
  readonly promises: readonly string[];
}
