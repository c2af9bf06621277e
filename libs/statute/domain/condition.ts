import { FOUND_FACT_NAMES, type FactName } from './derived-facts.js';
import { placeOf, type FactSheet } from './fact-sheet.js';

/** A condition of law as data, over the flat record of derived facts. `@NAME` in `in` names a set of the ruleset. */
export type Condition =
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }
  /** The fact is true. */
  | { readonly is: FactName }
  /** The fact is neither null nor empty. */
  | { readonly given: FactName }
  | { readonly eq: readonly [FactName, string] }
  | { readonly in: readonly [FactName, readonly string[] | string] }
  /** A condition that the ruleset names once. */
  | { readonly use: string };

export type Test = (facts: FactSheet) => boolean;

/** What a condition may refer to by name. */
export interface ConditionNames {
  readonly sets: Readonly<Record<string, readonly string[]>>;
  readonly conditions: Readonly<Record<string, Condition>>;
  /** False where facts still change after they were asked: then nothing is remembered of them. */
  readonly remembers?: boolean;
}

/** A named condition may use another, but no chain is longer: a longer one is a circle. */
const NESTING_MAX = 8;

/** Turns a condition into a test. Throws on a name that the ruleset does not define: a ruleset with a slip never judges. */
export function compileCondition(condition: Condition, names: ConditionNames, depth = 0): Test {
  if (depth > NESTING_MAX) throw new Error('A named condition refers to itself.');
  const inner = (one: Condition): Test => compileCondition(one, names, depth);
  if ('all' in condition) return every(condition.all.map(inner));
  if ('any' in condition) return some(condition.any.map(inner));
  if ('not' in condition) return negated(inner(condition.not));
  if ('is' in condition) return isTrue(condition.is);
  if ('given' in condition) return isGiven(condition.given);
  if ('eq' in condition) return isEqual(condition.eq[0], condition.eq[1]);
  if ('in' in condition) return isAmong(condition.in[0], setOf(condition.in[1], names));
  if ('use' in condition) return namedTest(condition.use, names, depth);
  throw new Error(`Not a condition: ${JSON.stringify(condition)}`);
}

/** The facts a condition looks at, for checking a ruleset against the facts that exist. */
export function factsOf(condition: Condition): string[] {
  if ('all' in condition) return condition.all.flatMap(factsOf);
  if ('any' in condition) return condition.any.flatMap(factsOf);
  if ('not' in condition) return factsOf(condition.not);
  if ('is' in condition) return [condition.is];
  if ('given' in condition) return [condition.given];
  if ('eq' in condition) return [condition.eq[0]];
  if ('in' in condition) return [condition.in[0]];
  return [];
}

/** The same name is asked by many rules of one judgement: asked again of the same facts, it answers what it found. */
function namedTest(name: string, names: ConditionNames, depth: number): Test {
  const condition = namedCondition(name, names);
  const test = compileCondition(condition, names, depth + 1);
  // What the judgement finds on its way changes under the same facts.
  if (names.remembers === false || deepFactsOf(condition, names).some((fact) => FOUND.has(fact))) return test;
  const found = { facts: null as FactSheet | null, holds: false };
  return (facts) => {
    if (facts !== found.facts) {
      found.holds = test(facts);
      found.facts = facts;
    }
    return found.holds;
  };
}

const FOUND: ReadonlySet<string> = new Set(FOUND_FACT_NAMES.filter((name) => name !== 'basis'));

function deepFactsOf(condition: Condition, names: ConditionNames): string[] {
  if ('all' in condition) return condition.all.flatMap((one) => deepFactsOf(one, names));
  if ('any' in condition) return condition.any.flatMap((one) => deepFactsOf(one, names));
  if ('not' in condition) return deepFactsOf(condition.not, names);
  if ('use' in condition) return deepFactsOf(namedCondition(condition.use, names), names);
  return factsOf(condition);
}

// Most conditions join two or three: these are asked without a loop, for a judgement asks them by the hundred.
function every(tests: readonly Test[]): Test {
  const [first = always, second = always, third = always] = tests;
  if (tests.length === 1) return first;
  if (tests.length === 2) return (facts) => first(facts) && second(facts);
  if (tests.length === 3) return (facts) => first(facts) && second(facts) && third(facts);
  return (facts) => {
    for (const test of tests) if (!test(facts)) return false;
    return true;
  };
}

function always(): boolean {
  return true;
}

function some(tests: readonly Test[]): Test {
  return (facts) => {
    for (const test of tests) if (test(facts)) return true;
    return false;
  };
}

function negated(test: Test): Test {
  return (facts) => !test(facts);
}

function isTrue(name: FactName): Test {
  const place = placeOf(name);
  return (facts) => facts[place] === true;
}

function isGiven(name: FactName): Test {
  const place = placeOf(name);
  return (facts) => {
    const value = facts[place];
    return Array.isArray(value) ? value.length > 0 : value !== null && value !== undefined && value !== '';
  };
}

function isEqual(name: FactName, wanted: string): Test {
  const place = placeOf(name);
  return (facts) => facts[place] === wanted;
}

function isAmong(name: FactName, wanted: ReadonlySet<string>): Test {
  const place = placeOf(name);
  return (facts) => {
    const value = facts[place];
    return typeof value === 'string' && wanted.has(value);
  };
}

function setOf(list: readonly string[] | string, names: ConditionNames): ReadonlySet<string> {
  if (typeof list !== 'string') return new Set(list);
  const named = list.startsWith('@') ? names.sets[list.slice(1)] : undefined;
  if (named === undefined) throw new Error(`The ruleset has no set ${list}.`);
  return new Set(named);
}

function namedCondition(name: string, names: ConditionNames): Condition {
  const named = names.conditions[name];
  if (named === undefined) throw new Error(`The ruleset has no condition ${name}.`);
  return named;
}
