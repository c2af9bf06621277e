import { nodeHash } from './hashes.js';
import { isCount, type Subtree } from './tree.js';

/** A tile stands for a subtree of this height: https://c2sp.org/tlog-tiles. */
export const TILE_HEIGHT = 8;
export const TILE_WIDTH = 2 ** TILE_HEIGHT;
export const HASH_BYTES = 32;
const LEVEL_MAX = 63;

/** A tile of hashes, or a bundle of entries, by its place. */
export interface Tile {
  /** From 0, of leaf hashes; each level is over full tiles of the one below. Entries have none. */
  readonly level: number | 'entries';
  readonly index: number;
  /** How many of its 256 it has; fewer in the last of a level only. */
  readonly width: number;
}

/** `tile/0/x001/234.p/12`: the path of a tile below the prefix of its log. */
export function tilePath({ level, index, width }: Tile): string {
  const groups = [String(index % 1_000).padStart(3, '0')];
  for (let rest = Math.floor(index / 1_000); rest > 0; rest = Math.floor(rest / 1_000)) {
    groups.unshift(`x${String(rest % 1_000).padStart(3, '0')}`);
  }
  return `tile/${level}/${groups.join('/')}${width === TILE_WIDTH ? '' : `.p/${width}`}`;
}

/** The tile of a path; null where the path is none, or not as the specification writes it. */
export function tileOfPath(path: string): Tile | null {
  const parts = /^tile\/(entries|\d{1,2})\/((?:x\d{3}\/)*\d{3})(?:\.p\/(\d{1,3}))?$/.exec(path);
  if (!parts) return null;
  const level = parts[1] === 'entries' ? parts[1] : Number(parts[1]);
  const tile: Tile = { level, index: Number(parts[2]!.replaceAll(/[x/]/g, '')), width: Number(parts[3] ?? TILE_WIDTH) };
  const isPlace = (level === 'entries' || level <= LEVEL_MAX) && isCount(tile.index) && tile.width > 0;
  // One place has one path: no leading zeros, no full tile under the name of a partial one.
  return isPlace && tile.width <= TILE_WIDTH && tilePath(tile) === path ? tile : null;
}

/** How wide the tile of an index is in a tree of some leaves; 0 where the tree has none there. */
export function tileWidth(level: number, index: number, size: number): number {
  const hashes = Math.floor(size / TILE_WIDTH ** level);
  return Math.max(0, Math.min(TILE_WIDTH, hashes - index * TILE_WIDTH));
}

/** Where the hash of a perfect subtree is found: in these hashes of this tile, joined. */
export function placeInTiles({ level, index }: Subtree): { level: number; index: number; from: number; to: number } {
  const tileLevel = Math.floor(level / TILE_HEIGHT);
  const hashes = 2 ** (level % TILE_HEIGHT);
  const first = index * hashes;
  const from = first % TILE_WIDTH;
  return { level: tileLevel, index: Math.floor(first / TILE_WIDTH), from, to: from + hashes };
}

/** Joins a power of two of a tile's hashes. Throws a RangeError where the tile is too short. */
export function joinOfTile(tile: Uint8Array, from: number, to: number): Uint8Array {
  if (tile.length < to * HASH_BYTES) throw new RangeError('The tile has not all the hashes that are asked for.');
  let hashes = Array.from({ length: to - from }, (_, index) => hashOfTile(tile, from + index));
  while (hashes.length > 1) {
    hashes = Array.from({ length: hashes.length / 2 }, (_, n) => nodeHash(hashes[2 * n]!, hashes[2 * n + 1]!));
  }
  return hashes[0]!;
}

function hashOfTile(tile: Uint8Array, index: number): Uint8Array {
  return tile.subarray(index * HASH_BYTES, (index + 1) * HASH_BYTES);
}
