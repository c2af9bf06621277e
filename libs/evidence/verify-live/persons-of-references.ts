import type { Likeness } from '#access';
import { toPosition } from '#event-store';
import { sha256 } from '#proof';

/** Where an identity was committed to under a reference. */
export interface Sight {
  readonly reference: string;
  readonly position: number;
}

/** So often one after the other nobody was merged. */
const MERGERS_MAX = 1_000;
const DIGEST_BYTES = 12;

type SightsOfOne = readonly [Sight, ...Sight[]];

/** The sights of a text by their numbers: most texts have one. */
type Places = Map<string, number | number[]>;

/** Whose reference is whose, of a whole association at once: kept are digests of what persons are known by. */
export class PersonsOfReferences {
  readonly #sights: Sight[] = [];
  readonly #certain: Places = new Map();
  readonly #hints: Places = new Map();
  readonly #sharedUndated: Places = new Map();
  readonly #undated = new Set<string>();
  readonly #erased = new Set<string>();
  /** References that were merged, each with the one that it went into. */
  readonly #into = new Map<string, string>();

  readonly #mergedAt = new Map<string, number>();
  /** References that were split off, each with those that had held them too. */
  readonly #splitOff = new Map<string, Sight[]>();

  /** Pairs of references that two officers stated to be of two people. */
  readonly #distinct: (readonly [string, string])[] = [];
  /** The same by the references under which the persons are known after all mergers. */
  #distinctNow: ReadonlySet<string> | null = null;

  /** Whatever they have in common, these are two people. */
  distinguish(one: string, other: string): void {
    this.#distinct.push([one, other]);
    this.#distinctNow = null;
  }

  /** A reference held two persons, and the other one has this one now. */
  split({ reference, position }: Sight, other: string): void {
    this.#splitOff.set(other, [...(this.#splitOff.get(other) ?? []), { reference, position }]);
  }

  merge({ reference, position }: Sight, into: string): void {
    this.#into.set(reference, into);
    this.#mergedAt.set(reference, position);
    this.#distinctNow = null;
  }

  erase(reference: string): void {
    this.#erased.add(reference);
  }

  isErased(reference: string): boolean {
    return this.#erased.has(reference);
  }

