import { concatBytes, equalBytes } from './bytes.js';
import { sha256 } from './sha256.js';
import { HASH_BYTES } from './tiles.js';

/**
 * A map under one hash: a binary tree whose path to a key is the key's bits, the most significant first. A subtree with
 * one key alone is that key's leaf, one without any is 32 zeros, so the tree is as deep as keys are alike. For each key a
 * root has one answer, however the tree was made: its path ends at one place, in one of these three.
 */
export interface MapEntry {
  /** 32 bytes, like random ones. */
  readonly key: Uint8Array;
  readonly value: Uint8Array;
}

/** What a key's path in the map meets. */
export interface MapProof {
  /** Hashes beside the path, from the root down; 32 bytes each. */
  readonly siblings: readonly Uint8Array[];
  /** The leaf in which the path ends; null where it ends in nothing. */
  readonly leaf: MapEntry | null;
}

// Apart from the prefixes of the log's tree and of chains.
const LEAF_PREFIX = 0x03;
const NODE_PREFIX = 0x04;
const KEY_BITS = 8 * HASH_BYTES;
export const EMPTY_MAP = new Uint8Array(HASH_BYTES);

/** SHA-256(0x03 ‖ key ‖ SHA-256(value)). */
export function mapLeaf({ key, value }: MapEntry): Uint8Array {
  return sha256(concatBytes(Uint8Array.of(LEAF_PREFIX), key, sha256(value)));
}

/** SHA-256(0x04 ‖ left ‖ right); of two empty halves 32 zeros. */
export function mapNode(left: Uint8Array, right: Uint8Array): Uint8Array {
  if (isEmpty(left) && isEmpty(right)) return EMPTY_MAP;
  return sha256(concatBytes(Uint8Array.of(NODE_PREFIX), left, right));
}

export function bitOf(key: Uint8Array, depth: number): 0 | 1 {
  return ((key[depth >> 3]! >> (7 - (depth & 7))) & 1) as 0 | 1;
}

/**
 * Root over some entries, by recursion over all of them: what a kept map is compared with. Keys come once each. With a
 * depth, of the part of a map below a path of so many bits, which all keys share.
 */
export function mapRoot(entries: readonly MapEntry[], depth = 0): Uint8Array {
  return rootBelow(entries, depth);
}

function rootBelow(entries: readonly MapEntry[], depth: number): Uint8Array {
  if (entries.length === 0) return EMPTY_MAP;
  if (entries.length === 1) return mapLeaf(entries[0]!);
  if (depth === KEY_BITS) throw new RangeError('A key is in the map twice.');
  const [left, right] = halves(entries, depth);
  return mapNode(rootBelow(left, depth + 1), rootBelow(right, depth + 1));
}

/** Proof of what a key's path meets among some entries; with a depth, from there on down. */
export function mapProof(entries: readonly MapEntry[], key: Uint8Array, from = 0): MapProof {
  const siblings: Uint8Array[] = [];
  let below = entries;
  for (let depth = from; below.length > 1; depth += 1) {
    const parts = halves(below, depth);
    const bit = bitOf(key, depth);
    siblings.push(rootBelow(parts[1 - bit]!, depth + 1));
    below = parts[bit]!;
  }
  return { siblings, leaf: below[0] ?? null };
}

function halves(entries: readonly MapEntry[], depth: number): [MapEntry[], MapEntry[]] {
  const parts: [MapEntry[], MapEntry[]] = [[], []];
  for (const entry of entries) parts[bitOf(entry.key, depth)].push(entry);
  return parts;
}

/** What a map holds under a key: its value, `'absent'`, or null where the proof does not fit the root. */
export function provenValue(root: Uint8Array, key: Uint8Array, proof: MapProof): Uint8Array | 'absent' | null {
  const { siblings, leaf } = proof;
  if (key.length !== HASH_BYTES || siblings.length > KEY_BITS) return null;
  // Another key's leaf proves something of this key only where the paths of both lead to it.
  if (leaf && (leaf.key.length !== HASH_BYTES || !isSamePath(leaf.key, key, siblings.length))) return null;
  let hash = leaf ? mapLeaf(leaf) : EMPTY_MAP;
  for (let depth = siblings.length - 1; depth >= 0; depth -= 1) {
    const sibling = siblings[depth]!;
    if (sibling.length !== HASH_BYTES) return null;
    hash = bitOf(key, depth) === 0 ? mapNode(hash, sibling) : mapNode(sibling, hash);
  }
  if (!equalBytes(hash, root)) return null;
  return leaf && equalBytes(leaf.key, key) ? leaf.value : 'absent';
}

function isSamePath(one: Uint8Array, other: Uint8Array, depth: number): boolean {
  for (let at = 0; at < depth; at += 1) if (bitOf(one, at) !== bitOf(other, at)) return false;
  return true;
}

function isEmpty(hash: Uint8Array): boolean {
  return equalBytes(hash, EMPTY_MAP);
}
