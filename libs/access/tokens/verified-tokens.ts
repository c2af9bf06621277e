import type { Caller } from '../domain/caller.js';

/** A token is looked at again after so long: its issuer may have taken the key back. */
const KEPT_MILLISECONDS = 60_000;
/** Tokens of so many callers; the one that was verified first gives way. */
const KEPT_MAX = 10_000;

interface Kept {
  readonly caller: Caller;
  /** Milliseconds since 1970, exclusive. */
  readonly until: number;
}

/** Who sent the tokens that were verified just now. A signature takes longer than all else that a small request asks. */
export class VerifiedTokens {
  readonly #kept = new Map<string, Kept>();

  constructor(private readonly now: () => number = Date.now) {}

  callerOf(token: string): Caller | null {
    const kept = this.#kept.get(token);
    if (!kept) return null;
    if (this.now() < kept.until) return kept.caller;
    this.#kept.delete(token);
    return null;
  }

  /** `end`: when the token is no longer taken, milliseconds since 1970. */
  keep(token: string, caller: Caller, end: number): void {
    if (this.#kept.size >= KEPT_MAX) this.#kept.delete(this.#kept.keys().next().value!);
    this.#kept.set(token, { caller, until: Math.min(end, this.now() + KEPT_MILLISECONDS) });
  }
}
