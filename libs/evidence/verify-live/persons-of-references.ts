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

  merge(reference: string, into: string): void {
    this.#into.set(reference, into);
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
    for (const [first, ...others] of this.#shared(this.#certain)) {
      for (const other of others) if (isNew(told, pairOf(first!, other))) yield { first: first!, other };
    }
  }

  /** Those who may be one person, without whom `doubled` tells. */
  *alike(): Generator<readonly Sight[]> {
    const told = new Set([...this.doubled()].map(({ first, other }) => pairOf(first, other)));
    const isUndated = ({ reference }: Sight) => this.#undated.has(reference);
    for (const persons of this.#shared(this.#hints)) if (isAnyNew(told, persons)) yield persons;
    for (const persons of this.#shared(this.#sharedUndated))
      if (persons.some(isUndated) && isAnyNew(told, persons)) yield persons;
  }

  /** The reference under which a person is known after all mergers. */
  present(reference: string): string {
    let present = reference;
    // A ring of references, which no ledger writes, would be followed without end.
    for (let steps = 0; steps < MERGERS_MAX && this.#into.has(present); steps += 1) present = this.#into.get(present)!;
    return present;
  }

  /** Of each text that several persons share, the first sight of each of them. */
  *#shared(texts: Places): Generator<readonly Sight[]> {
    for (const places of texts.values()) {
      if (typeof places === 'number') continue;
      const persons = this.#personsOf(places.map((place) => this.#sights[place]!));
      if (persons.length > 1) yield persons;
    }
  }

  /** The first sight of each person among these, without who was erased. */
  #personsOf(sights: readonly Sight[]): Sight[] {
    const persons = new Map<string, Sight>();
    for (const sight of sights.filter(({ reference }) => !this.#erased.has(reference))) {
      const person = this.present(sight.reference);
      if (!persons.has(person)) persons.set(person, sight);
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
