/** How long a log was at a time. */
export interface SeenSize {
  readonly size: number;
  readonly at: Date;
}

/**
 * Of which time a tree is, that follows its log: the latest at which the log was seen to be no longer than the tree is
 * now. A tree that stands still while its log grows is of no later time, however often it is signed.
 */
export class SeenSizes {
  /** Of each log the newest that its tree has come to, and the first that it has not. */
  readonly #seen = new Map<string, readonly SeenSize[]>();

  /** Null where the tree has not come to any that was seen. */
  asOf(association: string, treeSize: number, log: SeenSize): Date | null {
    const seen = [...(this.#seen.get(association) ?? []), log];
    const reached = seen.findLastIndex(({ size }) => size <= treeSize);
    this.#seen.set(association, reached < 0 ? seen.slice(0, 1) : seen.slice(reached, reached + 2));
    return seen[reached]?.at ?? null;
  }
}
