import { randomFillSync } from 'node:crypto';

/** Filling it costs as much as 40,000 bytes do, however few it has. */
const POOL_BYTES = 65_536;

let pool = Buffer.alloc(0);
let at = 0;

/**
 * A few random bytes that nobody else is given. They come out of a pool, for filling it is far cheaper than asking the
 * system for each; it is never filled twice, so what was handed out stays.
 */
export function freshBytes(count: number): Buffer {
  if (count > POOL_BYTES) throw new RangeError(`So many as ${count} bytes do not come out of a pool.`);
  if (pool.length - at < count) {
    pool = randomFillSync(Buffer.allocUnsafeSlow(POOL_BYTES));
    at = 0;
  }
  return pool.subarray(at, (at += count));
}
