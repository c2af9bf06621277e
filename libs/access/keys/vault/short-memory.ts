/** Nothing is remembered longer than so: a key that was destroyed is in no memory any more after it. */
export const REMEMBERED_MILLISECONDS_MAX = 60_000;
const SWEEP_MILLISECONDS = 10_000;
const ENTRIES_MAX = 10_000;

interface Entry<Value> {
  readonly value: Value;
  readonly until: number;
}

/** Remembers what a remote provider answered, for a minute at most. */
export class ShortMemory<Value> {
  readonly #entries = new Map<string, Entry<Value>>();
  #sweeping: NodeJS.Timeout | null = null;

  constructor(private readonly now: () => number = Date.now) {}

  get size(): number {
    return this.#entries.size;
  }

  get(name: string): Value | undefined {
    const entry = this.#entries.get(name);
    return entry && this.now() < entry.until ? entry.value : undefined;
  }

  set(name: string, value: Value): void {
    // Behind all others: the map is in the order of age.
    this.#entries.delete(name);
    // What is swept a moment too late is forgotten in time even so.
    this.#entries.set(name, { value, until: this.now() + REMEMBERED_MILLISECONDS_MAX - SWEEP_MILLISECONDS });
    const [oldest] = this.#entries.keys();
    if (this.#entries.size > ENTRIES_MAX && oldest !== undefined) this.#entries.delete(oldest);
    this.#sweeping ??= setInterval(() => this.sweep(), SWEEP_MILLISECONDS).unref();
  }

  /** Forgets what is too old. */
  sweep(): void {
    for (const [name, { until }] of this.#entries) {
      if (this.now() < until) return;
      this.#entries.delete(name);
    }
    this.clear();
  }

  clear(): void {
    this.#entries.clear();
    if (this.#sweeping) clearInterval(this.#sweeping);
    this.#sweeping = null;
  }
}
