import type { Likeness } from '#access';
import { toPosition } from '#event-store';
import { sha256, toBase64 } from '#proof';

/** Where an identity was committed to under a reference. */
export interface Sight {
  readonly reference: string;
  readonly position: number;
}

/** So often one after the other nobody was merged. */
const MERGERS_MAX = 1_000;
const DIGEST_BYTES = 16;

/** Whose reference is whose, of a whole association at once: kept are digests of what persons are known by. */
export class PersonsOfReferences {
  readonly #certain = new Map<string, Sight[]>();
  readonly #hints = new Map<string, Sight[]>();
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

  add({ certain, hint }: Likeness, sight: Sight): void {
    for (const text of certain) add(this.#certain, text, sight);
    if (hint !== null) add(this.#hints, hint, sight);
  }

  /** References of one person that were not merged: each with the first sight of the person. */
  *doubled(): Generator<{ readonly first: Sight; readonly other: Sight }> {
    const told = new Set<string>();
    for (const sights of this.#certain.values()) {
      const [first, ...others] = this.#personsOf(sights);
      for (const other of others) {
        const isNew = told.size < told.add(pairOf(first!, other)).size;
        if (isNew) yield { first: first!, other };
      }
    }
  }

  /** Those who may be one person, without whom `doubled` tells. */
  *alike(): Generator<readonly Sight[]> {
    const told = new Set([...this.doubled()].map(({ first, other }) => pairOf(first, other)));
    for (const sights of this.#hints.values()) {
      const [first, ...others] = this.#personsOf(sights);
      if (others.some((other) => !told.has(pairOf(first!, other)))) yield [first!, ...others];
    }
  }

  /** The first sight of each person among these, without who was erased. */
  #personsOf(sights: readonly Sight[]): Sight[] {
    const persons = new Map<string, Sight>();
    for (const sight of sights.filter(({ reference }) => !this.#erased.has(reference))) {
      const person = this.#present(sight.reference);
      if (!persons.has(person)) persons.set(person, sight);
    }
    return [...persons.values()];
  }

  #present(reference: string): string {
    let present = reference;
    // A ring of references, which no ledger writes, would be followed without end.
    for (let steps = 0; steps < MERGERS_MAX && this.#into.has(present); steps += 1) present = this.#into.get(present)!;
    return present;
  }
}

export function placeOf({ reference, position }: Sight): string {
  return `${reference} (${toPosition(position)})`;
}

function pairOf(first: Sight, other: Sight): string {
  return `${first.reference} ${other.reference}`;
}

function add(sights: Map<string, Sight[]>, text: string, sight: Sight): void {
  const key = toBase64(sha256(new TextEncoder().encode(text)).subarray(0, DIGEST_BYTES));
  const known = sights.get(key);
  if (!known) sights.set(key, [sight]);
  else if (!known.some(({ reference }) => reference === sight.reference)) known.push(sight);
}
