import { compiledLaw } from './compiled-law.js';
import type { Citation } from './facts.js';
import type { Item, Purpose, Ruleset } from './ruleset.js';

/** An item of personal data (項目) by its code, or null. */
export function itemOf(ruleset: Ruleset, code: string): Item | null {
  return compiledLaw(ruleset).items.get(code) ?? null;
}

/** A purpose of use (利用目的) by its code, or null. */
export function purposeOf(ruleset: Ruleset, code: string): Purpose | null {
  return ruleset.purposes.find((purpose) => purpose.code === code) ?? null;
}

/** The short text of a cited article in both languages; a reference that the ruleset does not know stands for itself. */
export function citation(ruleset: Ruleset, ref: string): Citation {
  return compiledLaw(ruleset).citations.get(ref) ?? { ref, ja: ref, en: ref };
}
