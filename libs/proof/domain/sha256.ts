import { hash } from 'node:crypto';

/** SHA-256 of some bytes, 32 bytes. The one place that knows the platform's hash; a browser build swaps this file. */
export function sha256(bytes: Uint8Array): Uint8Array {
  return hash('sha256', bytes, 'buffer');
}
