import { checkpointAgeFailure, instantFailure, type AgeTerms } from '../checkpoint-age.js';
import type { VerifierKey } from '../note.js';
import type { Failure } from '../report.js';
import type { ProvenCommitment } from './verify-commitment.js';

/** What of a document says of which time it is. */
export interface TimedHead {
  readonly commitment: ProvenCommitment;
  /** One at or before the place of the maps. */
  readonly earlier: ProvenCommitment | null;
}

/** A time, in milliseconds, or why it cannot be told. */
export type HeldAt = { readonly at: number } | { readonly failure: Failure };

/**
 * The latest time, by the clock of the log, of which it is shown that the maps have all that the log then held. What they
 * do not have stands behind their place, and so behind an earlier commitment which is not: the log held none of it when it
 * wrote that one. Where the newest commitment stands right behind its maps, that is its own time; and where it is the last
 * entry of the tree as well, the time of the checkpoint, which is signed anew while its log rests.
 *
 * A new commitment to maps that stood still shows nothing by itself: the entries between are hashes to whoever reads.
 */
export function heldAt({ commitment, earlier }: TimedHead): HeldAt {
  const { checkpoint, index, recordedAt, signedAt, through } = commitment;
  const at = Date.parse(recordedAt);
  const between = index - Number(through);
  if (between === 0) {
    const isLast = index + 1 === checkpoint.size;
    return { at: isLast && signedAt !== null ? Math.max(at, signedAt) : at };
  }
  if (!earlier) return { failure: { what: 'maps-behind', position: through, found: String(between) } };
  const before = Date.parse(earlier.recordedAt);
  if (before <= at) return { at: before };
  // Whoever dated it ahead would have an answer for later that leaves out what was recorded meanwhile.
  return { failure: { what: 'time-went-back', where: 'earlier', expected: recordedAt, found: earlier.recordedAt } };
}

/** Why a head is too old; null where it is not. A fresh checkpoint alone does not do: anything can be proven under it. */
export async function ageFailure(
  head: TimedHead,
  keys: readonly VerifierKey[],
  terms: AgeTerms,
): Promise<Failure | null> {
  const failure = await checkpointAgeFailure(head.commitment.checkpoint, keys, terms);
  if (failure) return failure;
  const held = heldAt(head);
  if ('failure' in held) return held.failure;
  return instantFailure(held.at, terms, 'commitment');
}
