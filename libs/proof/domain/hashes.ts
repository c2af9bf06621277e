import { sha256 } from './sha256.js';

// RFC 6962 section 2.1: the prefixes keep a leaf from passing for an inner node.
const LEAF_PREFIX = 0x00;
const NODE_PREFIX = 0x01;
/** What is hashed is put together here: room for any entry, which is cheaper to keep than to ask for each time. */
const SCRATCH = new Uint8Array(65_536);
const HASH_BYTES = 32;
/** The same for two hashes: the tree over a log is made of as many inner nodes as it has leaves. */
const PAIR = new Uint8Array(2 * HASH_BYTES + 1);
PAIR[0] = NODE_PREFIX;

/** Hash of one entry of a log: SHA-256(0x00 ‖ entry), 32 bytes. RFC 6962 section 2.1. */
export function leafHash(entry: Uint8Array): Uint8Array {
  const prefixed = entry.length < SCRATCH.length ? SCRATCH : new Uint8Array(entry.length + 1);
  prefixed[0] = LEAF_PREFIX;
  prefixed.set(entry, 1);
  return sha256(prefixed.subarray(0, entry.length + 1));
}

/** Hash of an inner node over two hashes of 32 bytes: SHA-256(0x01 ‖ left ‖ right). RFC 6962 section 2.1. */
export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  if (left.length !== HASH_BYTES || right.length !== HASH_BYTES) throw new RangeError('A hash has 32 bytes.');
  PAIR.set(left, 1);
  PAIR.set(right, HASH_BYTES + 1);
  return sha256(PAIR);
}
