import { checkpointAgeFailure, oldestOf, type AgeTerms } from '../checkpoint-age.js';
import type { VerifierKey } from '../note.js';
import type { Failure } from '../report.js';
import type { ProvenCommitment } from './verify-commitment.js';

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
  terms: AgeTerms,
): Promise<Failure | null> {
  const failure = await checkpointAgeFailure(commitment.checkpoint, keys, terms);
  if (failure) return failure;
  const between = commitment.index - Number(commitment.through);
  if (between > 0) return { what: 'maps-behind', position: commitment.through, found: String(between) };
  const isLast = commitment.index + 1 === commitment.checkpoint.size;
  const since = oldestOf(terms);
  if (isLast || Date.parse(commitment.recordedAt) >= since) return null;
  const expected = new Date(since).toISOString();
  return { what: 'too-old', where: 'commitment', expected, found: commitment.recordedAt };
}
