import { Inject, Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { HASH_BYTES, rootOf, TILE_WIDTH, tileWidth, type LeafRange, type TreeHead } from '#proof';
import { ofAssociation } from '#platform';
import { KeptTile } from './kept-tile.js';
import { KeptTiles, type LogTiles, type TilePlace } from './kept-tiles.js';
import { ProofTiles } from './proof-tiles.js';
import { frontierOf } from './tree.projection.js';

interface TileRow {
  readonly level: number;
  readonly index: string;
  readonly hashes: Buffer;
}

interface Wanted {
  readonly association: string;
  readonly places: readonly TilePlace[];
  /** A tree that is known to be in the log: nothing behind it is kept. */
  readonly size: number;
}

interface ReadTile {
  readonly place: TilePlace;
  readonly tile: KeptTile;
}

/** Reads the trees of logs: how far they have grown, their tiles, and the hashes of which proofs are made. */
@Injectable()
export class TreeReader {
  readonly #kept = new KeptTiles();

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

  /** What a tree has never changes, save where a loss of its log was accepted: it is read anew. */
  forget(association: string): void {
    this.#kept.forget(association);
  }

  /** The first hashes of a tile, which are in a tree that is known; null where it has not so many. */
  async tile(association: string, place: TilePlace & { readonly width: number }): Promise<Buffer | null> {
    const { level, index, width } = place;
    const log = this.#kept.of(association);
    const size = (index * TILE_WIDTH + width) * TILE_WIDTH ** level;
    const tile = log.tile(place, width) ?? (await this.#read(log, { association, places: [place], size }))[0]?.tile;
    return tile?.has(width) ? tile.hashes.subarray(0, width * HASH_BYTES) : null;
  }

  /**
   * Hashes of ranges of leaves, all of which must be in the tree: what proofs of inclusion and consistency consist of.
   * What is not in memory is read at once: a proof needs one tile of each level, and two at the right edge.
   */
  async hashes(association: string, ranges: readonly LeafRange[]): Promise<Uint8Array[]> {
    const log = this.#kept.of(association);
    const proof = new ProofTiles(log, ranges);
    const places = proof.missing;
    if (places.length > 0) {
      const size = ranges.reduce((largest, { to }) => Math.max(largest, to), 0);
      for (const { place, tile } of await this.#read(log, { association, places, size })) proof.add(place, tile);
    }
    return proof.hashes();
  }

  async #read(log: LogTiles, { association, places, size }: Wanted): Promise<ReadTile[]> {
    const { rows } = await ofAssociation(this.pool, association).prepared<TileRow>(
      `SELECT tile.level, tile.index, tile.hashes
       FROM unnest($2::smallint[], $3::bigint[]) AS wanted(level, index)
       JOIN evidence.tile AS tile
         ON tile.association = $1 AND tile.level = wanted.level AND tile.index = wanted.index`,
      [association, places.map(({ level }) => level), places.map(({ index }) => index)],
    );
    return rows.map((row) => {
      const place = { level: row.level, index: Number(row.index) };
      const width = tileWidth(place.level, place.index, size);
      const tile = new KeptTile(row.hashes.subarray(0, width * HASH_BYTES));
      // A row that is shorter is of a tree that has not grown so far.
      if (tile.has(width)) log.keep(place, tile);
      return { place, tile };
    });
  }
}
