import { fromBase64, toBase64 } from '../bytes.js';
import type { SignedCheckpoint } from '../checkpoint.js';
import { decodeEnvelope, type Envelope } from '../envelope.js';
import { leafHash } from '../hashes.js';
import { parseInclusionFile, type InclusionFile } from '../inclusion-file.js';
import { NoteError, type VerifierKey } from '../note.js';
import type { Failure } from '../report.js';
import { HASH_BYTES } from '../tiles.js';
import { positionOfLeaf } from '../verify-acknowledgement.js';
import { verifyCheckpoint } from '../verify-checkpoint.js';
import { isIncluded } from '../verify-tree.js';
import type { ReadCompleteness } from './completeness-document.js';

/** The roots of both maps as a log commits to them, and the checkpoint under which the entry is proven. */
export interface ProvenCommitment {
  readonly checkpoint: SignedCheckpoint;
  /** When the log says that it signed the checkpoint, in milliseconds; null where it does not say. */
  readonly signedAt: number | null;
  /** Place of the entry in the log, from 0. */
  readonly index: number;
  /** Position up to which lines are in the maps. */
  readonly through: string;
  readonly open: Uint8Array;
  /** Hidden by its blind. */
  readonly restricted: Uint8Array;
  /** When the log wrote it, by its own clock. */
  readonly recordedAt: string;
}

export type CommitmentVerdict = { readonly commitment: ProvenCommitment } | { readonly failure: Failure };

/** Believes the entry in which a log commits to its maps, or tells why not. */
export async function verifyCommitment(
  { association, entry, proof }: Pick<ReadCompleteness, 'association' | 'entry' | 'proof'>,
  keys: readonly VerifierKey[],
): Promise<CommitmentVerdict> {
  const file = readProof(proof);
  if (!file) return { failure: { what: 'unreadable', where: 'tlog-proof' } };
  const verdict = await verifyCheckpoint(file.checkpoint, keys);
  if ('failure' in verdict) return verdict;
  const { checkpoint, signedAt } = verdict;
  const position = positionOfLeaf(file.index);
  const leaf = leafHash(entry);
  if (!isIncluded(leaf, file.index, file.path, checkpoint)) {
    const expected = `${checkpoint.size} ${toBase64(checkpoint.root)}`;
    return { failure: { what: 'not-included', position, expected, found: toBase64(leaf) } };
  }
  const envelope = readEnvelope(entry);
  const roots = envelope && rootsOf(envelope);
  if (!roots || !(roots.through < position) || !isInstant(envelope.recordedAt)) {
    return { failure: { what: 'commitment-differs', position } };
  }
  if (envelope.association !== association) {
    return { failure: { what: 'other-log', position, expected: association, found: envelope.association } };
  }
  return { commitment: { checkpoint, signedAt, index: file.index, ...roots, recordedAt: envelope.recordedAt } };
}

function rootsOf({ type, stream, data }: Envelope): Pick<ProvenCommitment, 'through' | 'open' | 'restricted'> | null {
  // Nothing else in a log speaks for its maps, whatever it says.
  if (type !== 'MapRootCommitted' || stream !== 'log') return null;
  const { through, open, restricted } = data as Record<string, unknown>;
  const [ofOpen, ofRestricted] = [open, restricted].map((root) => fromBase64(String(root)));
  if (!/^\d{16}$/.test(String(through)) || !isHash(ofOpen) || !isHash(ofRestricted)) return null;
  return { through: String(through), open: ofOpen, restricted: ofRestricted };
}

function isHash(bytes: Uint8Array | null | undefined): bytes is Uint8Array {
  return bytes?.length === HASH_BYTES;
}

/** As a log writes it; it is computed with, and shown. */
function isInstant(value: unknown): boolean {
  const at = typeof value === 'string' ? new Date(value) : new Date(Number.NaN);
  return !Number.isNaN(at.getTime()) && at.toISOString() === value;
}

function readEnvelope(bytes: Uint8Array): Envelope | null {
  try {
    const envelope: unknown = decodeEnvelope(bytes);
    return typeof envelope === 'object' ? (envelope as Envelope | null) : null;
  } catch {
    return null;
  }
}

function readProof(file: string): InclusionFile | null {
  try {
    return parseInclusionFile(file);
  } catch (error) {
    if (error instanceof NoteError) return null;
    throw error;
  }
}
