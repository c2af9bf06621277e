import type { AllStreamSubscription, Position } from '@kurrent/kurrentdb-client';
import { toRecorded, type LogPlace, type Recorded } from './recorded.js';

export interface Followed {
  readonly events: readonly Recorded[];
  /** Everything up to here was delivered, events of other streams included; null where the server has not said. */
  readonly reached: LogPlace | null;
}

type Subscribe = (
  checkpointReached: (subscription: unknown, position: Position) => Promise<void>,
) => AllStreamSubscription;

/** A subscription that is pulled: what has come since the last look, and its end as an error. */
export class LogFollower {
  readonly #subscription: AllStreamSubscription;
  #checkpoint: LogPlace | null = null;
  #ended: Error | null = null;
  #wake: () => void = () => {};

  constructor(subscribe: Subscribe) {
    this.#subscription = subscribe(async (_, { commit, prepare }) => {
      this.#checkpoint = { commit: String(commit), prepare: String(prepare) };
    });
    const end = (error?: Error) => {
      this.#ended ??= error ?? new Error('The subscription ended.');
      this.#wake();
    };
    this.#subscription.on('error', end);
    this.#subscription.on('end', () => end());
    this.#subscription.on('close', () => end());
    this.#subscription.on('readable', () => this.#wake());
  }

  /** What has come, at most so many events; waits up to so many milliseconds where nothing has. */
  async next(eventsMax: number, milliseconds: number): Promise<Followed> {
    let followed = this.#take(eventsMax);
    if (followed.events.length > 0) return followed;
    if (this.#ended) throw this.#ended;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#wake = () => {};
    followed = this.#take(eventsMax);
    if (followed.events.length === 0 && this.#ended) throw this.#ended;
    return followed;
  }

  async close(): Promise<void> {
    this.#subscription.removeAllListeners('readable');
    this.#subscription.on('error', () => {});
    await this.#subscription.unsubscribe().catch(() => {});
  }

  #take(eventsMax: number): Followed {
    // Looked at first: once all that had come is taken, all that came before this checkpoint is taken.
    const reached = this.#checkpoint;
    const events: Recorded[] = [];
    while (events.length < eventsMax) {
      const event = this.#subscription.read() as Parameters<typeof toRecorded>[0] | null;
      if (event === null) return { events, reached };
      const recorded = toRecorded(event);
      if (recorded) events.push(recorded);
    }
    return { events, reached: null };
  }
}
