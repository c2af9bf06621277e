import { compileCondition, type Condition, type Test } from './condition.js';
import type { Citation, RuleTried, StatutoryField } from './facts.js';
import type { DutyRule, FindingRule, Item, Ruleset } from './ruleset.js';

/** A rule with its test, and the two entries it can leave in the list of rules tried. */
export interface Tested<Rule> {
  readonly rule: Rule;
  readonly test: Test;
  readonly hit: RuleTried;
  readonly passed: RuleTried;
}

/** A ruleset made ready to judge. */
export interface CompiledLaw {
  readonly ruleset: Ruleset;
  readonly items: ReadonlyMap<string, Item>;
  readonly gates: readonly (readonly Tested<FindingRule>[])[];
  readonly duties: { readonly OUT: readonly Tested<DutyRule>[]; readonly IN: readonly Tested<DutyRule>[] };
  readonly checks: readonly Tested<FindingRule>[];
  readonly routes: readonly Tested<Ruleset['routes'][number]>[];
  readonly bases: readonly { readonly basis: Ruleset['bases'][number]['basis']; readonly test: Test }[];
  readonly methods: readonly Tested<Ruleset['methods'][number]>[];
  readonly views: readonly { readonly rule: Ruleset['views'][number]; readonly test: Test }[];
  readonly lines: readonly { readonly rule: Ruleset['lines'][number]; readonly test: Test }[];
  readonly fields: Readonly<Record<string, readonly StatutoryField[]>>;
  readonly citations: ReadonlyMap<string, Citation>;
}

const ALWAYS: Condition = { all: [] };
const compiledLaws = new WeakMap<Ruleset, CompiledLaw>();

/** Compiles a ruleset once. Rulesets never change, so the result is kept beside the object. */
export function compiledLaw(ruleset: Ruleset): CompiledLaw {
  const known = compiledLaws.get(ruleset);
  if (known !== undefined) return known;
  const law = compile(ruleset);
  compiledLaws.set(ruleset, law);
  return law;
}

function compile(ruleset: Ruleset): CompiledLaw {
  const test = (condition: Condition): Test => compileCondition(condition, ruleset);
  const tested = <Rule extends { id: string; when?: Condition }>(rule: Rule): Tested<Rule> => ({
    rule,
    test: test(rule.when ?? ALWAYS),
    hit: Object.freeze({ rule: rule.id, hit: true }),
    passed: Object.freeze({ rule: rule.id, hit: false }),
  });
  return {
    ruleset,
    items: new Map(ruleset.items.map((item) => [item.code, item])),
    gates: ruleset.gates.map((gate) => gate.rules.map(tested)),
    duties: { OUT: ruleset.duties.OUT.map(tested), IN: ruleset.duties.IN.map(tested) },
    checks: ruleset.checks.map(tested),
    routes: ruleset.routes.map(tested),
    // The basis is found by these, and the other conditions are asked once it is.
    bases: ruleset.bases.map(({ when, basis }) => ({
      basis,
      test: compileCondition(when, { ...ruleset, remembers: false }),
    })),
    methods: ruleset.methods.map(tested),
    views: ruleset.views.map((rule) => ({ rule, test: test(rule.when) })),
    lines: ruleset.lines.map((rule) => ({ rule, test: test(rule.when) })),
    fields: ruleset.fields,
    citations: new Map(Object.entries(ruleset.citations).map(([ref, text]) => [ref, Object.freeze({ ref, ...text })])),
  };
}
