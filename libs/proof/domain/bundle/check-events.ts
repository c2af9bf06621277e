import { equalBytes, toBase64 } from '../bytes.js';
import { leafHash } from '../hashes.js';
import { positionOfLeaf } from '../verify-acknowledgement.js';
import { BLOCK_LEAVES, blockHash, blocksOf, hashOfBlock, rootOfBlocks } from './block-tree.js';
import { BUNDLE_FILES } from './bundle-files.js';
import { EVENT_LINE_BYTES_MAX, parseEventLine, type EventLine } from './event-line.js';
import type { FailureList } from './failure-list.js';
import { LeafIndex } from './leaf-index.js';
import { LineSplitter } from './split-lines.js';

const where = BUNDLE_FILES.events;

/**
 * Checks the events of a bundle as they are read: that each one's bytes hash to its leaf, that the blocks of leaves are
 * whole and in order, that each block hashes to what the level above has of it, and that all of it is the tree of the
 * checkpoint. A block is all that is in memory, and eight bytes of each leaf.
 */
export class EventsCheck {
  readonly leaves = new LeafIndex();
  readonly counts = { events: 0, leaves: 0, blocks: 0, roots: 0 };
  readonly #lines = new LineSplitter(EVENT_LINE_BYTES_MAX);
  #block: Uint8Array[] = [];
  /** Place of the leaf that comes next; at the start of a block any later block may come instead. */
  #next = 0;
  /** What was said of a block once is not said again of each of its leaves. */
  #isOutOfOrder = false;
  #rest: readonly Uint8Array[] = [];

  constructor(
    private readonly size: number,
    private readonly blocks: Uint8Array,
    private readonly failures: FailureList,
  ) {}

  take(piece: Uint8Array): void {
    for (const bytes of this.#lines.take(piece)) {
      const line = parseEventLine(bytes);
      if (line) this.#add(line);
      else this.failures.add({ what: 'bytes-unreadable', where, position: positionOfLeaf(this.#next) });
    }
  }

  /** Once all of the file was taken. */
  end(root: Uint8Array): void {
    if (!this.#lines.isWhole)
      this.failures.add({ what: 'bytes-unreadable', where, position: positionOfLeaf(this.#next) });
    const { whole, rest } = blocksOf(this.size);
    if (this.#block.length > 0) this.#missing(this.#next);
    else if (rest !== this.#rest.length) this.#missing(whole * BLOCK_LEAVES);
    if (rest !== this.#rest.length) return;
    const found = rootOfBlocks(this.blocks, this.#rest);
    if (equalBytes(found, root)) this.counts.roots += 1;
    else this.failures.add({ what: 'root-differs', expected: toBase64(root), found: toBase64(found) });
  }

  #add({ position, leaf, entry }: EventLine): void {
    const index = Number(position) - 1;
    this.#follow(index, position);
    if (index >= this.size) return;
    if (entry === null) this.counts.leaves += 1;
    else this.#checkEntry(position, leaf, entry);
    this.leaves.put(index, leaf);
    // Lines that are out of order may come without end; nothing is computed from them.
    if (this.#block.length < BLOCK_LEAVES) this.#block.push(leaf);
    this.#next = index + 1;
    const isEnd = this.#next % BLOCK_LEAVES === 0 || this.#next === this.size;
    if (isEnd) this.#endBlock(index);
  }

  #checkEntry(position: string, leaf: Uint8Array, entry: Uint8Array): void {
    this.counts.events += 1;
    const found = leafHash(entry);
    if (equalBytes(found, leaf)) return;
    this.failures.add({ what: 'entry-differs', position, where, expected: toBase64(leaf), found: toBase64(found) });
  }

  #follow(index: number, position: string): void {
    const mayBegin = this.#block.length === 0 && index % BLOCK_LEAVES === 0;
    if (index === this.#next || (mayBegin && index > this.#next)) {
      if (index < this.size) return;
    }
    if (!this.#isOutOfOrder) {
      if (index >= this.size) this.failures.add({ what: 'not-included', where, position });
      else if (index < this.#next) this.failures.add({ what: 'position-doubled', where, position });
      else this.#missing(this.#block.length === 0 ? index - (index % BLOCK_LEAVES) : this.#next, position);
    }
    this.#isOutOfOrder = true;
  }

  #endBlock(last: number): void {
    const block = Math.floor(last / BLOCK_LEAVES);
    const isWhole = this.#next % BLOCK_LEAVES === 0;
    if (!this.#isOutOfOrder) {
      if (isWhole) this.#checkBlock(block);
      else this.#rest = this.#block;
    }
    this.#block = [];
    this.#isOutOfOrder = false;
  }

  #checkBlock(block: number): void {
    const expected = hashOfBlock(this.blocks, block);
    const found = blockHash(this.#block);
    if (equalBytes(expected, found)) this.counts.blocks += 1;
    else {
      const place = { position: positionOfLeaf(block * BLOCK_LEAVES), where: BUNDLE_FILES.blocks };
      this.failures.add({ what: 'tile-differs', ...place, expected: toBase64(expected), found: toBase64(found) });
    }
  }

  #missing(index: number, found?: string): void {
    this.failures.add({
      what: 'position-missing',
      where,
      position: positionOfLeaf(index),
      ...(found === undefined ? {} : { found }),
    });
  }
}
