import { createHash } from 'node:crypto';

const TWO_TO_32 = 2 ** 32;
/** Rounds after which neighbouring indexes have nothing in common any more. */
const WARM_UP_ROUNDS = 12;
/** 2^32 divided by the golden ratio, odd: spreads small indexes over all bits. */
const SPREAD = 0x9e3779b1;

/** Throws of dice for one matter: the same parts give the same throws, whatever is thrown elsewhere. */
export class Dice {
  readonly #words: readonly [number, number, number];

  constructor(...parts: readonly (string | number)[]) {
    const bytes = createHash('sha256').update(parts.join('\n')).digest();
    this.#words = [bytes.readInt32LE(0), bytes.readInt32LE(4), bytes.readInt32LE(8)];
  }

  /** The throws about one of many, by its index. Cheap, for nothing is kept of the many. */
  of(index = 0): Chance {
    const [a, b, c] = this.#words;
    return new Chance(a ^ Math.imul(index + 1, SPREAD), b ^ index, c);
  }

  /** A random-looking UUID (version 4) of one of many. */
  uuid(index: number): string {
    return this.of(index).uuid();
  }
}

/** A sequence of throws: three words mixed with a counter, fast, and long enough for any load. */
export class Chance {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  constructor(a: number, b: number, c: number) {
    this.#a = a | 0;
    this.#b = b | 0;
    this.#c = c | 0;
    for (let round = 0; round < WARM_UP_ROUNDS; round += 1) this.#word();
  }

  /** At least 0 and less than 1. */
  next(): number {
    return this.#word() / TWO_TO_32;
  }

  /** Whether something of this probability happens. */
  happens(probability: number): boolean {
    return this.next() < probability;
  }

  /** A whole number from 0 to `count` - 1. */
  below(count: number): number {
    return Math.floor(this.next() * count);
  }

  pick<Value>(values: readonly Value[]): Value {
    return values[this.below(values.length)]!;
  }

  /** Each of `count` indexes with this probability, in order; as long as there are hits, not as there are indexes. */
  *sample(count: number, probability: number): Generator<number> {
    if (probability <= 0) return;
    const step = Math.log1p(-Math.min(probability, 1 - Number.EPSILON));
    for (let index = this.#gap(step); index < count; index += 1 + this.#gap(step)) yield index;
  }

  uuid(): string {
    const [one, two, three, four] = [this.#hex(), this.#hex(), this.#hex(), this.#hex()];
    // The variant's two bits leave four digits to choose from.
    const variant = '89ab'[this.#word() & 3]!;
    return `${one}-${two.slice(0, 4)}-4${two.slice(5)}-${variant}${three.slice(1, 4)}-${three.slice(4)}${four}`;
  }

  // How many misses come before the next hit.
  #gap(step: number): number {
    return Math.floor(Math.log1p(-this.next()) / step);
  }

  #hex(): string {
    return this.#word().toString(16).padStart(8, '0');
  }

  #word(): number {
    const sum = (this.#a + this.#b + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }
}
