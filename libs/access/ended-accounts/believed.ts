import type { Clock } from '#platform';

/** What was read is believed for so long: what ends is over in every process within it. */
export const BELIEVED_MILLISECONDS = 1_000;
/** After so long it is read anew, while requests go on with what was read before: where many come, none waits. */
const READ_ANEW_MILLISECONDS = 500;

/** Reads something once a second at most, however many ask for it, and never lets anybody go on with what is older. */
export class Believed {
  /** Milliseconds since 1970 at which the last reading that succeeded began. */
  #readAt = Number.NEGATIVE_INFINITY;
  #reading: Promise<void> | null = null;

  constructor(
    private readonly clock: Clock,
    private readonly read: (now: Date) => Promise<void>,
  ) {}

  /** Resolves once it was read a second ago at most. */
  async refresh(): Promise<void> {
    const age = this.clock.now().getTime() - this.#readAt;
    if (age < READ_ANEW_MILLISECONDS) return;
    const reading = this.#again();
    if (age < BELIEVED_MILLISECONDS) reading.catch(() => undefined);
    else await reading;
  }

  /** Resolves once it was read as it is now. */
  async readNow(): Promise<void> {
    // A reading under way may have begun before what is asked for was written.
    await this.#reading?.catch(() => undefined);
    await this.#again();
  }

  #again(): Promise<void> {
    this.#reading ??= this.#readOnce().finally(() => {
      this.#reading = null;
    });
    return this.#reading;
  }

  async #readOnce(): Promise<void> {
    const began = this.clock.now();
    await this.read(began);
    this.#readAt = began.getTime();
  }
}
