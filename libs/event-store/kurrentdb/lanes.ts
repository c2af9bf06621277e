import { EventStoreError } from '../port/event-store.port.js';

/** Requests that may wait. Beyond it the caller is told to come again, instead of memory growing. */
const WAITING_MAX = 10_000;

/** What a stream's last request left for the next one. */
export interface Lane {
  /** Revision of the last event where this process wrote it last; undefined where nobody knows. */
  head: number | null | undefined;
}

/** One after the other to one stream, side by side to others: requests of a process never conflict by chance. */
export class Lanes {
  readonly #lanes = new Map<string, { readonly lane: Lane; last: Promise<unknown> }>();
  #waiting = 0;

  async run<Result>(name: string, work: (lane: Lane) => Promise<Result>): Promise<Result> {
    if (this.#waiting >= WAITING_MAX) {
      throw new EventStoreError('busy', 'Too many requests wait to be written; try again in a second.');
    }
    const entry = this.#lanes.get(name) ?? { lane: { head: undefined }, last: Promise.resolve() };
    this.#lanes.set(name, entry);
    this.#waiting += 1;
    const mine = entry.last.then(() => work(entry.lane));
    const done = mine.catch(() => {});
    entry.last = done;
    try {
      return await mine;
    } finally {
      this.#waiting -= 1;
      if (entry.last === done) this.#lanes.delete(name);
    }
  }

  async idle(): Promise<void> {
    while (this.#lanes.size > 0) await Promise.all([...this.#lanes.values()].map(({ last }) => last));
  }
}
