import { randomFillSync } from 'node:crypto';

const POOL_BYTES = 4_096;

let pool = Buffer.alloc(0);

/**
 * A few random bytes that nobody else is given. They come out of a pool, for filling it is far cheaper than asking the
 * system for each; it is never filled twice, so what was handed out stays.
 */
export function freshBytes(count: number): Buffer {
  if (count > POOL_BYTES) throw new RangeError(`So many as ${count} bytes do not come out of a pool.`);
  if (pool.length < count) pool = randomFillSync(Buffer.allocUnsafeSlow(POOL_BYTES));
  const taken = pool.subarray(0, count);
  pool = pool.subarray(count);
  return taken;
}
