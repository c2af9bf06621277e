import { concatBytes } from '../bytes.js';
import { BundleError } from './manifest.js';

const NEWLINE = 0x0a;

/** Takes bytes piece by piece and gives the whole lines in them, without their newlines. A piece of one is kept. */
export class LineSplitter {
  #rest: Uint8Array = new Uint8Array(0);

  constructor(private readonly lineBytesMax: number) {}

  *take(piece: Uint8Array): Generator<Uint8Array> {
    let from = 0;
    for (let at = piece.indexOf(NEWLINE); at >= 0; at = piece.indexOf(NEWLINE, from)) {
      const line = piece.subarray(from, at);
      yield this.#rest.length > 0 ? concatBytes(this.#rest, line) : line;
      this.#rest = new Uint8Array(0);
      from = at + 1;
    }
    const left = piece.subarray(from);
    if (this.#rest.length + left.length > this.lineBytesMax) throw new BundleError('A line is longer than any may be.');
    this.#rest = concatBytes(this.#rest, left);
  }

  /** Whether the last line ended. */
  get isWhole(): boolean {
    return this.#rest.length === 0;
  }
}
