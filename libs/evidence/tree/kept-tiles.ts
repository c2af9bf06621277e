import type { LeafRange } from '#proof';
import { KEPT_TILE_BYTES_MAX, type KeptTile } from './kept-tile.js';
import { Recent } from './recent.js';

/** All but the lowest level of a log of sixty million events, and a thousand tiles of that. */
const BYTES_MAX = 32 * 1_048_576;
const TILES_MAX = Math.floor(BYTES_MAX / KEPT_TILE_BYTES_MAX);
/** Each proof within a tree of one size has the same few hashes at its right edge: those of hundreds of sizes, 1 MB. */
const EDGES_MAX = 4_096;
/** Tiles of leaves that were asked for once: those of a million leaves, half a megabyte. */
const ASKED_MAX = 4_096;
const LOGS_MAX = 10_000;

/** Where a tile stands. */
export interface TilePlace {
  readonly level: number;
  readonly index: number;
}

/** What is kept of one log; once that is forgotten, whoever still reads it keeps for nobody. */
export interface LogTiles {
  /** At least so wide. */
  tile(place: TilePlace, width: number): KeptTile | undefined;
  /** To hold no more than a tree whose size is known: what stands behind that may yet be other where data is restored. */
  keep(place: TilePlace, tile: KeptTile): void;
  /** Whether a tile was asked for before, lately; from now on it was. */
  wasAsked(place: TilePlace): boolean;
  edge(range: LeafRange): Uint8Array | undefined;
  keepEdge(range: LeafRange, hash: Uint8Array): void;
}

/** Tiles of all logs that were read lately, for what a tree has it has for ever; bounded in bytes. */
export class KeptTiles {
  readonly #tiles = new Recent<KeptTile>(TILES_MAX);
  readonly #edges = new Recent<Uint8Array>(EDGES_MAX);
  readonly #asked = new Recent<true>(ASKED_MAX);
  readonly #logs = new Map<string, LogTiles>();
  #named = 0;

  of(association: string): LogTiles {
    const known = this.#logs.get(association);
    if (known) return known;
    if (this.#logs.size >= LOGS_MAX) this.#logs.delete(this.#logs.keys().next().value!);
    const log = this.#begin(`${(this.#named += 1)}`);
    this.#logs.set(association, log);
    return log;
  }

  /** What is kept of a log, where its data was replaced by other. */
  forget(association: string): void {
    this.#logs.delete(association);
  }

  #begin(name: string): LogTiles {
    const keyOf = ({ level, index }: TilePlace) => `${name}/${level}/${index}`;
    const edgeOf = ({ from, to }: LeafRange) => `${name}/${from}-${to}`;
    return {
      tile: (place, width) => {
        const tile = this.#tiles.get(keyOf(place));
        return tile?.has(width) ? tile : undefined;
      },
      keep: (place, tile) => this.#tiles.set(keyOf(place), tile),
      wasAsked: (place) => {
        const key = keyOf(place);
        if (this.#asked.get(key)) return true;
        this.#asked.set(key, true);
        return false;
      },
      edge: (range) => this.#edges.get(edgeOf(range)),
      keepEdge: (range, hash) => this.#edges.set(edgeOf(range), hash),
    };
  }
}
