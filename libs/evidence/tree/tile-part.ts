import { HASH_BYTES, joinOfTile } from '#proof';

/** Hashes of a tile over which one is stored beside it. */
export const SIXTEEN = 16;
export const SIXTEEN_BYTES = SIXTEEN * HASH_BYTES;

/** One sixteen of a tile and the hashes over each of them: a proof of one leaf needs nothing else of 8 kB. */
export class TilePart {
  constructor(
    /** Which sixteen it is. */
    private readonly part: number,
    private readonly hashes: Buffer,
    private readonly sixteens: Buffer,
  ) {}

  /** The hash over a power of two of the hashes. Throws a RangeError where they are not in this part. */
  join(from: number, to: number): Uint8Array {
    if (to - from >= SIXTEEN) return joinOfTile(this.sixteens, from / SIXTEEN, to / SIXTEEN);
    const first = this.part * SIXTEEN;
    if (from < first) throw new RangeError('The part has not the hashes that are asked for.');
    return joinOfTile(this.hashes, from - first, to - first);
  }
}
