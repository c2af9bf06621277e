import { setTimeout as sleep } from 'node:timers/promises';

/** Something that is done again and again, with a rest after each round, until it is stopped. */
export class Rounds {
  readonly #stopping = new AbortController();
  #running: Promise<void> = Promise.resolve();

  /** `round` gives the milliseconds to rest after it, and meets its own failures: one that it throws ends the rounds. */
  start(round: () => Promise<number>): void {
    this.#running = this.#run(round);
  }

  /** Resolves once the round of now is over; a rest is cut short. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  async #run(round: () => Promise<number>): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) await sleep(await round(), null, { signal }).catch(() => {});
  }
}
