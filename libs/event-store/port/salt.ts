import { randomFillSync } from 'node:crypto';

const SALT_BYTES = 16;
// Filling a pool is far cheaper than one system call for each event.
const pool = Buffer.alloc(SALT_BYTES * 256);
let used = pool.length;

/** 16 random bytes that no other event has, base64url. */
export function freshSalt(): string {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const salt = pool.toString('base64url', used, used + SALT_BYTES);
  used += SALT_BYTES;
  return salt;
}
