import {
  EMPTY_FRONTIER,
  equalBytes,
  grow,
  HASH_BYTES,
  leafHash,
  positionOfLeaf,
  rootOf,
  TILE_HEIGHT,
  TILE_WIDTH,
  tilePath,
  tileWidth,
  toBase64,
  type Checked,
  type Failure,
  type Frontier,
  type TreeHead,
} from '#proof';
import type { LogClient } from './log-client.js';

/** Tiles asked for at once: enough to hide the way, few enough for a service that limits its readers. */
const AHEAD_MAX = 6;
const FAILURES_MAX = 100;

interface LeafTile {
  readonly hashes: Uint8Array;
  readonly entries: readonly Uint8Array[] | null;
}

/** Reads the tiles of a log from the first leaf, grows the tree by them and compares what comes out of it. */
export class TilesVerification {
  readonly failures: Failure[] = [];
  #frontier: Frontier = EMPTY_FRONTIER;
  #tiles = 0;
  #entries = 0;
  #roots = 0;
  /** Hashes of the tiles above the leaves that are not full yet, by their level from 1. */
  readonly #above: Uint8Array[][] = [];
  readonly #full: { level: number; index: number; hashes: Uint8Array[] }[] = [];

  constructor(
    private readonly log: Pick<LogClient, 'tile' | 'entries'>,
    private readonly head: TreeHead,
    private readonly withEntries: boolean,
  ) {}

  get checked(): Checked[] {
    return [
      { what: 'tile', count: this.#tiles },
      { what: 'entry', count: this.#entries },
      { what: 'root', count: this.#roots },
    ];
  }

  async run(onProgress: (leaves: number, of: number) => void = () => {}): Promise<void> {
    const count = Math.ceil(this.head.size / TILE_WIDTH);
    const ahead: Promise<LeafTile>[] = [];
    for (let index = 0; index < count; index += 1) {
      while (ahead.length < AHEAD_MAX && index + ahead.length < count) {
        const reading = this.#read(index + ahead.length);
        // It is awaited in its turn; until then a failure of it is nobody's.
        reading.catch(() => {});
        ahead.push(reading);
      }
      await this.#take(index, await ahead.shift()!);
      onProgress(this.#frontier.size, this.head.size);
    }
    for (const [at, hashes] of this.#above.entries()) {
      if (hashes.length > 0) this.#full.push({ level: at + 1, index: this.#indexAbove(at + 1), hashes });
    }
    await this.#compareAbove();
    this.#compareRoot();
  }

  async #read(index: number): Promise<LeafTile> {
    const width = tileWidth(0, index, this.head.size);
    const [hashes, entries] = await Promise.all([
      this.log.tile({ level: 0, index, width }),
      this.withEntries ? this.log.entries({ index, width }) : null,
    ]);
    return { hashes, entries };
  }

  async #take(index: number, { hashes, entries }: LeafTile): Promise<void> {
    const width = tileWidth(0, index, this.head.size);
    if (hashes.length !== width * HASH_BYTES) {
      const where = tilePath({ level: 0, index, width });
      this.#fail({
        what: 'tile-differs',
        where,
        expected: `${width * HASH_BYTES} bytes`,
        found: `${hashes.length} bytes`,
      });
    }
    const leaves = splitHashes(hashes);
    if (entries) this.#compareEntries(index * TILE_WIDTH, leaves, entries);
    this.#frontier = grow(this.#frontier, leaves, ({ level, index: at }, hash) => this.#keep(level, at, hash));
    this.#tiles += 1;
    await this.#compareAbove();
  }

  #compareEntries(first: number, leaves: readonly Uint8Array[], entries: readonly Uint8Array[]): void {
    for (const [at, leaf] of leaves.entries()) {
      const entry = entries[at];
      const found = entry && leafHash(entry);
      if (found && equalBytes(found, leaf)) this.#entries += 1;
      else {
        const differing = { position: positionOfLeaf(first + at), expected: toBase64(leaf) };
        this.#fail({ what: 'entry-differs', ...differing, ...(found && { found: toBase64(found) }) });
      }
    }
  }

  #keep(level: number, index: number, hash: Uint8Array): void {
    if (level === 0 || level % TILE_HEIGHT !== 0) return;
    const tileLevel = level / TILE_HEIGHT;
    const hashes = (this.#above[tileLevel - 1] ??= []);
    hashes.push(hash);
    if (hashes.length < TILE_WIDTH) return;
    this.#full.push({ level: tileLevel, index: Math.floor(index / TILE_WIDTH), hashes });
    this.#above[tileLevel - 1] = [];
  }

  #indexAbove(level: number): number {
    return Math.floor(this.head.size / TILE_WIDTH ** level / TILE_WIDTH);
  }

  async #compareAbove(): Promise<void> {
    for (const { level, index, hashes } of this.#full.splice(0)) {
      const place = { level, index, width: hashes.length };
      const found = await this.log.tile(place);
      if (equalBytes(found, Buffer.concat(hashes))) this.#tiles += 1;
      else this.#fail({ what: 'tile-differs', where: tilePath(place) });
    }
  }

  #compareRoot(): void {
    const [expected, found] = [toBase64(this.head.root), toBase64(rootOf(this.#frontier))];
    if (expected === found) this.#roots += 1;
    else this.#fail({ what: 'root-differs', where: `size ${this.head.size}`, expected, found });
  }

  #fail(failure: Failure): void {
    if (this.failures.length < FAILURES_MAX) this.failures.push(failure);
  }
}

function splitHashes(hashes: Uint8Array): Uint8Array[] {
  const count = Math.floor(hashes.length / HASH_BYTES);
  return Array.from({ length: count }, (_, at) => hashes.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES));
}
