/** Streams whose revision is remembered, and as many again; some hundred bytes each. */
const STREAMS_MAX = 10_000;

/**
 * The revisions that streams were last seen at. A guess: other processes append, too. Two generations, for dropping the
 * older one whole is far cheaper than dropping the oldest entry each time.
 */
export class HeadMemory {
  #young = new Map<string, number>();
  #old = new Map<string, number>();

  constructor(private readonly streamsMax = STREAMS_MAX) {}

  /** Revision of the stream's last event, -1 for none or where nothing is remembered. */
  guess(key: string): number {
    return this.#young.get(key) ?? this.#old.get(key) ?? -1;
  }

  remember(key: string, revision: number): void {
    if (this.#young.size >= this.streamsMax && !this.#young.has(key)) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(key, revision);
  }
}
