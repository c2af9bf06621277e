import { createHash, hash } from 'node:crypto';

/** SHA-256 of some bytes, 32 bytes. The one place that knows the platform's hash; a browser build swaps this file. */
export function sha256(bytes: Uint8Array): Uint8Array {
  return hash('sha256', bytes, 'buffer');
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
