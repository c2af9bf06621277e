/** Vault takes up to 32 MB; 500 keys are answered within some milliseconds. */
const BATCH_MAX = 500;

interface Waiting<Ask, Answer> {
  readonly ask: Ask;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/** Gathers what is asked one by one at the same moment, and asks it together. */
export class Gathering<Ask, Answer> {
  #waiting: Waiting<Ask, Answer>[] = [];

  /** `run` answers in the order of what was asked; an Error in the place of an answer fails that one alone. */
  constructor(private readonly run: (asks: readonly Ask[]) => Promise<readonly (Answer | Error)[]>) {}

  ask(ask: Ask): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ ask, resolve, reject });
      if (this.#waiting.length === 1) setImmediate(() => this.#flush());
      else if (this.#waiting.length === BATCH_MAX) this.#flush();
    });
  }

  #flush(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    if (waiting.length === 0) return;
    this.run(waiting.map(({ ask }) => ask)).then(
      (answers) =>
        waiting.forEach(({ resolve, reject }, index) => {
          const answer = answers[index];
          if (answer === undefined) reject(new Error('An answer of a batch is missing.'));
          else if (answer instanceof Error) reject(answer);
          else resolve(answer);
        }),
      (error: unknown) => waiting.forEach(({ reject }) => reject(error)),
    );
  }
}
