import { addDays } from '#statute';
import type { Sample } from '../serve/samples.js';
import { Dice } from './chance.js';
import { FAMILIES, GIVEN } from './names.js';

/** How many persons the households have, over and over: where a person belongs follows from the index alone. */
const HOUSEHOLD_SIZES = [1, 3, 2, 1, 4, 1, 2, 3];
/** A mutual-aid association insures persons, not households. */
const SINGLE = [1];
const OLDEST_BIRTH = '1946-01-01';
const ADULT_BIRTH_DAYS = 20_000;
const CHILD_BIRTH = '2004-01-01';
const CHILD_BIRTH_DAYS = 7_000;

/** Identifiers as a core system posts them: the full composite. */
export interface Identifiers {
  readonly insurerNumber: string | null;
  readonly symbol: string | null;
  readonly number: string;
  readonly branch: string | null;
}

/** The invented members of one association. Nobody is kept: each is made from the index whenever asked for. */
export class Population {
  readonly #load: string;
  readonly #association: Sample['association'];
  readonly #sizes: readonly number[];
  readonly #offsets: readonly number[];
  readonly #cycle: number;
  readonly #refs: Dice;
  readonly #persons: Dice;
  readonly #families: Dice;

  constructor(
    load: string,
    association: Sample['association'],
    readonly size: number,
  ) {
    this.#load = load;
    this.#association = association;
    this.#refs = new Dice(load, association.id, 'member');
    this.#persons = new Dice(load, association.id, 'person');
    this.#families = new Dice(load, association.id, 'family');
    this.#sizes = association.insurerNumber === null ? SINGLE : HOUSEHOLD_SIZES;
    this.#cycle = this.#sizes.reduce((sum, one) => sum + one, 0);
    this.#offsets = this.#sizes.map((_size, index) => this.#sizes.slice(0, index).reduce((sum, one) => sum + one, 0));
  }

  /** Households that have at least their insured person. */
  get households(): number {
    const whole = Math.floor(this.size / this.#cycle) * this.#sizes.length;
    const rest = this.size % this.#cycle;
    return whole + this.#offsets.filter((offset) => offset < rest).length;
  }

  /** Index of the insured person of a household. */
  insured(household: number): number {
    return this.#firstOfCycle(household) + this.#offsets[household % this.#sizes.length]!;
  }

  /** Indexes of all persons of a household, the insured person first. */
  household(household: number): number[] {
    const first = this.insured(household);
    const size = this.#sizes[household % this.#sizes.length]!;
    return Array.from({ length: size }, (_none, index) => first + index).filter((index) => index < this.size);
  }

  /** Member reference of a person. */
  ref(index: number): string {
    return this.#refs.uuid(index);
  }

  identifiers(index: number): Identifiers {
    const { household, branch } = this.#placeOf(index);
    const { insurerNumber } = this.#association;
    if (insurerNumber === null)
      return { insurerNumber, symbol: null, number: `${this.#load}.${index + 1}`, branch: null };
    return { insurerNumber, symbol: this.#load, number: String(household + 1), branch: `0${branch}` };
  }

  /** What the core system knows of the person, as it registers it. */
  registration(index: number): Record<string, unknown> {
    const { household, branch } = this.#placeOf(index);
    const chance = this.#persons.of(index);
    const [family, familyKana] = this.#families.of(household).pick(FAMILIES);
    const sex = chance.pick(['男', '女'] as const);
    const [given, givenKana] = chance.pick(GIVEN[sex]);
    return {
      ref: this.ref(index),
      ...this.identifiers(index),
      name: `${family} ${given}`,
      kana: `${familyKana} ${givenKana}`,
      birthDate:
        branch < 2
          ? addDays(OLDEST_BIRTH, chance.below(ADULT_BIRTH_DAYS))
          : addDays(CHILD_BIRTH, chance.below(CHILD_BIRTH_DAYS)),
      sex: this.#association.insurerNumber === null ? null : sex,
      relation: branch === 0 ? '本人' : '家族',
      household: this.ref(this.insured(household)),
    };
  }

  #placeOf(index: number): { household: number; branch: number } {
    const within = index % this.#cycle;
    const place = this.#offsets.findLastIndex((offset) => offset <= within);
    const household = Math.floor(index / this.#cycle) * this.#sizes.length + place;
    return { household, branch: within - this.#offsets[place]! };
  }

  #firstOfCycle(household: number): number {
    return Math.floor(household / this.#sizes.length) * this.#cycle;
  }
}