  add({ certain, hints, undated, isDated }: Likeness, sight: Sight): void {
    const place = this.#sights.push(sight) - 1;
    if (!isDated) this.#undated.add(sight.reference);
    for (const text of certain) add(this.#certain, text, place);
    for (const text of hints) add(this.#hints, text, place);
    for (const text of undated) add(this.#sharedUndated, text, place);
  }

  /** How many references were ever committed to without a birth date. */
  undated(): number {
    return [...this.#undated].filter((reference) => !this.#erased.has(reference)).length;
  }

  /** References of one person that were not merged: each with the first sight of the person. */
  *doubled(): Generator<{ readonly first: Sight; readonly other: Sight }> {
    const told = new Set<string>();
    for (const persons of this.#shared(this.#certain)) {
      for (const [index, other] of persons.entries()) {
        // With the first one from whom nobody told the person apart: of three, two that are both another's twin may be one.
        const first = persons.slice(0, index).find((one) => !this.#areDistinct(one[0], other[0]));
        if (!first || this.#isGivenBack(first, other) || this.#isGivenBack(other, first)) continue;
        if (isNew(told, pairOf(first[0], other[0]))) yield { first: first[0], other: other[0] };
      }
    }
  }

  /** Those who may be one person, without whom `doubled` tells. */
  *alike(): Generator<readonly Sight[]> {
    const told = new Set([...this.doubled()].map(({ first, other }) => pairOf(first, other)));
    const isUndated = ({ reference }: Sight) => this.#undated.has(reference);
    for (const texts of [this.#certain, this.#hints, this.#sharedUndated]) {
      for (const sights of this.#shared(texts)) {
        const isHint = texts !== this.#sharedUndated || sights.flat().some(isUndated);
        const persons = sights.map(([first]) => first);
        if (isHint && !this.#areAllDistinct(persons) && isAnyNew(told, persons)) yield persons;
      }
    }
  }

  /** The reference under which a person is known after all mergers. */
  present(reference: string): string {
    let present = reference;
    // A ring of references, which no ledger writes, would be followed without end.
    for (let steps = 0; steps < MERGERS_MAX && this.#into.has(present); steps += 1) present = this.#into.get(present)!;
    return present;
  }

  /** References that had gone into one of which this one was split off then: they may be of the same person as this one. */
  releasedTo(reference: string): readonly string[] {
    const splits = this.#splitOff.get(reference) ?? [];
    if (splits.length === 0) return [];
    return [...this.#into.keys()].filter((one) => splits.some((split) => this.#wasIn(one, split)));
  }

  /** Whether a reference had gone into one when somebody was split off that: it may be that other person's. */
  isReleased(reference: string): boolean {
    if (!this.#into.has(reference)) return false;
    return [...this.#splitOff.values()].flat().some((split) => this.#wasIn(reference, split));
  }

  #areDistinct(one: Sight, other: Sight): boolean {
    if (this.#distinct.length === 0) return false;
    this.#distinctNow ??= new Set(
      this.#distinct.flatMap(([first, second]) => {
        const [a, b] = [this.present(first), this.present(second)];
        return [`${a} ${b}`, `${b} ${a}`];
      }),
    );
    return this.#distinctNow.has(`${this.present(one.reference)} ${this.present(other.reference)}`);
  }

  #areAllDistinct(persons: readonly Sight[]): boolean {
    // More pairs than were stated cannot all be among them, and of many who are called alike there are too many to try.
    if ((persons.length * (persons.length - 1)) / 2 > this.#distinct.length) return false;
    return persons.every((one, index) => persons.slice(0, index).every((other) => this.#areDistinct(one, other)));
  }

  /** Whether all these had gone into the person of whom the others were split off. */
  #isGivenBack(sights: SightsOfOne, others: SightsOfOne): boolean {
    const splits = others.flatMap(({ reference }) => this.#splitOff.get(reference) ?? []);
    return splits.some((split) => sights.every(({ reference }) => this.#wasIn(reference, split)));
  }

  #wasIn(reference: string, split: Sight): boolean {
    const mergedAt = this.#mergedAt.get(reference);
    const isOlder = mergedAt !== undefined && mergedAt < split.position;
    return isOlder && this.present(reference) === this.present(split.reference);
  }

  /** Of each text that several persons share, the sights of each of them, the first one first. */
  *#shared(texts: Places): Generator<readonly SightsOfOne[]> {
    for (const places of texts.values()) {
      if (typeof places === 'number') continue;
      const persons = this.#personsOf(places.map((place) => this.#sights[place]!));
      if (persons.length > 1) yield persons;
    }
  }

  /** These by persons, without who was erased. */
  #personsOf(sights: readonly Sight[]): SightsOfOne[] {
    const persons = new Map<string, [Sight, ...Sight[]]>();
    for (const sight of sights.filter(({ reference }) => !this.#erased.has(reference))) {
      const person = this.present(sight.reference);
      const known = persons.get(person);
      if (known) known.push(sight);
      else persons.set(person, [sight]);
    }
    return [...persons.values()];
  }
}

export function placeOf({ reference, position }: Sight): string {
  return `${reference} (${toPosition(position)})`;
}

function pairOf(first: Sight, other: Sight): string {
  return `${first.reference} ${other.reference}`;
}

function isNew(told: Set<string>, pair: string): boolean {
  return told.size < told.add(pair).size;
}

/** Whether any two of these were not told together before; from now on all were. */
function isAnyNew(told: Set<string>, [first, ...others]: readonly Sight[]): boolean {
  return others.map((other) => isNew(told, pairOf(first!, other))).some(Boolean);
}

function add(places: Places, text: string, place: number): void {
  const digest = sha256(new TextEncoder().encode(text)).subarray(0, DIGEST_BYTES);
  const key = String.fromCharCode(...digest);
  const known = places.get(key);
  if (known === undefined) places.set(key, place);
  else if (typeof known === 'number') places.set(key, [known, place]);
  else known.push(place);
}
