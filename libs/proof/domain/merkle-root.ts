import { nodeHash } from './hashes.js';
import { sha256 } from './sha256.js';

/**
 * Root of the Merkle tree over leaf hashes, in their order; of no leaves SHA-256 of the empty string.
 * RFC 6962 section 2.1.
 */
export function merkleRoot(leaves: readonly Uint8Array[]): Uint8Array {
  if (leaves.length === 0) return sha256(new Uint8Array(0));
  let level = leaves;
  while (level.length > 1) level = joinPairs(level);
  return level[0]!;
}

// Joining neighbours and carrying a lone last node up gives RFC 6962's split at the largest power of two.
function joinPairs(level: readonly Uint8Array[]): Uint8Array[] {
  const joined: Uint8Array[] = [];
  for (let index = 0; index < level.length; index += 2) {
    const right = level[index + 1];
    joined.push(right ? nodeHash(level[index]!, right) : level[index]!);
  }
  return joined;
}
