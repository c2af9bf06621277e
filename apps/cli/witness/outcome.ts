/** What shows that a log, or what it says of itself, is not what it was: kept until a person has looked at it. */
export type Broken =
  | 'unknown-key'
  | 'bad-signature'
  | 'other-log'
  | 'smaller'
  | 'forked'
  | 'not-consistent'
  | 'entries-differ'
  | 'map-differs';

/** Why nothing can be said now: the next run tries again. */
export type Unchecked =
  | 'unreachable'
  | 'no-such-log'
  | 'too-large'
  | 'not-readable'
  | 'older-answer'
  | 'stale'
  | 'head-lost'
  | 'map-behind'
  | 'key-not-announced'
  | 'not-permitted'
  | 'not-posted';

export interface Facts {
  readonly position?: string;
  readonly expected?: string;
  readonly found?: string;
  /** Why a log refused, in its own words. */
  readonly problem?: string;
}

export class EvidenceBroken extends Error {
  override readonly name = 'EvidenceBroken';
  constructor(
    readonly what: Broken,
    readonly facts: Facts = {},
    /** What was received and shows it: notes and proofs, as they came. */
    readonly material: Readonly<Record<string, unknown>> = {},
  ) {
    super(what);
  }
}

export class CannotCheck extends Error {
  override readonly name = 'CannotCheck';
  constructor(
    readonly what: Unchecked,
    readonly facts: Facts = {},
  ) {
    super(what);
  }
}
