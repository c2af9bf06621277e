import { parseNote } from '#proof';
import { askForTimestamp } from './ask-for-timestamp.js';
import type { KeptTimestamps } from './kept-timestamps.js';
import type { TimestampSettings } from './timestamp-settings.js';

/** The newest checkpoint of each log. */
export interface NewestCheckpoints {
  newest(association: string): Promise<{ readonly size: number; readonly note: string } | null>;
}

/** After a failure the authority is left alone for so long, and for twice as long after each that follows. */
const WAIT_MILLISECONDS_FIRST = 15_000;
const WAIT_MILLISECONDS_MAX = 15 * 60_000;
/** How far an authority's clock may be from ours: further, one of the two is wrong. */
const CLOCK_MILLISECONDS_MAX = 5 * 60_000;
const MINUTE_MILLISECONDS = 60_000;

export interface TimestampObserver {
  failed(error: unknown): void;
  recovered(): void;
}

/** Has the newest checkpoint of each log stamped when it grew and the last one is old enough. Nobody waits for it. */
export class TimestampKeeper {
  #notBefore = 0;
  #failures = 0;
  /** When each log was stamped last, as far as it is known: before the next is due nothing is asked. */
  readonly #stampedAt = new Map<string, number>();

  constructor(
    private readonly settings: TimestampSettings,
    private readonly checkpoints: NewestCheckpoints,
    private readonly timestamps: KeptTimestamps,
    private readonly observer: TimestampObserver,
    private readonly now: () => Date,
  ) {}

  /** One round over some logs. An authority that fails is not asked for the next log, nor for a while. */
  async round(associations: Iterable<string>): Promise<void> {
    for (const association of associations) {
      if (this.now().getTime() < this.#notBefore) return;
      if (!this.#isTime(this.#stampedAt.get(association))) continue;
      const due = await this.#due(association);
      if (due && !(await this.#stamp(association, due))) return;
    }
  }

  async #due(association: string): Promise<{ size: number; note: string } | null> {
    const [head, last] = [await this.checkpoints.newest(association), await this.timestamps.newest(association)];
    if (last) this.#stampedAt.set(association, last.time.getTime());
    if (!head || (last && last.size >= head.size)) return null;
    return this.#isTime(last?.time.getTime()) ? head : null;
  }

  #isTime(last: number | undefined): boolean {
    return last === undefined || this.now().getTime() - last >= this.settings.minutes * MINUTE_MILLISECONDS;
  }

  async #stamp(association: string, { size, note }: { size: number; note: string }): Promise<boolean> {
    try {
      // The text alone, which stays as it is whoever signs it later.
      const stamped = await askForTimestamp(new TextEncoder().encode(parseNote(note).text), this.settings);
      if (Math.abs(stamped.time.getTime() - this.now().getTime()) > CLOCK_MILLISECONDS_MAX) {
        throw new Error('The clock of the authority is far from ours.');
      }
      await this.timestamps.keep(association, size, stamped);
      this.#stampedAt.set(association, stamped.time.getTime());
    } catch (error) {
      this.#rest(error);
      return false;
    }
    if (this.#failures > 0) this.observer.recovered();
    this.#failures = 0;
    return true;
  }

  #rest(error: unknown): void {
    const wait = Math.min(WAIT_MILLISECONDS_FIRST * 2 ** this.#failures, WAIT_MILLISECONDS_MAX);
    this.#notBefore = this.now().getTime() + wait;
    if (this.#failures === 0) this.observer.failed(error);
    this.#failures += 1;
  }
}
