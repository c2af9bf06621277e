import { Inject, Injectable } from '@nestjs/common';
import { EVENT_STORE, type EventStore } from '#event-store';
import { Refusal } from '#platform';
import { consistencyRanges, inclusionRanges, TILE_WIDTH, tileOfPath, type LeafRange, type Tile } from '#proof';
import { Checkpoints, type PublishedCheckpoint } from '../checkpoints/checkpoints.js';
import { TreeReader } from '../tree/tree-reader.js';

/** Logs of which it is remembered how far they are published. */
const LOGS_MAX = 10_000;

export type HashTile = Tile & { readonly level: number };

/** What of a log was published: everything up to its newest checkpoint, and nothing behind it. */
@Injectable()
export class PublishedLog {
  /** Published sizes never shrink, so what was within one stays so; save where a loss was accepted. */
  readonly #sizes = new Map<string, number>();

  constructor(
    @Inject(Checkpoints) private readonly checkpoints: Checkpoints,
    @Inject(TreeReader) private readonly tree: TreeReader,
    @Inject(EVENT_STORE) private readonly store: EventStore,
  ) {}

  async newest(association: string): Promise<PublishedCheckpoint> {
    const newest = await this.checkpoints.newest(association);
    if (!newest) throw await this.#unpublished(association);
    if (this.#sizes.size >= LOGS_MAX) this.#sizes.delete(this.#sizes.keys().next().value!);
    if (newest.size < (this.#sizes.get(association) ?? 0)) this.tree.forget(association);
    this.#sizes.set(association, newest.size);
    return newest;
  }

  /** The first checkpoint of at least a size: by those of the past a reader comes from one signing key to the next. */
  async firstFrom(association: string, size: number): Promise<PublishedCheckpoint> {
    const found = await this.checkpoints.firstFrom(association, size);
    if (found) return found;
    await this.newest(association);
    throw new Refusal('sizes-impossible');
  }

  /** The tile of a path below `tile/`, of hashes or of entries. Refuses what no published checkpoint has. */
  async place(association: string, path: string): Promise<Tile> {
    const tile = tileOfPath(`tile/${path}`);
    if (!tile) throw new Refusal('no-such-tile');
    const leaves = TILE_WIDTH ** (tile.level === 'entries' ? 0 : tile.level);
    const from = (tile.index * TILE_WIDTH + tile.width) * leaves;
    if (!Number.isSafeInteger(from)) throw new Refusal('no-such-tile');
    if (tile.width === TILE_WIDTH) {
      if ((await this.#sizeFrom(association, from)) < from) throw new Refusal('no-such-tile');
    } else if (!(await this.checkpoints.hasSize(association, from, from + leaves - 1))) {
      await this.newest(association);
      throw new Refusal('no-such-tile');
    }
    return tile;
  }

  async hashesOfTile(association: string, tile: HashTile): Promise<Uint8Array> {
    const hashes = await this.tree.tile(association, tile);
    if (!hashes) throw new Refusal('log-behind');
    return hashes;
  }

  async consistency(association: string, from: number, to: number): Promise<Uint8Array[]> {
    if (from > to || to > (await this.#sizeFrom(association, to))) throw new Refusal('sizes-impossible');
    return this.#hashes(association, consistencyRanges(from, to));
  }

  async inclusion(association: string, leaf: number, size?: number): Promise<{ size: number; hashes: Uint8Array[] }> {
    const of = size ?? (await this.newest(association)).size;
    if (of > (await this.#sizeFrom(association, of))) throw new Refusal('sizes-impossible');
    if (leaf >= of) throw new Refusal('no-such-leaf');
    return { size: of, hashes: await this.#hashes(association, inclusionRanges(leaf, of)) };
  }

  /** The published size as far as it is known, and anew where that is less than what is asked for. */
  async #sizeFrom(association: string, wanted: number): Promise<number> {
    const known = this.#sizes.get(association) ?? 0;
    return known >= wanted ? known : (await this.newest(association)).size;
  }

  // While its rows are made anew a tree has not yet all that was published of it.
  #hashes(association: string, ranges: readonly LeafRange[]): Promise<Uint8Array[]> {
    return this.tree.hashes(association, ranges).catch((error: unknown) => {
      throw error instanceof RangeError ? new Refusal('log-behind') : error;
    });
  }

  async #unpublished(association: string): Promise<Refusal> {
    const isLog = (await this.store.head(association)) !== null;
    return new Refusal(isLog ? 'no-checkpoint-yet' : 'log-unknown');
  }
}
