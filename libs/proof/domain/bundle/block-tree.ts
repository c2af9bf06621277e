import { EMPTY_FRONTIER, grow, rootOf } from '../frontier.js';
import { HASH_BYTES, TILE_WIDTH } from '../tiles.js';

/** Leaves that come together in a bundle: those of one tile of the lowest level. */
export const BLOCK_LEAVES = TILE_WIDTH;

/** How many whole blocks a tree has, and how many leaves stand behind the last of them. */
export function blocksOf(size: number): { readonly whole: number; readonly rest: number } {
  return { whole: Math.floor(size / BLOCK_LEAVES), rest: size % BLOCK_LEAVES };
}

/** Hash over the leaves of a block. */
export function blockHash(leaves: readonly Uint8Array[]): Uint8Array {
  return rootOf(grow(EMPTY_FRONTIER, leaves));
}

/**
 * Root of a tree from the hashes of its whole blocks (one after another) and the leaves behind them: RFC 6962 section
 * 2.1, in which a block of 256 leaves is a perfect subtree.
 */
export function rootOfBlocks(blocks: Uint8Array, rest: readonly Uint8Array[]): Uint8Array {
  const whole = blocks.length / HASH_BYTES;
  const hashes = Array.from({ length: whole }, (_, at) => blocks.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES));
  const { roots } = grow(EMPTY_FRONTIER, hashes);
  const edge = grow(EMPTY_FRONTIER, rest);
  return rootOf({ size: whole * BLOCK_LEAVES + rest.length, roots: [...roots, ...edge.roots] });
}

/** The hash of a block as the level above has it. */
export function hashOfBlock(blocks: Uint8Array, block: number): Uint8Array {
  return blocks.subarray(block * HASH_BYTES, (block + 1) * HASH_BYTES);
}
