import { cosignaturesOf } from '../cosignature.js';
import { ED25519_COSIGNATURE, NoteError, type VerifierKey } from '../note.js';
import type { Failure } from '../report.js';
import type { ProvenCommitment } from './verify-commitment.js';

/** How old a head may be, at which moment. */
export interface AgeTerms {
  readonly now: Date;
  readonly maxAgeSeconds: number;
}

/** When the log says that it signed, in milliseconds; null where it does not say. A time that was forged throws a NoteError. */
export async function signedAt({ checkpoint }: ProvenCommitment, keys: readonly VerifierKey[]): Promise<number | null> {
  const own = keys.filter(({ name }) => name === checkpoint.origin);
  const timed = await cosignaturesOf(
    checkpoint.note,
    own.map((key) => ({ ...key, type: ED25519_COSIGNATURE })),
  );
  return timed.length === 0 ? null : 1_000 * Math.max(...timed.map(({ time }) => time));
}

/**
 * Why a head is too old; null where it is not. A checkpoint is signed anew while its log rests, so its time tells a quiet
 * log from a stale answer. A fresh checkpoint alone does not do: an old commitment could be proven under it. The
 * commitment therefore is the last entry of the tree, or itself no older. Nor does a fresh commitment to maps that stood
 * still: no document says how old the entries between their place and the commitment are. So there are none; a log that
 * comes to rest commits to all of itself.
 */
export async function ageFailure(
  commitment: ProvenCommitment,
  keys: readonly VerifierKey[],
  { now, maxAgeSeconds }: AgeTerms,
): Promise<Failure | null> {
  const at = await signedAt(commitment, keys).catch((error: unknown) => {
    if (error instanceof NoteError) return Number.NaN;
    throw error;
  });
  if (at === null) return { what: 'no-time', where: commitment.checkpoint.origin };
  if (Number.isNaN(at)) return { what: 'signature-wrong', where: commitment.checkpoint.origin };
  const since = now.getTime() - 1_000 * maxAgeSeconds;
  const expected = new Date(since).toISOString();
  if (at < since) return { what: 'too-old', expected, found: new Date(at).toISOString() };
  const between = commitment.index - Number(commitment.through);
  if (between > 0) return { what: 'maps-behind', position: commitment.through, found: String(between) };
  const isLast = commitment.index + 1 === commitment.checkpoint.size;
  if (isLast || Date.parse(commitment.recordedAt) >= since) return null;
  return { what: 'too-old', where: 'commitment', expected, found: commitment.recordedAt };
}
