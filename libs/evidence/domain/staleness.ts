/** How old the evidence of a log is, in seconds. */
export interface EvidenceAges {
  /** Since the newest checkpoint was signed; one that nothing was added to is signed again within a minute. */
  readonly checkpoint: number;
  /** Since the oldest checkpoint that no timestamp covers; 0 where the newest is covered. */
  readonly unstamped: number;
}

/** How old it may become; without an authority nothing is said of timestamps. */
export interface AgesMax {
  readonly checkpoint: number;
  readonly unstamped: number | null;
}

export interface Stale {
  readonly what: 'checkpoint' | 'timestamp';
  readonly ageSeconds: number;
  readonly ageSecondsMax: number;
}

/** What is too old; null where nothing is. */
export function staleOf(ages: EvidenceAges, max: AgesMax): Stale | null {
  if (ages.checkpoint > max.checkpoint) {
    return { what: 'checkpoint', ageSeconds: Math.floor(ages.checkpoint), ageSecondsMax: max.checkpoint };
  }
  if (max.unstamped !== null && ages.unstamped > max.unstamped) {
    return { what: 'timestamp', ageSeconds: Math.floor(ages.unstamped), ageSecondsMax: max.unstamped };
  }
  return null;
}
