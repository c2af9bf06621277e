import { compiledLaw } from './compiled-law.js';
import type { RuleTried } from './facts.js';
import type { Ruleset } from './ruleset.js';
import type { Direction } from './vocabulary.js';

const NOT_TRIED = '-';
const PASSED = '0';
const HIT = '1';

/**
 * The rules tried, as short as an event should keep them: one character for each rule of the ruleset, in its order –
 * `-` not looked at, `0` looked at, `1` hit. Readable only beside the ruleset that judged, which the event names.
 */
export function traceOf(ruleset: Ruleset, direction: Direction, tried: readonly RuleTried[]): string {
  const hits = new Map(tried.map(({ rule, hit }) => [rule, hit]));
  return ruleNames(ruleset, direction)
    .map((rule) => (hits.has(rule) ? (hits.get(rule) ? HIT : PASSED) : NOT_TRIED))
    .join('');
}

/** The rules tried, out of a trace. */
export function triedOf(ruleset: Ruleset, direction: Direction, trace: string): RuleTried[] {
  return ruleNames(ruleset, direction).flatMap((rule, index) =>
    trace[index] === HIT || trace[index] === PASSED ? [{ rule, hit: trace[index] === HIT }] : [],
  );
}

const namesOf = new WeakMap<Ruleset, Partial<Record<Direction, readonly string[]>>>();

// The order in which a judgement asks: gates, duties of the direction, checks.
function ruleNames(ruleset: Ruleset, direction: Direction): readonly string[] {
  const known = namesOf.get(ruleset) ?? {};
  namesOf.set(ruleset, known);
  return (known[direction] ??= askedRules(ruleset, direction));
}

function askedRules(ruleset: Ruleset, direction: Direction): string[] {
  const { gates, duties, checks } = compiledLaw(ruleset);
  return [...gates.flat(), ...duties[direction], ...checks].map(({ rule }) => rule.id);
}
