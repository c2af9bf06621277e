import type { SignedCheckpoint } from './checkpoint.js';
import { cosignaturesOf } from './cosignature.js';
import { ED25519, ED25519_COSIGNATURE, type VerifierKey } from './note.js';

/**
 * When a log says that it signed a checkpoint, in milliseconds; null where it does not say. Every line of a known key of
 * this log counts, that with the time too: one that is wrong throws a NoteError, for somebody altered it.
 */
export async function signedAt(
  { origin, note }: SignedCheckpoint,
  keys: readonly VerifierKey[],
): Promise<number | null> {
  const own = keys
    .filter(({ name, type }) => name === origin && type === ED25519)
    .map((key) => ({ ...key, type: ED25519_COSIGNATURE }));
  const times = (await cosignaturesOf(note, own)).map(({ time }) => time);
  return times.length === 0 ? null : 1_000 * Math.max(...times);
}
