import { createHash, hash } from 'node:crypto';

const DIGEST_BYTES = 32;

/** SHA-256 of some bytes, 32 bytes. The one place that knows the platform's hash; a browser build swaps this file. */
export function sha256(bytes: Uint8Array): Uint8Array {
  // Memory that the platform sets aside for 32 bytes costs three times what hashing them does; a short text costs nothing.
  const text = hash('sha256', bytes, 'binary');
  const digest = new Uint8Array(DIGEST_BYTES);
  for (let at = 0; at < DIGEST_BYTES; at += 1) digest[at] = text.charCodeAt(at);
  return digest;
}

/** A digest over bytes that come piece by piece. */
export interface RunningDigest {
  add(bytes: Uint8Array): void;
  /** Of all that was added; nothing may be added afterwards. */
  end(): Uint8Array;
}

export function startSha256(): RunningDigest {
  const running = createHash('sha256');
  return { add: (bytes) => void running.update(bytes), end: () => running.digest() };
}
