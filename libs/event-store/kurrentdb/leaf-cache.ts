/** Bytes of events that are kept at the most: what was just written is what is read next. */
const BYTES_MAX = 32 * 1024 * 1024;

/** Bytes of events by their leaf hash. What is found by its hash needs no second look at where it came from. */
export class LeafCache {
  readonly #leaves = new Map<string, Uint8Array>();
  #size = 0;

  constructor(private readonly bytesMax = BYTES_MAX) {}

  keep(leafHash: Uint8Array, bytes: Uint8Array): void {
    const key = keyOf(leafHash);
    if (this.#leaves.has(key)) return;
    this.#leaves.set(key, bytes);
    this.#size += bytes.length;
    for (const [oldest, dropped] of this.#leaves) {
      if (this.#size <= this.bytesMax) break;
      this.#leaves.delete(oldest);
      this.#size -= dropped.length;
    }
  }

  find(leafHash: Uint8Array): Uint8Array | undefined {
    return this.#leaves.get(keyOf(leafHash));
  }
}

function keyOf(leafHash: Uint8Array): string {
  return Buffer.from(leafHash.buffer, leafHash.byteOffset, leafHash.byteLength).toString('base64');
}
