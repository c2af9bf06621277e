import type { SignedCheckpoint } from './checkpoint.js';
import { cosignaturesOf } from './cosignature.js';
import { ED25519_COSIGNATURE, NoteError, type VerifierKey } from './note.js';
import type { Failure } from './report.js';

/** How old a head may be, at which moment. */
export interface AgeTerms {
  readonly now: Date;
  readonly maxAgeSeconds: number;
}

/** The oldest that a head may be, in milliseconds. */
export function oldestOf({ now, maxAgeSeconds }: AgeTerms): number {
  return now.getTime() - 1_000 * maxAgeSeconds;
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
  const since = oldestOf(terms);
  if (at >= since) return null;
  return { what: 'too-old', expected: new Date(since).toISOString(), found: new Date(at).toISOString() };
}

/** When the log says that it signed, in milliseconds; null where it does not say. A time that was forged throws a NoteError. */
async function signedAt(checkpoint: SignedCheckpoint, keys: readonly VerifierKey[]): Promise<number | null> {
  const own = keys.filter(({ name }) => name === checkpoint.origin);
  const timed = await cosignaturesOf(
    checkpoint.note,
    own.map((key) => ({ ...key, type: ED25519_COSIGNATURE })),
  );
  return timed.length === 0 ? null : 1_000 * Math.max(...timed.map(({ time }) => time));
}
