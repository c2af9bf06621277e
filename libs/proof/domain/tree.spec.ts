import { createHash } from 'node:crypto';
import { grow, EMPTY_FRONTIER, rootOf, type Frontier } from './frontier.js';
import { leafHash, nodeHash } from './hashes.js';
import { merkleRoot } from './merkle-root.js';
import {
  consistencyRanges,
  inclusionRanges,
  joinSubtrees,
  rangeHashes,
  subtreesOf,
  type ReadSubtree,
  type Subtree,
} from './tree.js';
import { isConsistent, isIncluded } from './verify-tree.js';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const leafOf = (index: number) => leafHash(Buffer.from(`leaf ${index}`));

/** A tree of any size, most of whose leaves are alike: its hashes are found without making all of them. */
class HugeTree {
  readonly #alike = [leafHash(Buffer.from('alike'))];
  constructor(private readonly special: readonly number[]) {}

  read = ({ level, index }: Subtree): Uint8Array => {
    const [from, to] = [index * 2 ** level, (index + 1) * 2 ** level];
    if (!this.special.some((leaf) => leaf >= from && leaf < to)) return this.#same(level);
    if (level === 0) return leafOf(index);
    return nodeHash(
      this.read({ level: level - 1, index: 2 * index }),
      this.read({ level: level - 1, index: 2 * index + 1 }),
    );
  };
  root(size: number): Uint8Array {
    return joinSubtrees(subtreesOf({ from: 0, to: size }).map(this.read));
  }
  #same(level: number): Uint8Array {
    for (let at = this.#alike.length; at <= level; at += 1)
      this.#alike.push(nodeHash(this.#alike[at - 1]!, this.#alike[at - 1]!));
    return this.#alike[level]!;
  }
}

const hashesOf = (tree: HugeTree, ranges: Parameters<typeof rangeHashes>[0]) =>
  rangeHashes(ranges, async (subtree) => tree.read(subtree));

// The test data that certificate-transparency publishes with RFC 6962: eight entries and some of their proofs.
const ENTRIES = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
const LEAVES = ENTRIES.map((text) => leafHash(Buffer.from(text, 'hex')));
const readPublished: ReadSubtree = async ({ level, index }) =>
  merkleRoot(LEAVES.slice(index * 2 ** level, (index + 1) * 2 ** level));
