import { sha256 } from './sha256.js';

// RFC 6962 section 2.1: the prefixes keep a leaf from passing for an inner node.
const LEAF_PREFIX = 0x00;
const NODE_PREFIX = 0x01;
/** What is hashed is put together here: room for any entry, which is cheaper to keep than to ask for each time. */
const SCRATCH = new Uint8Array(65_536);

/** Hash of one entry of a log: SHA-256(0x00 ‖ entry), 32 bytes. RFC 6962 section 2.1. */
export function leafHash(entry: Uint8Array): Uint8Array {
  const prefixed = entry.length < SCRATCH.length ? SCRATCH : new Uint8Array(entry.length + 1);
  prefixed[0] = LEAF_PREFIX;
  prefixed.set(entry, 1);
  return sha256(prefixed.subarray(0, entry.length + 1));
}

/** Hash of an inner node over two hashes of 32 bytes: SHA-256(0x01 ‖ left ‖ right). RFC 6962 section 2.1. */
export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  const prefixed = new Uint8Array(left.length + right.length + 1);
  prefixed[0] = NODE_PREFIX;
  prefixed.set(left, 1);
  prefixed.set(right, left.length + 1);
  return sha256(prefixed);
}
