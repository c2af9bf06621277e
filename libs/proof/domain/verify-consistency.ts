import { fromBase64, toBase64 } from './bytes.js';
import type { Checkpoint } from './checkpoint.js';
import type { VerifierKey } from './note.js';
import { failed, reportOf, type Failure, type VerificationReport } from './report.js';
import { HASH_BYTES } from './tiles.js';
import { verifyCheckpoint } from './verify-checkpoint.js';
import { isConsistent } from './verify-tree.js';

export const CONSISTENCY_FORMAT = 'kiroku-consistency/v1';

/** Two checkpoints of one log, and the proof that the newer tree begins with the older. */
export interface ConsistencyDocument {
  readonly format: typeof CONSISTENCY_FORMAT;
  /** Signed checkpoints, to the letter. */
  readonly old: string;
  readonly new: string;
  /** 32 bytes each, base64. */
  readonly proof: readonly string[];
}

export async function verifyConsistency(
  document: ConsistencyDocument,
  keys: readonly VerifierKey[],
): Promise<VerificationReport> {
  const proof = readHashes(document.proof);
  if (!proof || typeof document.old !== 'string' || typeof document.new !== 'string') {
    return failed({ what: 'unreadable', where: CONSISTENCY_FORMAT });
  }
  const [old, now] = [await verifyCheckpoint(document.old, keys), await verifyCheckpoint(document.new, keys)];
  if ('failure' in old) return failed(old.failure);
  if ('failure' in now) return failed(now.failure, [{ what: 'checkpoint', count: 1 }]);
  const failure = inconsistency(old.checkpoint, now.checkpoint, proof);
  return reportOf({
    checked: [{ what: 'checkpoint', count: 2 }, ...(failure ? [] : [{ what: 'consistency', count: 1 } as const])],
    failures: failure ? [failure] : [],
    notPromised: failure ? [] : ['truth', 'one-view', 'time'],
  });
}

/** Why a tree does not go on from an older one; null where it does. Both are believed already. */
export function inconsistency(old: Checkpoint, now: Checkpoint, proof: readonly Uint8Array[]): Failure | null {
  const [expected, found] = [headWords(old), headWords(now)];
  if (old.origin !== now.origin) return { what: 'other-log', expected: old.origin, found: now.origin };
  if (old.size > now.size) return { what: 'size-went-back', expected, found };
  if (old.size === now.size && toBase64(old.root) !== toBase64(now.root)) return { what: 'two-roots', expected, found };
  return isConsistent(old, now, proof) ? null : { what: 'not-consistent', expected, found };
}

function headWords({ size, root }: Checkpoint): string {
  return `${size} ${toBase64(root)}`;
}

/** Hashes as a document has them; null where one is none. */
function readHashes(texts: unknown): Uint8Array[] | null {
  if (!Array.isArray(texts)) return null;
  const hashes = texts.map((text) => (typeof text === 'string' ? fromBase64(text) : null));
  return hashes.every((hash) => hash?.length === HASH_BYTES) ? (hashes as Uint8Array[]) : null;
}
