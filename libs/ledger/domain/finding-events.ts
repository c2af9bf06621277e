/** A violation or a gap that was found in a line after it had been judged, for something was known too late. */
export interface FindingOpened {
  readonly type: 'FindingOpened';
  readonly data: {
    readonly findingId: string;
    readonly transfer: string;
    /** The version that was examined: a later one was judged knowing all this. */
    readonly version: number;
    readonly line: number;
    /** Code of the ruleset that the event names; its texts are there. */
    readonly code: string;
    readonly severity: 'blocking' | 'warning';
    readonly pointer: string;
    /** First day, in Japan, on which what came late counts. */
    readonly since: string;
    /** Positions of the declarations and withdrawals that the line had been judged without. */
    readonly because: readonly string[];
    readonly occurredOn: string;
    /** As the line's: of what is restricted it must not be known that it exists. */
    readonly chain: 'open' | 'restricted';
  };
  readonly sealed: null;
}

/** A member's lines were judged again with what had come late. Every line up to `through` knows what stands up to there. */
export interface LinesReexamined {
  readonly type: 'LinesReexamined';
  readonly data: { readonly through: string; readonly lines: number; readonly findings: number };
  readonly sealed: null;
}

export type FindingEvent = FindingOpened | LinesReexamined;
