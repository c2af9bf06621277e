import { joinSubtrees, placeInTiles, subtreesOf, type LeafRange } from '#proof';
import type { KeptTile } from './kept-tile.js';
import type { LogTiles, TilePlace } from './kept-tiles.js';

interface UsedTile extends TilePlace {
  tile: KeptTile | undefined;
}

interface TilePart {
  readonly used: UsedTile;
  readonly from: number;
  readonly to: number;
}

/** The tiles of which one proof is made. It holds them until it is made: what is kept may be let go meanwhile. */
export class ProofTiles {
  /** A few of each level, so that the last ones are looked at first and nothing is looked up. */
  readonly #used: UsedTile[] = [];
  /** Of each range the hash that is known, or of what it is joined. */
  readonly #parts: readonly (Uint8Array | readonly TilePart[])[];

  constructor(
    private readonly log: LogTiles,
    private readonly ranges: readonly LeafRange[],
  ) {
    this.#parts = ranges.map((range) => {
      const subtrees = subtreesOf(range);
      if (subtrees.length > 1) {
        const edge = log.edge(range);
        if (edge) return edge;
      }
      return subtrees.map((subtree) => {
        const { level, index, from, to } = placeInTiles(subtree);
        return { used: this.#use(level, index, to), from, to };
      });
    });
  }

  get missing(): readonly TilePlace[] {
    return this.#used.filter(({ tile }) => !tile);
  }

  add({ level, index }: TilePlace, tile: KeptTile): void {
    this.#find(level, index)!.tile = tile;
  }

  /** Throws a RangeError where the tree has not all that is asked for. */
  hashes(): Uint8Array[] {
    return this.#parts.map((part, at) => {
      if (part instanceof Uint8Array) return part;
      if (part.length === 1) return hashOf(part[0]!);
      const hash = joinSubtrees(part.map(hashOf));
      this.log.keepEdge(this.ranges[at]!, hash);
      return hash;
    });
  }

  #use(level: number, index: number, width: number): UsedTile {
    const used = this.#find(level, index);
    if (!used) {
      const first = { level, index, tile: this.log.tile({ level, index }, width) };
      this.#used.push(first);
      return first;
    }
    if (used.tile && !used.tile.has(width)) used.tile = undefined;
    return used;
  }

  #find(level: number, index: number): UsedTile | undefined {
    for (let at = this.#used.length - 1; at >= 0; at -= 1) {
      const used = this.#used[at]!;
      if (used.index === index && used.level === level) return used;
    }
    return undefined;
  }
}

function hashOf({ used, from, to }: TilePart): Uint8Array {
  if (!used.tile) throw new RangeError('The tree has no such leaves.');
  return used.tile.join(from, to);
}
