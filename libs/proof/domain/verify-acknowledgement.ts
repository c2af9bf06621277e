import { equalBytes, toBase64 } from './bytes.js';
import { checkpointAgeFailure, instantText, type AgeTerms } from './checkpoint-age.js';
import { leafHash } from './hashes.js';
import { parseInclusionFile, type InclusionFile } from './inclusion-file.js';
import { NoteError, type VerifierKey } from './note.js';
import { failed, reportOf, type About, type Checked, type VerificationReport } from './report.js';
import { HASH_BYTES } from './tiles.js';
import { verifyCheckpoint } from './verify-checkpoint.js';
import { isIncluded } from './verify-tree.js';

/** Of what a proof is said to be: the bytes of the entry, or the leaf hash that its poster got back. */
export type ProvenEntry = { readonly bytes: Uint8Array } | { readonly leaf: Uint8Array };

/** Verifies an acknowledgement (受理証): a proof of inclusion under a signed checkpoint, as a file. */
export async function verifyAcknowledgement(
  file: string,
  keys: readonly VerifierKey[],
  entry?: ProvenEntry,
  age?: AgeTerms,
): Promise<VerificationReport> {
  const proof = readProof(file);
  if (!proof) return failed({ what: 'unreadable', where: 'tlog-proof' });
  const verdict = await verifyCheckpoint(proof.checkpoint, keys);
  if ('failure' in verdict) return failed(verdict.failure);
  const { checkpoint, signedAt } = verdict;
  const checked: Checked[] = [{ what: 'checkpoint', count: 1 }];
  const position = positionOfLeaf(proof.index);
  const leaf = leafOf(entry, proof);
  if (!leaf) return failed({ what: 'no-entry', position }, checked);
  if (!isIncluded(leaf, proof.index, proof.path, checkpoint)) {
    const expected = `${checkpoint.size} ${toBase64(checkpoint.root)}`;
    return failed({ what: 'not-included', position, expected, found: toBase64(leaf) }, checked);
  }
  if (proof.extra && !equalBytes(proof.extra, leaf)) {
    const told = { expected: toBase64(leaf), found: toBase64(proof.extra) };
    return failed({ what: 'extra-differs', position, ...told }, checked);
  }
  if (entry && 'bytes' in entry) checked.push({ what: 'entry', count: 1 });
  checked.push({ what: 'inclusion', count: 1 });
  const old = age && (await checkpointAgeFailure(checkpoint, keys, age));
  const notPromised = ['truth', 'one-view', 'time'] as const;
  const about: About[] = [
    { what: 'log', value: checkpoint.origin },
    { what: 'position', value: position },
    { what: 'tree-size', value: String(checkpoint.size) },
    ...(signedAt === null ? [] : [{ what: 'signed-at', value: instantText(signedAt) } as const]),
  ];
  return reportOf({
    checked,
    failures: old ? [old] : [],
    about,
    notPromised: entry ? notPromised : ['own-leaf', ...notPromised],
  });
}

/** Of which leaf: as it was given, or as the file says itself, which is then to be compared with what its poster got. */
function leafOf(entry: ProvenEntry | undefined, { extra }: InclusionFile): Uint8Array | null {
  if (!entry) return extra?.length === HASH_BYTES ? extra : null;
  return 'leaf' in entry ? entry.leaf : leafHash(entry.bytes);
}

/** Position of the entry at a place (from 0) of its log's tree. */
export function positionOfLeaf(index: number): string {
  return String(index + 1).padStart(16, '0');
}

function readProof(file: string): InclusionFile | null {
  try {
    return parseInclusionFile(file);
  } catch (error) {
    if (error instanceof NoteError) return null;
    throw error;
  }
}
