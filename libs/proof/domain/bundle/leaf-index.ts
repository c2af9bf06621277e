import { HASH_BYTES } from '../tiles.js';
import { BLOCK_LEAVES } from './block-tree.js';

/** Kept of a leaf: enough to tell two apart, which nobody can make alike at will together with all that is signed. */
const KEPT_BYTES = 8;

/** Leaves by their place in the log, eight bytes of each: a million take 8 MB. */
export class LeafIndex {
  readonly #blocks = new Map<number, Uint8Array>();

  put(index: number, leaf: Uint8Array): void {
    const block = Math.floor(index / BLOCK_LEAVES);
    const kept = this.#blocks.get(block) ?? new Uint8Array(BLOCK_LEAVES * KEPT_BYTES);
    this.#blocks.set(block, kept);
    kept.set(leaf.subarray(0, KEPT_BYTES), (index % BLOCK_LEAVES) * KEPT_BYTES);
  }

  has(index: number, leaf: Uint8Array): boolean {
    const kept = this.#blocks.get(Math.floor(index / BLOCK_LEAVES));
    if (!kept || leaf.length !== HASH_BYTES) return false;
    const from = (index % BLOCK_LEAVES) * KEPT_BYTES;
    for (let at = 0; at < KEPT_BYTES; at += 1) if (kept[from + at] !== leaf[at]) return false;
    return true;
  }
}
