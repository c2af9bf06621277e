import type { SignedCheckpoint } from './checkpoint.js';
import { NoteError, type VerifierKey } from './note.js';
import type { Failure } from './report.js';
import { signedAt } from './signed-at.js';

/** How old a head may be, at which moment. */
export interface AgeTerms {
  readonly now: Date;
  readonly maxAgeSeconds: number;
}

/** Clocks differ by so much at most. What is dated further ahead would be new until then, whatever was left out of it. */
const AHEAD_SECONDS_MAX = 300;

/** Why a time, in milliseconds, is not new enough to whoever asks, or cannot be; null where it is. */
export function instantFailure(at: number, { now, maxAgeSeconds }: AgeTerms, where?: string): Failure | null {
  const [oldest, newest] = [-maxAgeSeconds, AHEAD_SECONDS_MAX].map((seconds) => now.getTime() + 1_000 * seconds);
  const found = { ...(where && { where }), found: instantText(at) };
  if (at > newest!) return { what: 'time-ahead', expected: instantText(now.getTime()), ...found };
  return at < oldest! ? { what: 'too-old', expected: instantText(oldest!), ...found } : null;
}

/** Why a checkpoint is too old by the time that its log signed with it; null where it is not. */
export async function checkpointAgeFailure(
  checkpoint: SignedCheckpoint,
  keys: readonly VerifierKey[],
  terms: AgeTerms,
): Promise<Failure | null> {
  const at = await signedAt(checkpoint, keys).catch((error: unknown) => {
    if (error instanceof NoteError) return Number.NaN;
    throw error;
  });
  if (at === null) return { what: 'no-time', where: checkpoint.origin };
  if (Number.isNaN(at)) return { what: 'signature-wrong', where: checkpoint.origin };
  return instantFailure(at, terms);
}

/** A log may sign any number as its time. */
export function instantText(milliseconds: number): string {
  const time = new Date(milliseconds);
  return Number.isNaN(time.getTime()) ? String(milliseconds) : time.toISOString();
}
