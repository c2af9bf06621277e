import type { VerifierKey } from '../note.js';
import type { Failure } from '../report.js';
import { positionOfLeaf } from '../verify-acknowledgement.js';
import type { ReadCompleteness } from './completeness-document.js';
import { verifyCommitment, type ProvenCommitment } from './verify-commitment.js';

export type EarlierVerdict = { readonly earlier: ProvenCommitment | null } | { readonly failure: Failure };

/**
 * Believes the earlier commitment of a document: it stands in the same tree, and at or before the place of the maps. What
 * the maps do not have then stands behind it. Of the earlier one nothing counts but its place and its time.
 */
export async function verifyEarlier(
  { association, earlier }: Pick<ReadCompleteness, 'association' | 'earlier'>,
  { checkpoint, through }: ProvenCommitment,
  keys: readonly VerifierKey[],
): Promise<EarlierVerdict> {
  if (!earlier) return { earlier: null };
  const verdict = await verifyCommitment({ association, ...earlier }, keys);
  if ('failure' in verdict) return { failure: { ...verdict.failure, where: 'earlier' } };
  const found = verdict.commitment;
  const position = positionOfLeaf(found.index);
  // In another tree it could stand anywhere.
  const isOfOneTree = found.checkpoint.note.text === checkpoint.note.text;
  if (isOfOneTree && position <= through) return { earlier: found };
  return { failure: { what: 'document-wrong', where: 'earlier', position, expected: through } };
}
