import { Inject, Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import {
  HASH_BYTES,
  joinOfTile,
  placeInTiles,
  rangeHashes,
  rootOf,
  subtreesOf,
  TILE_WIDTH,
  type LeafRange,
  type TreeHead,
} from '#proof';
import { ofAssociation } from '#platform';
import { KeptTiles } from './kept-tiles.js';
import { TileNodes } from './tile-nodes.js';
import { frontierOf } from './tree.projection.js';

interface TileRow {
  readonly level: number;
  readonly index: string;
  readonly hashes: Buffer;
}

/** Reads the trees of logs: how far they have grown, their tiles, and the hashes of which proofs are made. */
@Injectable()
export class TreeReader {
  readonly #kept = new KeptTiles();
  /** Of full tiles, as long as they are kept. */
  readonly #nodes = new WeakMap<Buffer, TileNodes>();

  constructor(@Inject(Pool) private readonly pool: Pool) {}

  /** The tree as it is now; null where the log has no event, or none that was taken in yet. */
  async head(association: string): Promise<TreeHead | null> {
    const { rows } = await ofAssociation(this.pool, association).query<{ size: string; frontier: Buffer }>(
      `SELECT size, frontier FROM evidence.tree WHERE association = $1`,
      [association],
    );
    if (!rows[0]) return null;
    const frontier = frontierOf(rows[0]);
    return { size: frontier.size, root: rootOf(frontier) };
  }

  /** What is full never changes, save where a loss of its log was accepted: it is read anew. */
  forget(association: string): void {
    this.#kept.forget(association);
  }

  /** The first hashes of a tile; null where it has not so many. */
  async tile(association: string, place: { level: number; index: number; width: number }): Promise<Buffer | null> {
    const tile = (await this.#tiles(association, [place])).get(keyOf(place));
    const bytes = place.width * HASH_BYTES;
    return tile && tile.length >= bytes ? tile.subarray(0, bytes) : null;
  }

  /** Hashes of ranges of leaves, all of which must be in the tree: what proofs of inclusion and consistency consist of. */
  async hashes(association: string, ranges: readonly LeafRange[]): Promise<Uint8Array[]> {
    const places = ranges.flatMap((range) => subtreesOf(range).map(placeInTiles));
    const tiles = await this.#tiles(association, places);
    return rangeHashes(ranges, async (subtree) => {
      const place = placeInTiles(subtree);
      const tile = tiles.get(keyOf(place));
      if (!tile) throw new RangeError('The tree has no such leaves.');
      return this.#join(tile, place);
    });
  }

  #join(tile: Buffer, { from, to }: { readonly from: number; readonly to: number }): Uint8Array {
    if (tile.length < TILE_WIDTH * HASH_BYTES) return joinOfTile(tile, from, to);
    const nodes = this.#nodes.get(tile) ?? new TileNodes(tile);
    this.#nodes.set(tile, nodes);
    return nodes.join(from, to);
  }

  /** All at once: a proof needs one tile of each level, and two at the right edge. */
  async #tiles(
    association: string,
    places: readonly { readonly level: number; readonly index: number }[],
  ): Promise<Map<string, Buffer>> {
    const found = new Map<string, Buffer>();
    const missing = new Map<string, { readonly level: number; readonly index: number }>();
    for (const place of places) {
      const key = keyOf(place);
      const kept = this.#kept.get(association, key);
      if (kept) found.set(key, kept);
      else missing.set(key, place);
    }
    if (missing.size === 0) return found;
    const wanted = [...missing.values()];
    const { rows } = await ofAssociation(this.pool, association).query<TileRow>(
      `SELECT tile.level, tile.index, tile.hashes
       FROM unnest($2::smallint[], $3::bigint[]) AS wanted(level, index)
       JOIN evidence.tile AS tile
         ON tile.association = $1 AND tile.level = wanted.level AND tile.index = wanted.index`,
      [association, wanted.map(({ level }) => level), wanted.map(({ index }) => index)],
    );
    for (const { level, index, hashes } of rows) {
      const key = keyOf({ level, index: Number(index) });
      found.set(key, hashes);
      // What is full never changes.
      if (hashes.length === TILE_WIDTH * HASH_BYTES) this.#kept.keep(association, key, hashes);
    }
    return found;
  }
}

function keyOf({ level, index }: { readonly level: number; readonly index: number }): string {
  return `${level}/${index}`;
}
