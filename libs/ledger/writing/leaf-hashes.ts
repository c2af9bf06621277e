const HASH_BYTES = 32;

/** Leaf hashes in the order in which they were stored, and nothing beside them: a transfer may have 200,000. */
export class LeafHashes {
  readonly #bytes: Uint8Array;
  #count = 0;

  constructor(countMax: number) {
    this.#bytes = new Uint8Array(countMax * HASH_BYTES);
  }

  add(hash: Uint8Array): void {
    this.#bytes.set(hash, this.#count * HASH_BYTES);
    this.#count += 1;
  }

  all(): Uint8Array[] {
    return Array.from({ length: this.#count }, (_, index) =>
      this.#bytes.subarray(index * HASH_BYTES, (index + 1) * HASH_BYTES),
    );
  }
}
