import { compileCondition, type Test } from './condition.js';
import { sheetOf } from './fact-sheet.js';
import type { Finding } from './facts.js';
import { isStated } from './ground.js';
import type { ConfigurationRule, Ruleset } from './ruleset.js';
import type { ArrangementKind, AssociationClass, RecordMethod, Route } from './vocabulary.js';

/** What is chosen when an arrangement is configured, as far as the law forbids choices. */
export interface ConfiguredArrangement {
  readonly associationClass: AssociationClass;
  readonly kind: ArrangementKind;
  readonly routeChosen: Route | null;
  readonly recordMethod: RecordMethod | null;
  /** Matters of its opt-out, art. 27(2), by their names. */
  readonly optOut?: Readonly<Partial<Record<string, string>>> | null;
}

type Compiled = readonly { readonly rule: ConfigurationRule; readonly test: Test }[];
const compiled = new WeakMap<Ruleset, Compiled>();

/** What the law has against an arrangement as it is configured, before anything is sent under it. */
export function judgeConfiguration(ruleset: Ruleset, configured: ConfiguredArrangement): Finding[] {
  const { associationClass, kind, routeChosen, recordMethod } = configured;
  const facts = sheetOf({ associationClass, arrangementKind: kind, route: routeChosen, methodChosen: recordMethod });
  return rulesOf(ruleset)
    .filter(({ test }) => test(facts))
    .flatMap(({ rule }) => pointersOf(rule, configured).map((pointer) => findingOf(rule, pointer)));
}

function pointersOf({ pointer, matters }: ConfigurationRule, { optOut }: ConfiguredArrangement): string[] {
  if (!matters) return [pointer];
  return matters.filter((matter) => !isStated(optOut?.[matter])).map((matter) => `${pointer}/${matter}`);
}

function findingOf({ finding, severity = 'blocking', ja, en, cites }: ConfigurationRule, pointer: string): Finding {
  return { code: finding, severity, pointer, ja, en, citations: cites };
}

function rulesOf(ruleset: Ruleset): Compiled {
  const known = compiled.get(ruleset);
  if (known) return known;
  const rules = ruleset.configuration.map((rule) => ({ rule, test: compileCondition(rule.when, ruleset) }));
  compiled.set(ruleset, rules);
  return rules;
}