const PATHS: [leaf: number, size: number, path: string[]][] = [
  [0, 1, []],
  [
    0,
    8,
    [
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ],
  ],
  [
    5,
    8,
    [
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ],
  ],
  [2, 3, ['fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125']],
];
const CONSISTENT: [old: number, now: number, proof: string[]][] = [
  [1, 1, []],
  [
    1,
    8,
    [
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ],
  ],
  [
    6,
    8,
    [
      '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ],
  ],
];

describe('proofs of RFC 6962, as they were published', () => {
  it.each(PATHS)('show leaf %i in a tree of %i', async (leaf, size, path) => {
    const made = await rangeHashes(inclusionRanges(leaf, size), readPublished);
    expect(made.map(hex)).toEqual(path);
    expect(isIncluded(LEAVES[leaf]!, leaf, made, { size, root: merkleRoot(LEAVES.slice(0, size)) })).toBe(true);
  });

  it.each(CONSISTENT)('show that the tree of %i begins the tree of %i', async (old, now, proof) => {
    const made = await rangeHashes(consistencyRanges(old, now), readPublished);
    expect(made.map(hex)).toEqual(proof);
    const head = (size: number) => ({ size, root: merkleRoot(LEAVES.slice(0, size)) });
    expect(isConsistent(head(old), head(now), made)).toBe(true);
  });
});

const MAX = 600;
const leaves = Array.from({ length: MAX }, (_, index) => leafOf(index));
const read = ({ level, index }: Subtree) => subtreeHashes.get(`${level}/${index}`)!;
const subtreeHashes = new Map<string, Uint8Array>();
const roots: Uint8Array[] = [rootOf(EMPTY_FRONTIER)];
let frontier: Frontier = EMPTY_FRONTIER;
for (const leaf of leaves) {
  frontier = grow(frontier, [leaf], ({ level, index }, hash) => subtreeHashes.set(`${level}/${index}`, hash));
  roots.push(rootOf(frontier));
}
const provenBy = (ranges: Parameters<typeof rangeHashes>[0]) =>
  ranges.map((range) => joinSubtrees(subtreesOf(range).map(read)));

describe(`every tree of 0 to ${MAX} leaves`, () => {
  it('has the root that all of its leaves give at once', () => {
    for (let size = 0; size <= MAX; size += 1) expect(hex(roots[size]!)).toBe(hex(merkleRoot(leaves.slice(0, size))));
  });

  it('proves each of its leaves, at its own place and no other', () => {
    let wrong = 0;
    for (let size = 1; size <= MAX; size += 1) {
      const head = { size, root: roots[size]! };
      // All leaves of small trees; of larger ones those about the edges of perfect subtrees, and some between.
      for (
        let leaf = 0;
        leaf < size;
        leaf += size <= 70 || leaf % 64 > 61 || leaf % 64 < 2 || leaf > size - 3 ? 1 : 13
      ) {
        const path = provenBy(inclusionRanges(leaf, size));
        const isGood = isIncluded(leaves[leaf]!, leaf, path, head);
        const isElsewhere = size > 1 && isIncluded(leaves[leaf]!, (leaf + 1) % size, path, head);
        const isOther = isIncluded(leaves[(leaf + 1) % MAX]!, leaf, path, head);
        if (!isGood || isElsewhere || isOther) wrong += 1;
      }
    }
    expect(wrong).toBe(0);
  });

  it('begins with each smaller one, and with no other', () => {
    let wrong = 0;
    for (let size = 0; size <= MAX; size += 1) {
      for (let old = 0; old <= size; old += size <= 70 || old % 64 > 61 || old % 64 < 2 || old > size - 3 ? 1 : 11) {
        const proof = provenBy(consistencyRanges(old, size));
        const [before, now] = [
          { size: old, root: roots[old]! },
          { size, root: roots[size]! },
        ];
        if (!isConsistent(before, now, proof)) wrong += 1;
        if (old > 1 && isConsistent({ size: old, root: leaves[0]! }, now, proof)) wrong += 1;
        if (old > 0 && old < size && isConsistent(before, { size, root: roots[size - 1]! }, proof)) wrong += 1;
        if (proof.length > 0 && isConsistent(before, now, proof.slice(1))) wrong += 1;
        if (isConsistent(before, now, [...proof, leaves[0]!]) && old > 0) wrong += 1;
      }
    }
    expect(wrong).toBe(0);
  });
});

const AROUND = [1, 2, 3, 4, 5, 6].flatMap((power) => [-2, -1, 0, 1, 2].map((step) => 256 ** power + step));
const sized = AROUND.filter((size) => size > 0);

describe('a tree of about a power of 256', () => {
  it.each(sized)('of %i leaves proves its first, last and middle leaf, and its past', async (size) => {
    const special = [0, Math.floor(size / 2), size - 1];
    const tree = new HugeTree(special);
    const head = { size, root: tree.root(size) };
    for (const leaf of new Set(special)) {
      const path = await hashesOf(tree, inclusionRanges(leaf, size));
      expect(isIncluded(leafOf(leaf), leaf, path, head)).toBe(true);
      expect(isIncluded(leafOf(leaf + 1), leaf, path, head)).toBe(false);
    }
    for (const old of [1, Math.floor(size / 2) + 1, size - 1, size].filter((count) => count > 0 && count <= size)) {
      const proof = await hashesOf(tree, consistencyRanges(old, size));
      expect(isConsistent({ size: old, root: tree.root(old) }, head, proof)).toBe(true);
      const other = createHash('sha256').update('other').digest();
      expect(isConsistent({ size: old, root: other }, head, proof)).toBe(false);
    }
  });
});

describe('what is no tree', () => {
  it.each([
    [1, 1],
    [-1, 5],
    [0.5, 5],
    [2 ** 53, 2 ** 53],
    [0, Number.NaN],
  ])('has no leaf %d of %d', (leaf, size) => {
    expect(() => inclusionRanges(leaf, size)).toThrow(RangeError);
    expect(isIncluded(leaves[0]!, leaf, [], { size, root: leaves[0]! })).toBe(false);
  });

  it('does not shrink', () => {
    expect(() => consistencyRanges(5, 4)).toThrow(RangeError);
    expect(isConsistent({ size: 5, root: roots[5]! }, { size: 4, root: roots[4]! }, [])).toBe(false);
  });

  it('does not grow from a right edge that has lost a hash', () => {
    expect(() => grow({ size: 5, roots: [leaves[0]!] }, leaves)).toThrow(RangeError);
  });
});
