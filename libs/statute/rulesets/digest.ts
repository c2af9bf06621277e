import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import type { Day } from '../domain/facts.js';
import type { Ruleset } from '../domain/ruleset.js';

/** A ruleset as it was frozen, or its texts changed on purpose. */
export interface FrozenText {
  readonly on: Day;
  readonly sha256: string;
  readonly why: string;
}

/** By ruleset, oldest first. */
export const DIGESTS = createRequire(import.meta.url)('./digests.json') as Readonly<
  Record<string, readonly FrozenText[]>
>;

/** SHA-256 of a ruleset, whatever order its names came in; hexadecimal. */
export function digestOf(ruleset: Ruleset): string {
  return createHash('sha256')
    .update(JSON.stringify(sorted(ruleset)))
    .digest('hex');
}

/**
 * The ruleset again, if it is the one that was frozen. Decisions are read under the ruleset that made them: whoever
 * changes the words of one that is in force says so by a line of its own, and nobody does so by accident.
 */
export function frozen(ruleset: Ruleset, digests: Readonly<Record<string, readonly FrozenText[]>> = DIGESTS): Ruleset {
  const sha256 = digestOf(ruleset);
  if (digests[ruleset.id]?.at(-1)?.sha256 === sha256) return ruleset;
  throw new Error(
    `The ruleset ${ruleset.id} is not the one that was frozen. A changed law is a new ruleset; for a change of texts on purpose, add a line with sha256 ${sha256} to libs/statute/rulesets/digests.json.`,
  );
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const parts = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(parts.map(([name, part]) => [name, sorted(part)]));
}
