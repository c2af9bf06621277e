import type { Heads } from './plan-batch.js';

/** Streams whose revision is remembered, and as many again; some hundred bytes each. */
const STREAMS_MAX = 10_000;

/**
 * The revisions that streams were last seen at. A guess: other processes append, too. Two generations, for dropping the
 * older one whole is far cheaper than dropping the oldest entry each time.
 */
export class HeadMemory implements Heads {
  readonly areHeld = false;
  #young = new Map<string, number>();
  #old = new Map<string, number>();

  constructor(private readonly streamsMax = STREAMS_MAX) {}

  revision(key: string): number | undefined {
    return this.#young.get(key) ?? this.#old.get(key);
  }

  hasIdOf(): boolean {
    return false;
  }

  remember(key: string, revision: number): void {
    if (this.#young.size >= this.streamsMax && !this.#young.has(key)) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(key, revision);
  }
}
