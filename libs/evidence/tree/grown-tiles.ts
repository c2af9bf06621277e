import { placeInTiles, TILE_HEIGHT, type Subtree } from '#proof';

/** The hashes by which a tile grew; they come behind those that it had. */
export interface GrownTile {
  readonly level: number;
  readonly index: number;
  readonly hashes: Uint8Array[];
}

/** Sorts the hashes of new subtrees into the tiles that keep them: those of every eighth level. */
export class GrownTiles {
  readonly #tiles = new Map<string, GrownTile>();

  add(subtree: Subtree, hash: Uint8Array): void {
    if (subtree.level % TILE_HEIGHT !== 0) return;
    const { level, index } = placeInTiles(subtree);
    const key = `${level}/${index}`;
    const tile = this.#tiles.get(key) ?? { level, index, hashes: [] };
    tile.hashes.push(hash);
    this.#tiles.set(key, tile);
  }

  all(): readonly GrownTile[] {
    return [...this.#tiles.values()];
  }
}
