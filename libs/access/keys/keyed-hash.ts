import { hash } from 'node:crypto';

const BLOCK_BYTES = 64;
const DIGEST_BYTES = 32;
const ALGORITHM = 'sha256';

/** Makes the keyed hash of a text, 32 bytes. */
export type KeyedHash = (text: string) => Buffer;

/**
 * HMAC-SHA-256 (RFC 2104) under one key. An object of the platform's for each text would cost three times as much as its
 * two hashes do, and memory that it sets aside for 32 bytes more than either.
 */
export function keyedHash(key: Uint8Array): KeyedHash {
  if (key.length > BLOCK_BYTES) throw new RangeError('A key of this hash fits into a block.');
  let inner = Buffer.alloc(BLOCK_BYTES);
  inner.set(key);
  const outer = Buffer.alloc(BLOCK_BYTES + DIGEST_BYTES);
  for (let at = 0; at < BLOCK_BYTES; at += 1) {
    outer[at] = inner[at]! ^ 0x5c;
    inner[at] = inner[at]! ^ 0x36;
  }
  return (text) => {
    // Three bytes a UTF-16 unit at the most: measuring exactly would read every text twice.
    const needed = BLOCK_BYTES + 3 * text.length;
    if (inner.length < needed) inner = Buffer.concat([inner.subarray(0, BLOCK_BYTES)], needed);
    const length = BLOCK_BYTES + inner.write(text, BLOCK_BYTES, 'utf8');
    outer.write(hash(ALGORITHM, inner.subarray(0, length), 'binary'), BLOCK_BYTES, 'latin1');
    return Buffer.from(hash(ALGORITHM, outer, 'binary'), 'latin1');
  };
}
