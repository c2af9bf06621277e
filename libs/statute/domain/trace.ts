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
  const { names, placeOf } = rulesAsked(ruleset, direction);
  const marks = names.map(() => NOT_TRIED);
  for (const { rule, hit } of tried) {
    const place = placeOf.get(rule);
    if (place !== undefined) marks[place] = hit ? HIT : PASSED;
  }
  return marks.join('');
}

/** The rules tried, out of a trace. */
export function triedOf(ruleset: Ruleset, direction: Direction, trace: string): RuleTried[] {
  return rulesAsked(ruleset, direction).names.flatMap((rule, index) =>
    trace[index] === HIT || trace[index] === PASSED ? [{ rule, hit: trace[index] === HIT }] : [],
  );
}

interface RulesAsked {
  readonly names: readonly string[];
  readonly placeOf: ReadonlyMap<string, number>;
}

const askedOf = new WeakMap<Ruleset, Partial<Record<Direction, RulesAsked>>>();

function rulesAsked(ruleset: Ruleset, direction: Direction): RulesAsked {
  const known = askedOf.get(ruleset) ?? {};
  askedOf.set(ruleset, known);
  return (known[direction] ??= inOrder(ruleset, direction));
}

// The order in which a judgement asks: gates, duties of the direction, checks.
function inOrder(ruleset: Ruleset, direction: Direction): RulesAsked {
  const { gates, duties, checks } = compiledLaw(ruleset);
  const names = [...gates.flat(), ...duties[direction], ...checks].map(({ rule }) => rule.id);
  return { names, placeOf: new Map(names.map((name, place) => [name, place])) };
}
