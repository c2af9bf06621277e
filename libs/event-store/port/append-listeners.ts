/** Who wants to hear of appends. A listener that throws must not make an append fail that is stored. */
export class AppendListeners {
  readonly #listeners = new Set<() => void>();

  add(listener: () => void): () => void {
    // Wrapped, so that one function that is added twice is two listeners.
    const own = () => listener();
    this.#listeners.add(own);
    return () => this.#listeners.delete(own);
  }

  notify(): void {
    for (const listener of this.#listeners) {
      try {
        listener();
      } catch {
        // A hint that nobody could use is worth no more than a hint that was lost.
      }
    }
  }

  clear(): void {
    this.#listeners.clear();
  }
}
