import type { ClientBase } from 'pg';
import { toPosition } from '#event-store';
import {
  EMPTY_FRONTIER,
  equalBytes,
  grow,
  HASH_BYTES,
  rootOf,
  TILE_WIDTH,
  tilePath,
  tileWidth,
  toBase64,
  type Failure,
  type Frontier,
} from '#proof';
import { GrownTiles, type GrownTile } from '../tree/grown-tiles.js';
import { SIXTEEN } from '../tree/tile-part.js';
import { frontierOf } from '../tree/tree.projection.js';
import type { Found } from './found.js';

interface TileRow {
  readonly level: number;
  readonly index: string;
  readonly hashes: Buffer;
  readonly sixteens: Buffer;
}

const NO_ROW = { hashes: Buffer.alloc(0), sixteens: Buffer.alloc(0) };

/** Grows the tree of a log by its leaves again, and compares it with the tiles and the right edge that are kept. */
export class TreeCheck {
  #frontier: Frontier = EMPTY_FRONTIER;
  #tiles = new GrownTiles();
  /** Tiles above the leaves that are not full yet, by their place. */
  readonly #open = new Map<string, GrownTile>();
  #compared = 0;

  private constructor(
    private readonly client: ClientBase,
    private readonly association: string,
    /** The right edge that is kept. */
    private readonly kept: Frontier,
    private readonly found: Found,
  ) {}

  static async of(client: ClientBase, association: string, found: Found): Promise<TreeCheck> {
    const { rows } = await client.query<{ size: string; frontier: Buffer }>(
      `SELECT size, frontier FROM evidence.tree WHERE association = $1`,
      [association],
    );
    return new TreeCheck(client, association, rows[0] ? frontierOf(rows[0]) : EMPTY_FRONTIER, found);
  }

  get size(): number {
    return this.#frontier.size;
  }

  get root(): Uint8Array {
    return rootOf(this.#frontier);
  }

  /** Grows; the right edge is looked at on the way where the kept tree ends. */
  grow(leaves: readonly Uint8Array[]): void {
    const untilKept = this.kept.size - this.#frontier.size;
    if (untilKept <= 0 || untilKept > leaves.length) return this.#grow(leaves);
    this.#grow(leaves.slice(0, untilKept));
    this.#compareEdge();
    this.#grow(leaves.slice(untilKept));
  }

  #grow(leaves: readonly Uint8Array[]): void {
    // Beyond the kept tree there are no tiles to compare with.
    const isKept = this.#frontier.size < this.kept.size;
    this.#frontier = grow(
      this.#frontier,
      leaves,
      isKept ? (subtree, hash) => this.#tiles.add(subtree, hash) : undefined,
    );
  }

  /** Compares the tiles that have grown since the last time, and those alone of the leaves. */
  async compareTiles(): Promise<void> {
    const grown = this.#tiles.all();
    this.#tiles = new GrownTiles();
    const complete: GrownTile[] = [];
    for (const tile of grown) {
      const key = `${tile.level}/${tile.index}`;
      const before = this.#open.get(key);
      const whole = before ? joined(before, tile) : tile;
      const isComplete = whole.hashes.length === tileWidth(tile.level, tile.index, this.kept.size);
      if (isComplete) complete.push(whole);
      if (isComplete) this.#open.delete(key);
      else this.#open.set(key, whole);
    }
    if (complete.length > 0) await this.#compare(complete);
  }

  /** What is kept besides, and what never came. */
  async end(): Promise<void> {
    if (this.#frontier.size < this.kept.size) {
      const [expected, found] = [this.#frontier.size, this.kept.size].map((size) => toPosition(size));
      this.found.fail({
        what: 'tree-differs',
        where: this.association,
        position: toPosition(this.#frontier.size + 1),
        expected,
        found,
      });
      return;
    }
    const { rows } = await this.client.query<{ count: string }>(
      `SELECT count(*) FROM evidence.tile WHERE association = $1`,
      [this.association],
    );
    const [expected, found] = [String(tileCount(this.kept.size)), rows[0]!.count];
    if (expected !== found)
      this.found.fail({ what: 'tile-differs', where: `${this.association} tiles`, expected, found });
    this.found.count('tile', this.#compared);
  }

  #compareEdge(): void {
    const where = this.association;
    const position = toPosition(this.kept.size);
    const [expected, found] = [toBase64(this.root), toBase64(rootOf(this.kept))];
    if (expected === found) this.found.count('root');
    else this.found.fail({ what: 'tree-differs', where, position, expected, found });
  }

  async #compare(tiles: readonly GrownTile[]): Promise<void> {
    const { rows } = await this.client.query<TileRow>(
      `SELECT tile.level, tile.index, tile.hashes, tile.sixteens
       FROM unnest($2::smallint[], $3::bigint[]) AS wanted (level, index)
       JOIN evidence.tile AS tile ON tile.association = $1 AND tile.level = wanted.level AND tile.index = wanted.index`,
      [this.association, tiles.map(({ level }) => level), tiles.map(({ index }) => index)],
    );
    const kept = new Map(rows.map((row) => [`${row.level}/${row.index}`, row]));
    for (const tile of tiles) this.#compareTile(tile, kept.get(`${tile.level}/${tile.index}`) ?? NO_ROW);
  }

  #compareTile(tile: GrownTile, kept: Pick<TileRow, 'hashes' | 'sixteens'>): void {
    const where = `${this.association} ${tilePath({ ...tile, width: tile.hashes.length })}`;
    const failure =
      differing(tile, { where, hashes: tile.hashes, kept: kept.hashes, leaves: 1 }) ??
      differing(tile, { where: `${where} sixteens`, hashes: tile.sixteens, kept: kept.sixteens, leaves: SIXTEEN });
    if (failure) this.found.fail(failure);
    else this.#compared += 1;
  }
}

interface Compared {
  readonly where: string;
  readonly hashes: readonly Uint8Array[];
  readonly kept: Buffer;
  /** Over how many hashes of the tile each is. */
  readonly leaves: number;
}

/** The first hash of a tile that is kept otherwise, if one is. */
function differing({ level, index }: GrownTile, { where, hashes, kept, leaves }: Compared): Failure | null {
  if (equalBytes(Buffer.concat(hashes), kept)) return null;
  const keptAt = (n: number) => kept.subarray(n * HASH_BYTES, (n + 1) * HASH_BYTES);
  const at = hashes.findIndex((hash, n) => !equalBytes(hash, keptAt(n)));
  // It may have all the hashes that it should, and more behind them.
  if (at < 0) return { what: 'tile-differs', where, found: `${kept.length} bytes` };
  const position = level === 0 ? { position: toPosition(index * TILE_WIDTH + at * leaves + 1) } : {};
  return { what: 'tile-differs', where, ...position, expected: toBase64(hashes[at]!), found: toBase64(keptAt(at)) };
}

function joined(before: GrownTile, tile: GrownTile): GrownTile {
  return {
    ...tile,
    hashes: [...before.hashes, ...tile.hashes],
    sixteens: [...before.sixteens, ...tile.sixteens],
  };
}

function tileCount(size: number): number {
  let count = 0;
  for (let hashes = size; hashes > 0; hashes = Math.floor(hashes / TILE_WIDTH)) count += Math.ceil(hashes / TILE_WIDTH);
  return count;
}
