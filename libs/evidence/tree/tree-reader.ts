import { Inject, Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { HASH_BYTES, rootOf, TILE_WIDTH, tileWidth, type LeafRange, type TreeHead } from '#proof';
import { ofAssociation } from '#platform';
import { KeptTile } from './kept-tile.js';
import { KeptTiles, type LogTiles, type TilePlace } from './kept-tiles.js';
import { ProofTiles, type MissingTile } from './proof-tiles.js';
import { SIXTEEN, SIXTEEN_BYTES, TilePart } from './tile-part.js';
import { frontierOf } from './tree.projection.js';

interface TileRow {
  readonly hashes: Buffer;
  readonly sixteens: Buffer;
}

/** By its key alone: what is found by lists costs the server twice as much. */
const BY_KEY = `FROM evidence.tile WHERE association = $1 AND level = $2 AND index = $3`;
const READ_TILE = `SELECT hashes, sixteens ${BY_KEY}`;
const READ_PART = `SELECT substring(hashes FROM $4::integer FOR ${SIXTEEN_BYTES}) AS hashes, sixteens ${BY_KEY}`;

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
    const size = (index * TILE_WIDTH + width) * TILE_WIDTH ** level;
    const kept = this.#kept.of(association);
    const tile = kept.tile(place, width) ?? (await this.#read(association, kept, place, size));
    return tile?.has(width) ? tile.hashes.subarray(0, width * HASH_BYTES) : null;
  }

  /**
   * Hashes of ranges of leaves, all of which must be in the tree: what proofs of inclusion and consistency consist of.
   * What is not in memory is read at once: a proof needs one tile of each level, and two at the right edge.
   */
  async hashes(association: string, ranges: readonly LeafRange[]): Promise<Uint8Array[]> {
    const log = this.#kept.of(association);
    const proof = new ProofTiles(log, ranges);
    const missing = proof.missing;
    if (missing.length > 0) {
      const size = ranges.reduce((largest, { to }) => Math.max(largest, to), 0);
      await Promise.all(
        missing.map(async (one) => {
          const tile = isPartEnough(log, one)
            ? await this.#readPart(association, one)
            : await this.#read(association, log, one, size);
          if (tile) proof.add(one, tile);
        }),
      );
    }
    return proof.hashes();
  }

  /** Of the tile is kept what a tree of some size has, which is known to be in the log, and nothing behind it. */
  async #read(association: string, log: LogTiles, place: TilePlace, size: number): Promise<KeptTile | null> {
    const { rows } = await ofAssociation(this.pool, association).prepared<TileRow>(READ_TILE, [
      association,
      place.level,
      place.index,
    ]);
    if (!rows[0]) return null;
    const width = tileWidth(place.level, place.index, size);
    const { hashes, sixteens } = rows[0];
    const sixteensBytes = Math.floor(width / SIXTEEN) * HASH_BYTES;
    const tile = new KeptTile(hashes.subarray(0, width * HASH_BYTES), sixteens.subarray(0, sixteensBytes));
    // A row that is shorter is of a tree that has not grown so far.
    if (tile.has(width)) log.keep(place, tile);
    return tile;
  }

  /** 1 kB of the row instead of 8. */
  async #readPart(association: string, { level, index, part }: PartPlace): Promise<TilePart | null> {
    const { rows } = await ofAssociation(this.pool, association).prepared<TileRow>(READ_PART, [
      association,
      level,
      index,
      part * SIXTEEN_BYTES + 1,
    ]);
    return rows[0] ? new TilePart(part, rows[0].hashes, rows[0].sixteens) : null;
  }
}

interface PartPlace extends MissingTile {
  readonly part: number;
}

/** Leaves are many: of a tile of them that nobody asked for lately nothing is read that this one proof does not need. */
function isPartEnough(log: LogTiles, missing: MissingTile): missing is PartPlace {
  return missing.level === 0 && !log.wasAsked(missing) && missing.part !== null;
}
