import { awaitedLater } from '#platform';

/** Steps that are recorded at once: one commits while the next is being judged. */
const STEPS_AT_ONCE_MAX = 2;

interface Step {
  readonly names: ReadonlySet<string>;
  readonly written: Promise<void>;
}

/** Steps of one job: their work may overlap, what they write does not, and it is in their order. */
export class StepQueue {
  #running: Step[] = [];
  #last: Promise<void> = Promise.resolve();

  /**
   * Takes a step; resolves once there is room for the next. A step that names what another one still records waits for
   * it: the first of two in the file is the first on record. Throws what a step before threw.
   */
  async add<Result>(
    names: readonly string[],
    work: () => Promise<Result>,
    write: (result: Result) => Promise<void>,
  ): Promise<void> {
    while (this.#running.some((step) => names.some((name) => step.names.has(name)))) await this.#first();
    const before = this.#last;
    const result = work();
    const written = awaitedLater(inOrder(before, result, write));
    this.#last = written;
    this.#running.push({ names: new Set(names), written });
    while (this.#running.length >= STEPS_AT_ONCE_MAX) await this.#first();
  }

  /** Resolves once everything is written. */
  async settled(): Promise<void> {
    await this.#last;
  }

  async #first(): Promise<void> {
    await this.#running[0]!.written;
    this.#running.shift();
  }
}

async function inOrder<Result>(
  before: Promise<void>,
  result: Promise<Result>,
  write: (result: Result) => Promise<void>,
): Promise<void> {
  const [done] = await Promise.all([result, before]);
  await write(done);
}
