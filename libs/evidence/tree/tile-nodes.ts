import { HASH_BYTES, joinOfTile } from '#proof';

/** The hashes above those of a full tile, each made once, when it is asked for: a proof needs eight of them, of 255. */
export class TileNodes {
  readonly #nodes = new Map<number, Uint8Array>();

  constructor(private readonly tile: Uint8Array) {}

  /** The hash over a power of two of the tile's hashes. */
  join(from: number, to: number): Uint8Array {
    if (to - from === 1) return this.tile.subarray(from * HASH_BYTES, to * HASH_BYTES);
    const key = from * 1_024 + to;
    const known = this.#nodes.get(key);
    if (known) return known;
    const middle = (from + to) / 2;
    const pair = new Uint8Array(2 * HASH_BYTES);
    pair.set(this.join(from, middle));
    pair.set(this.join(middle, to), HASH_BYTES);
    const hash = joinOfTile(pair, 0, 2);
    this.#nodes.set(key, hash);
    return hash;
  }
}
