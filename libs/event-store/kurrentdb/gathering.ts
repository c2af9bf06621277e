interface Asked<Item, Answer> {
  readonly item: Item;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/** Gathers what is asked while an answer is on its way, so that many share one question to the database. */
export class Gathering<Item, Answer> {
  #waiting: Asked<Item, Answer>[] = [];
  #asking = false;

  /** `answer` gives one answer for each item, in their order; an error of it is everybody's. */
  constructor(
    private readonly answer: (items: readonly Item[]) => Promise<readonly Answer[]>,
    private readonly itemsMax: number,
  ) {}

  ask(item: Item): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, resolve, reject });
      if (!this.#asking) void this.#askAll();
    });
  }

  async #askAll(): Promise<void> {
    this.#asking = true;
    while (this.#waiting.length > 0) {
      const asked = this.#waiting.splice(0, this.itemsMax);
      try {
        const answers = await this.answer(asked.map(({ item }) => item));
        asked.forEach(({ resolve }, index) => resolve(answers[index]!));
      } catch (error) {
        for (const { reject } of asked) reject(error);
      }
    }
    this.#asking = false;
  }
}
