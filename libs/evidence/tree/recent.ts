/**
 * Values that were used lately, no more than so many. They are of two generations: where the younger is full the elder
 * is let go, and what was used of it meanwhile has become young. So a use costs nothing but to be found.
 */
export class Recent<Value> {
  #young = new Map<string, Value>();
  #old = new Map<string, Value>();

  constructor(private readonly max: number) {}

  get size(): number {
    return this.#young.size + this.#old.size;
  }

  get(key: string): Value | undefined {
    const young = this.#young.get(key);
    if (young !== undefined) return young;
    const old = this.#old.get(key);
    if (old !== undefined) this.set(key, old);
    return old;
  }

  set(key: string, value: Value): void {
    if (2 * this.#young.size >= this.max) [this.#old, this.#young] = [this.#young, new Map()];
    this.#old.delete(key);
    this.#young.set(key, value);
  }
}
