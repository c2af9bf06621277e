import { equalBytes } from './bytes.js';
import { nodeHash } from './hashes.js';
import { isCount } from './tree.js';

/** What a proof is about: a tree, as its checkpoint says it. */
export interface TreeHead {
  readonly size: number;
  /** 32 bytes. */
  readonly root: Uint8Array;
}

/** Whether a leaf hash stands at a place (from 0) of a tree, by its audit path from the leaf up. RFC 9162 section 2.1.3.2. */
export function isIncluded(
  leaf: Uint8Array,
  index: number,
  path: readonly Uint8Array[],
  { size, root }: TreeHead,
): boolean {
  if (!isCount(index) || !isCount(size) || index >= size) return false;
  let [node, last] = [index, size - 1];
  let hash = leaf;
  for (const sibling of path) {
    if (last === 0) return false;
    if (isOdd(node) || node === last) {
      hash = nodeHash(sibling, hash);
      while (!isOdd(node) && node !== 0) [node, last] = [half(node), half(last)];
    } else {
      hash = nodeHash(hash, sibling);
    }
    [node, last] = [half(node), half(last)];
  }
  return last === 0 && equalBytes(hash, root);
}

/** Whether a tree begins with an older one. RFC 9162 section 2.1.4.2; an empty one begins every other. */
export function isConsistent(old: TreeHead, now: TreeHead, proof: readonly Uint8Array[]): boolean {
  if (!isCount(old.size) || !isCount(now.size) || old.size > now.size) return false;
  if (old.size === now.size) return proof.length === 0 && equalBytes(old.root, now.root);
  if (old.size === 0) return proof.length === 0;
  let [node, last] = [old.size - 1, now.size - 1];
  while (isOdd(node)) [node, last] = [half(node), half(last)];
  // Of a perfect tree the verifier has the first hash already: it is the old root.
  const [first, ...others] = node === 0 ? [old.root, ...proof] : proof;
  if (!first) return false;
  let [before, after] = [first, first];
  for (const hash of others) {
    if (last === 0) return false;
    if (isOdd(node) || node === last) {
      [before, after] = [nodeHash(hash, before), nodeHash(hash, after)];
      while (!isOdd(node) && node !== 0) [node, last] = [half(node), half(last)];
    } else {
      after = nodeHash(after, hash);
    }
    [node, last] = [half(node), half(last)];
  }
  return last === 0 && equalBytes(before, old.root) && equalBytes(after, now.root);
}

// Sizes go beyond the 32 bits of the bitwise operators.
const isOdd = (value: number): boolean => value % 2 === 1;
const half = (value: number): number => Math.floor(value / 2);
