/** Streams whose revision is remembered; some hundred bytes each. */
const STREAMS_MAX = 20_000;

/** The revisions that streams were last seen at. A guess: other processes append, too. */
export class HeadMemory {
  readonly #revisions = new Map<string, number>();

  constructor(private readonly streamsMax = STREAMS_MAX) {}

  /** Revision of the stream's last event, -1 for none or where nothing is remembered. */
  guess(key: string): number {
    return this.#revisions.get(key) ?? -1;
  }

  remember(key: string, revision: number): void {
    this.#revisions.delete(key);
    // A stream without events is what is guessed anyway.
    if (revision < 0) return;
    this.#revisions.set(key, revision);
    if (this.#revisions.size > this.streamsMax) this.#revisions.delete(this.#revisions.keys().next().value!);
  }
}
