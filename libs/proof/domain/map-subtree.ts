import { concatBytes } from './bytes.js';
import { EMPTY_MAP, mapLeaf, mapNode, mapRoot, type MapEntry } from './sparse-map.js';
import { HASH_BYTES, TILE_HEIGHT, TILE_WIDTH } from './tiles.js';

/** A part of a map below one path, as its parent has to know it: one with one key alone has that key's leaf as its hash. */
export interface MapSubtree {
  readonly hash: Uint8Array;
  readonly keys: 'none' | 'one' | 'more';
}

export const NO_KEYS: MapSubtree = { hash: EMPTY_MAP, keys: 'none' };

/** The part of a map below a path of `depth` bits, from all entries whose keys begin with it. */
export function subtreeOf(entries: readonly MapEntry[], depth: number): MapSubtree {
  if (entries.length === 0) return NO_KEYS;
  if (entries.length === 1) return { hash: mapLeaf(entries[0]!), keys: 'one' };
  return { hash: mapRoot(entries, depth), keys: 'more' };
}

function joinHalves(left: MapSubtree, right: MapSubtree): MapSubtree {
  if (right.keys === 'none' && left.keys !== 'more') return left;
  if (left.keys === 'none' && right.keys !== 'more') return right;
  return { hash: mapNode(left.hash, right.hash), keys: 'more' };
}

/** The 256 parts below a path of some bits, in the order of the next eight; all that a kept map has to keep. */
export type MapTile = readonly MapSubtree[];

/** All parts of a tile, the whole first and the 256 last. */
function levelsOf(tile: MapTile): MapSubtree[][] {
  const levels = [[...tile]];
  for (let below = levels[0]!; below.length > 1; below = levels[0]!) {
    levels.unshift(Array.from({ length: below.length / 2 }, (_, n) => joinHalves(below[2 * n]!, below[2 * n + 1]!)));
  }
  return levels;
}

/** The whole that a tile is made of. */
export function wholeOf(tile: MapTile): MapSubtree {
  return levelsOf(tile)[0]![0]!;
}

/** The way from the top of a tile towards one of its 256 parts, as far as there is more than one key. */
export interface Descent {
  /** Hashes beside it, from the top down. */
  readonly siblings: readonly Uint8Array[];
  /** Where it ends; with more keys than one only at the bottom. */
  readonly end: MapSubtree;
}

export function descend(tile: MapTile, part: number): Descent {
  const levels = levelsOf(tile);
  const siblings: Uint8Array[] = [];
  for (let depth = 0; ; depth += 1) {
    const end = levels[depth]![part >> (TILE_HEIGHT - depth)]!;
    if (end.keys !== 'more' || depth === TILE_HEIGHT) return { siblings, end };
    siblings.push(levels[depth + 1]![(part >> (TILE_HEIGHT - depth - 1)) ^ 1]!.hash);
  }
}

/** The bytes of a tile: its 256 hashes, and a bit for each of its parts that has one key alone. */
export interface TileBytes {
  readonly hashes: Uint8Array;
  readonly ones: Uint8Array;
}

export function encodeMapTile(tile: MapTile): TileBytes {
  const ones = new Uint8Array(TILE_WIDTH / 8);
  tile.forEach(({ keys }, part) => {
    if (keys === 'one') ones[part >> 3]! |= 0x80 >> (part & 7);
  });
  return { hashes: concatBytes(...tile.map(({ hash }) => hash)), ones };
}

export function decodeMapTile({ hashes, ones }: TileBytes): MapTile {
  return Array.from({ length: TILE_WIDTH }, (_, part) => {
    const hash = hashes.subarray(part * HASH_BYTES, (part + 1) * HASH_BYTES);
    if ((ones[part >> 3]! & (0x80 >> (part & 7))) !== 0) return { hash, keys: 'one' };
    return hash.some((byte) => byte !== 0) ? { hash, keys: 'more' } : NO_KEYS;
  });
}

export const EMPTY_MAP_TILE: MapTile = Array.from({ length: TILE_WIDTH }, () => NO_KEYS);
