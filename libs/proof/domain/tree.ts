import { nodeHash } from './hashes.js';
import { sha256 } from './sha256.js';

/** Places of leaves in a tree, from 0; `to` is exclusive. */
export interface LeafRange {
  readonly from: number;
  readonly to: number;
}

/** A perfect subtree: over 2^level leaves, the index-th of its level, both from 0. */
export interface Subtree {
  readonly level: number;
  readonly index: number;
}

/** Reads the hash of a perfect subtree, 32 bytes. */
export type ReadSubtree = (subtree: Subtree) => Promise<Uint8Array>;

/** Ranges whose hashes prove that a leaf is in a tree of `size` leaves, from the leaf up. RFC 6962 section 2.1.1. */
export function inclusionRanges(leaf: number, size: number): LeafRange[] {
  if (!isCount(leaf) || !isCount(size) || leaf >= size) throw new RangeError('The tree has no such leaf.');
  const ranges: LeafRange[] = [];
  let [from, to] = [0, size];
  while (to - from > 1) {
    const middle = from + powerOfTwoBelow(to - from);
    if (leaf < middle) {
      ranges.push({ from: middle, to });
      to = middle;
    } else {
      ranges.push({ from, to: middle });
      from = middle;
    }
  }
  return ranges.reverse();
}

/**
 * Ranges whose hashes prove that a tree of `size` leaves begins with that of `oldSize`. None where they are one tree, or
 * the old one is empty: everything begins with nothing. RFC 6962 section 2.1.2.
 */
export function consistencyRanges(oldSize: number, size: number): LeafRange[] {
  if (!isCount(oldSize) || !isCount(size) || oldSize > size) throw new RangeError('The old tree is the larger one.');
  if (oldSize === 0 || oldSize === size) return [];
  const ranges: LeafRange[] = [];
  let [from, to] = [0, size];
  let isWhole = true;
  while (to > oldSize) {
    const middle = from + powerOfTwoBelow(to - from);
    if (oldSize <= middle) {
      ranges.push({ from: middle, to });
      to = middle;
    } else {
      ranges.push({ from, to: middle });
      from = middle;
      isWhole = false;
    }
  }
  // The verifier has the old root already; a part of it has to be told.
  if (!isWhole) ranges.push({ from, to });
  return ranges.reverse();
}

/** The perfect subtrees that a range of such a proof, or a whole tree, is made of; the largest first. */
export function subtreesOf({ from, to }: LeafRange): Subtree[] {
  const subtrees: Subtree[] = [];
  let at = from;
  while (at < to) {
    const level = Math.floor(Math.log2(powerOfTwoUpTo(to - at)));
    subtrees.push({ level, index: at / 2 ** level });
    at += 2 ** level;
  }
  return subtrees;
}

/** Hash of a range from those of its perfect subtrees, in their order; of nothing SHA-256 of the empty string. */
export function joinSubtrees(hashes: readonly Uint8Array[]): Uint8Array {
  if (hashes.length === 0) return sha256(new Uint8Array(0));
  return hashes.reduceRight((right, left) => nodeHash(left, right));
}

/** The hashes of some ranges, in their order. */
export async function rangeHashes(ranges: readonly LeafRange[], read: ReadSubtree): Promise<Uint8Array[]> {
  return Promise.all(
    ranges.map(async (range) => joinSubtrees(await Promise.all(subtreesOf(range).map((subtree) => read(subtree))))),
  );
}

/** The largest power of two that is smaller than a count of two or more: where RFC 6962 splits a tree. */
function powerOfTwoBelow(count: number): number {
  return powerOfTwoUpTo(count - 1);
}

function powerOfTwoUpTo(count: number): number {
  if (count < 2 ** 31) return count < 1 ? 1 : 2 ** (31 - Math.clz32(count));
  let power = 2 ** 31;
  // Doubling stays exact where a logarithm would round.
  while (power * 2 <= count) power *= 2;
  return power;
}

export function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}
