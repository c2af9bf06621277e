import { setTimeout as sleep } from 'node:timers/promises';

/** Something that is done again and again, with a rest after each round, until it is stopped. */
export class Rounds {
  readonly #stopping = new AbortController();
  #resting = new AbortController();
  #running: Promise<void> = Promise.resolve();

  /** Aborted once they are to stop: a round that is long looks at it. */
  get stopping(): AbortSignal {
    return this.#stopping.signal;
  }

  /**
   * `round` gives the milliseconds to rest after it, and meets its own failures: one that it throws ends the rounds. The
   * first comes after `restBefore`. Nobody's process lives on for the sake of a rest.
   */
  start(round: () => Promise<number>, restBefore = 0): void {
    this.#running = this.#run(round, restBefore);
  }

  /** There may be something to do: the rest of now is cut short, or the one behind the round of now. */
  hint(): void {
    this.#resting.abort();
  }

  /** Resolves once the round of now is over; a rest is cut short. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.hint();
    await this.#running;
  }

  async #run(round: () => Promise<number>, restBefore: number): Promise<void> {
    if (restBefore > 0) await this.#rest(restBefore);
    while (!this.stopping.aborted) {
      this.#resting = new AbortController();
      await this.#rest(await round());
    }
  }

  async #rest(milliseconds: number): Promise<void> {
    const { signal } = this.#resting;
    await sleep(milliseconds, null, { signal, ref: false }).catch(() => {});
  }
}
