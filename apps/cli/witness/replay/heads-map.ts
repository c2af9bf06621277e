import { bitOf, EMPTY_MAP, mapLeaf, mapNode, type MapEntry } from '#proof';

interface Branch {
  left: Below;
  right: Below;
  hash: Uint8Array | null;
}

interface Leaf extends MapEntry {
  readonly hash: Uint8Array;
}

type Below = Branch | Leaf | null;

/** The map of libs/proof as it grows: hashes that nothing was set beneath are not made again. */
export class HeadsMap {
  #top: Below = null;

  set(key: Uint8Array, value: Uint8Array): void {
    this.#top = put(this.#top, { key, value, hash: mapLeaf({ key, value }) }, 0);
  }

  root(): Uint8Array {
    return hashOf(this.#top);
  }
}

function put(below: Below, leaf: Leaf, depth: number): Below {
  if (below === null) return leaf;
  if (isLeaf(below)) {
    if (Buffer.compare(below.key, leaf.key) === 0) return leaf;
    // Two keys part at the first bit in which they differ.
    const branch: Branch = { left: null, right: null, hash: null };
    put(branch, below, depth);
    return put(branch, leaf, depth);
  }
  const side = bitOf(leaf.key, depth) === 0 ? 'left' : 'right';
  below[side] = put(below[side], leaf, depth + 1);
  below.hash = null;
  return below;
}

function hashOf(below: Below): Uint8Array {
  if (below === null) return EMPTY_MAP;
  if (isLeaf(below)) return below.hash;
  below.hash ??= mapNode(hashOf(below.left), hashOf(below.right));
  return below.hash;
}

function isLeaf(below: Branch | Leaf): below is Leaf {
  return 'key' in below;
}
