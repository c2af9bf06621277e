import { asciiText } from '../ascii.js';
import { fromBase64 } from '../bytes.js';
import type { FailureList } from './failure-list.js';
import type { LeafIndex } from './leaf-index.js';
import { LineSplitter } from './split-lines.js';

/** A record names its items, a series, its base records and what it said before. */
const RECORD_LINE_BYTES_MAX = 4_194_304;

/** Checks records as they are read: that each rests on an event of the bundle, by its position and leaf hash. */
export class RecordsCheck {
  count = 0;
  rested = 0;
  readonly #lines = new LineSplitter(RECORD_LINE_BYTES_MAX);

  constructor(
    private readonly where: string,
    private readonly leaves: LeafIndex,
    private readonly failures: FailureList,
  ) {}

  take(piece: Uint8Array): void {
    for (const line of this.#lines.take(piece)) {
      this.count += 1;
      const { linePosition, leafHash } = recordOf(line);
      const leaf = fromBase64(leafHash);
      const isThere = leaf !== null && /^\d{16}$/.test(linePosition) && this.leaves.has(Number(linePosition) - 1, leaf);
      if (isThere) this.rested += 1;
      else this.failures.add({ what: 'record-differs', where: `${this.where}:${this.count}`, position: linePosition });
    }
  }

  end(): void {
    if (!this.#lines.isWhole) this.failures.add({ what: 'bytes-unreadable', where: this.where });
  }
}

function recordOf(line: Uint8Array): { readonly linePosition: string; readonly leafHash: string } {
  try {
    // Both are ASCII, whatever else a record says.
    const { linePosition, leafHash } = JSON.parse(asciiText(line)) as Record<string, unknown>;
    return { linePosition: String(linePosition), leafHash: String(leafHash) };
  } catch {
    return { linePosition: '', leafHash: '' };
  }
}
