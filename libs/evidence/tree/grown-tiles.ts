import { placeInTiles, TILE_HEIGHT, type Subtree } from '#proof';

/** Over sixteen hashes of a tile: half the way up to the one over all. */
const SIXTEEN_HEIGHT = TILE_HEIGHT / 2;

/** The hashes by which a tile grew; they come behind those that it had. */
export interface GrownTile {
  readonly level: number;
  readonly index: number;
  readonly hashes: Uint8Array[];
  /** Those over each sixteen of the tile that became whole. */
  readonly sixteens: Uint8Array[];
}

/** Sorts the hashes of new subtrees into the tiles that keep them: those of every fourth level. */
export class GrownTiles {
  readonly #tiles = new Map<string, GrownTile>();

  add(subtree: Subtree, hash: Uint8Array): void {
    const height = subtree.level % TILE_HEIGHT;
    if (height !== 0 && height !== SIXTEEN_HEIGHT) return;
    const { level, index } = placeInTiles(subtree);
    const key = `${level}/${index}`;
    const tile = this.#tiles.get(key) ?? { level, index, hashes: [], sixteens: [] };
    (height === 0 ? tile.hashes : tile.sixteens).push(hash);
    this.#tiles.set(key, tile);
  }

  all(): readonly GrownTile[] {
    return [...this.#tiles.values()];
  }
}
