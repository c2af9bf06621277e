import { HASH_BYTES, nodeHash, TILE_WIDTH } from '#proof';
import { SIXTEEN } from './tile-part.js';

const TILE_BYTES = TILE_WIDTH * HASH_BYTES;
/** The hashes over each sixteen stand among those above the tile from here on. */
const SIXTEENS = TILE_WIDTH / SIXTEEN;
/** What one takes at most: its hashes, as much again for those above them, and which of these were made. */
export const KEPT_TILE_BYTES_MAX = 2 * TILE_BYTES + SIXTEENS * HASH_BYTES + TILE_WIDTH;

/** The first hashes of a tile, and those above them, each made once, when it is asked for: a proof needs eight of 255. */
export class KeptTile {
  /** As a heap has them: the one over all at 1, those below n at 2n and 2n + 1. Those of the tile itself would come next. */
  #nodes = Buffer.alloc(0);
  #made = new Uint8Array(0);

  constructor(
    readonly hashes: Buffer,
    /** Those over each sixteen of them, as far as they are stored. */
    private readonly sixteens: Buffer = Buffer.alloc(0),
  ) {}

  has(hashes: number): boolean {
    return this.hashes.length >= hashes * HASH_BYTES;
  }

  /** The hash over a power of two of the hashes. Throws a RangeError where the tile is too short. */
  join(from: number, to: number): Uint8Array {
    if (!this.has(to)) throw new RangeError('The tile has not all the hashes that are asked for.');
    return this.#node((TILE_WIDTH + from) / (to - from));
  }

  #node(at: number): Uint8Array {
    if (at >= TILE_WIDTH) return hashAt(this.hashes, at - TILE_WIDTH);
    if (at >= SIXTEENS && at - SIXTEENS < this.sixteens.length / HASH_BYTES)
      return hashAt(this.sixteens, at - SIXTEENS);
    if (this.#made.length === 0) {
      this.#nodes = Buffer.allocUnsafeSlow(TILE_BYTES);
      this.#made = new Uint8Array(TILE_WIDTH);
    }
    if (this.#made[at] === 0) {
      this.#nodes.set(nodeHash(this.#node(2 * at), this.#node(2 * at + 1)), at * HASH_BYTES);
      this.#made[at] = 1;
    }
    return hashAt(this.#nodes, at);
  }
}

function hashAt(hashes: Buffer, index: number): Uint8Array {
  return hashes.subarray(index * HASH_BYTES, (index + 1) * HASH_BYTES);
}
