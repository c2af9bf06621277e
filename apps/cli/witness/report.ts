import { toBase64 } from '#proof';
import type { Head } from './examine-checkpoint.js';
import type { Facts } from './outcome.js';

export interface Checked {
  readonly what: 'checkpoint' | 'consistency' | 'keys' | 'entries' | 'maps';
  readonly count: number;
}

export interface Failure extends Facts {
  readonly what: string;
}

/** What a run of a witness comes to. */
export interface WitnessReport {
  readonly ok: 'ok' | 'broken' | 'cannot-check';
  readonly at: string;
  readonly log: string;
  readonly origin: string | null;
  /** The head that was looked at, where one could be read and believed. */
  readonly head: ReportedHead | null;
  /** The last good head before this run. */
  readonly last: ReportedHead | null;
  readonly checked: readonly Checked[];
  /** Lines that no map covers yet, where the log was replayed: moments old while a ledger runs. */
  readonly behind?: number;
  readonly failures: readonly Failure[];
  /** Since when a failure is kept that nobody cleared. */
  readonly failedAt?: string;
  /** The verifier keys that are under the head now. */
  readonly cosigned: readonly string[];
  readonly posted: boolean;
  readonly notPromised: readonly string[];
}

interface ReportedHead {
  readonly size: number;
  readonly root: string;
  /** When the log signed it, where it says so. */
  readonly signedAt: string | null;
}

export function reportedHead({ checkpoint, time }: Head): ReportedHead {
  const signedAt = time === null ? null : new Date(time * 1_000).toISOString();
  return { size: checkpoint.size, root: toBase64(checkpoint.root), signedAt };
}

/** What no run can say, whatever it found. */
export function notPromised(isReplaying: boolean): readonly string[] {
  return isReplaying ? ['never-posted', 'first-use'] : ['never-posted', 'first-use', 'not-replayed'];
}

export const EXIT_OF = { ok: 0, broken: 1, 'cannot-check': 2 } as const satisfies Record<WitnessReport['ok'], number>;
