/** A sleep that ends early when there is something to do. A hint that comes while nobody sleeps counts for the next. */
export class Nap {
  #hinted = false;
  #hearsHints = false;
  #end: (() => void) | null = null;

  hint(): void {
    this.#hinted = true;
    if (this.#hearsHints) this.#end?.();
  }

  /** Ends the sleep of now, hints or not. */
  end(): void {
    this.#end?.();
  }

  forgetHints(): void {
    this.#hinted = false;
  }

  sleep(milliseconds: number, { hearsHints }: { hearsHints: boolean }): Promise<void> {
    if (hearsHints && this.#hinted) return Promise.resolve();
    this.#hearsHints = hearsHints;
    return new Promise((resolve) => {
      this.#end = () => {
        clearTimeout(timer);
        this.#end = null;
        resolve();
      };
      const timer = setTimeout(this.#end, milliseconds);
    });
  }
}
