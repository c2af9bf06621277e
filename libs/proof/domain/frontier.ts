import { nodeHash } from './hashes.js';
import { isCount, joinSubtrees, subtreesOf, type Subtree } from './tree.js';

/** The right edge of a tree: all that is needed to grow it. */
export interface Frontier {
  /** Leaves so far. */
  readonly size: number;
  /** Hashes of the perfect subtrees of the tree, the largest first: as many as `size` has bits that are set. */
  readonly roots: readonly Uint8Array[];
}

export const EMPTY_FRONTIER: Frontier = { size: 0, roots: [] };

/** Is told each perfect subtree once, when its last leaf came: leaves too, and children before parents. */
export type VisitSubtree = (subtree: Subtree, hash: Uint8Array) => void;

/** A frontier with more leaves, in their order. Takes memory for the right edge alone, however large the tree is. */
export function grow(frontier: Frontier, leaves: Iterable<Uint8Array>, visit?: VisitSubtree): Frontier {
  const roots = [...checked(frontier).roots];
  let { size } = frontier;
  for (const leaf of leaves) {
    let [hash, level, index] = [leaf, 0, size];
    visit?.({ level, index }, hash);
    while (index % 2 === 1) {
      hash = nodeHash(roots.pop()!, hash);
      level += 1;
      index = (index - 1) / 2;
      visit?.({ level, index }, hash);
    }
    roots.push(hash);
    size += 1;
  }
  return { size, roots };
}

/** Root of the tree that a frontier stands for, 32 bytes. RFC 6962 section 2.1. */
export function rootOf(frontier: Frontier): Uint8Array {
  return joinSubtrees(checked(frontier).roots);
}

function checked(frontier: Frontier): Frontier {
  const { size, roots } = frontier;
  if (!isCount(size) || subtreesOf({ from: 0, to: size }).length !== roots.length) {
    throw new RangeError('A frontier has as many hashes as its size has bits that are set.');
  }
  return frontier;
}
