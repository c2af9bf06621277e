import { joinSubtrees, placeInTiles, subtreesOf, type LeafRange } from '#proof';
import { KeptTile } from './kept-tile.js';
import type { LogTiles, TilePlace } from './kept-tiles.js';
import { SIXTEEN, type TilePart } from './tile-part.js';

/** A tile that a proof needs and nobody has. */
export interface MissingTile extends TilePlace {
  /** The only sixteen of it whose hashes are needed themselves; null where more are. */
  readonly part: number | null;
}

interface UsedTile extends TilePlace {
  tile: KeptTile | TilePart | undefined;
  part: number;
}

interface UsedHashes {
  readonly used: UsedTile;
  readonly from: number;
  readonly to: number;
}

/** No hash is needed but those over sixteens. */
const NO_PART = -1;
const MANY_PARTS = -2;

/** The tiles of which one proof is made. It holds them until it is made: what is kept may be let go meanwhile. */
export class ProofTiles {
  /** A few of each level, so that the last ones are looked at first and nothing is looked up. */
  readonly #used: UsedTile[] = [];
  /** Of each range the hash that is known, or of what it is joined. */
  readonly #parts: readonly (Uint8Array | readonly UsedHashes[])[];

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
      return subtrees.map((subtree) => this.#use(placeInTiles(subtree)));
    });
  }

  get missing(): readonly MissingTile[] {
    return this.#used
      .filter(({ tile }) => !tile)
      .map(({ level, index, part }) => ({ level, index, part: part === MANY_PARTS ? null : Math.max(part, 0) }));
  }

  add({ level, index }: TilePlace, tile: KeptTile | TilePart): void {
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

  #use({ level, index, from, to }: ReturnType<typeof placeInTiles>): UsedHashes {
    const part = to - from < SIXTEEN ? Math.floor(from / SIXTEEN) : NO_PART;
    const known = this.#find(level, index);
    if (!known) {
      const used = { level, index, tile: this.log.tile({ level, index }, to), part };
      this.#used.push(used);
      return { used, from, to };
    }
    if (known.tile instanceof KeptTile && !known.tile.has(to)) known.tile = undefined;
    if (known.part === NO_PART) known.part = part;
    else if (part !== NO_PART && part !== known.part) known.part = MANY_PARTS;
    return { used: known, from, to };
  }

  #find(level: number, index: number): UsedTile | undefined {
    for (let at = this.#used.length - 1; at >= 0; at -= 1) {
      const used = this.#used[at]!;
      if (used.index === index && used.level === level) return used;
    }
    return undefined;
  }
}

function hashOf({ used, from, to }: UsedHashes): Uint8Array {
  if (!used.tile) throw new RangeError('The tree has no such leaves.');
  return used.tile.join(from, to);
}
