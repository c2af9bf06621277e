import { inWords } from './in-words.js';
import type { Assessment, Citation, Duty, RuleTried } from './facts.js';
import type { DutyRule, FindingRule, Ruleset, Text } from './ruleset.js';

/** A rule of a ruleset as a person reads it. */
export interface RuleInWords {
  readonly rule: string;
  readonly part: 'gate' | 'duty' | 'check';
  readonly gate: string | null;
  /** When it holds. */
  readonly when: Text;
  readonly finding: string | null;
  readonly severity: 'blocking' | 'warning' | null;
  readonly duty: Duty | null;
  readonly cites: readonly string[];
}

export interface ExplainedRule extends RuleInWords {
  readonly hit: boolean;
  /** Whether the outcome rests on it: it decided the duty, or it blocked. */
  readonly decided: boolean;
}

/** Why a line was judged so: every rule that was asked, in order. */
export interface Explanation {
  readonly ruleset: string;
  readonly lawAsOf: string;
  readonly allowed: boolean;
  readonly decidedBy: string;
  readonly blockedBy: readonly string[];
  readonly rules: readonly ExplainedRule[];
  readonly citations: readonly Citation[];
}

type Judged = Pick<Assessment, 'allowed' | 'decidedBy' | 'tried' | 'citations'>;

export function explain(assessment: Judged, ruleset: Ruleset): Explanation {
  const { allowed, decidedBy, tried, citations } = assessment;
  const rules = tried.flatMap((one) => {
    const told = ruleInWords(ruleset, one.rule);
    return told === null ? [] : [{ ...told, hit: one.hit, decided: hasDecided(ruleset, one, decidedBy) }];
  });
  const blockedBy = rules.filter(isBlock).map(({ rule }) => rule);
  return { ruleset: ruleset.id, lawAsOf: ruleset.lawAsOf, allowed, decidedBy, blockedBy, rules, citations };
}

/** A rule as a person reads it, or null where the ruleset has none of that id. */
export function ruleInWords(ruleset: Ruleset, rule: string): RuleInWords | null {
  return rulesInWords(ruleset).get(rule) ?? null;
}

/** Whether the outcome rests on a rule that was tried. */
export function hasDecided(ruleset: Ruleset, { rule, hit }: RuleTried, decidedBy: string): boolean {
  const told = ruleInWords(ruleset, rule);
  return rule === decidedBy || (told !== null && isBlock({ ...told, hit }));
}

function isBlock({ hit, severity }: Pick<ExplainedRule, 'hit' | 'severity'>): boolean {
  return hit && severity === 'blocking';
}

const known = new WeakMap<Ruleset, ReadonlyMap<string, RuleInWords>>();

/** Every rule in the order in which a judgement asks: gates, duties, checks. */
export function rulesInWords(ruleset: Ruleset): ReadonlyMap<string, RuleInWords> {
  const before = known.get(ruleset);
  if (before !== undefined) return before;
  const { gates, duties, checks } = ruleset;
  const all = [
    ...gates.flatMap((gate) => gate.rules.map((rule) => ofFindingRule(ruleset, rule, 'gate', gate.id))),
    ...[...duties.OUT, ...duties.IN].map((rule) => ofDutyRule(ruleset, rule)),
    ...checks.map((rule) => ofFindingRule(ruleset, rule, 'check', null)),
  ];
  const rules = new Map(all.map((one) => [one.rule, one]));
  known.set(ruleset, rules);
  return rules;
}

function ofFindingRule(ruleset: Ruleset, rule: FindingRule, part: 'gate' | 'check', gate: string | null): RuleInWords {
  const { id, when, finding, severity, cites = [] } = rule;
  const told = { finding: finding ?? null, severity: severity ?? null, duty: null, cites };
  return { rule: id, part, gate, when: inWords(ruleset, when), ...told };
}

function ofDutyRule(ruleset: Ruleset, { id, when, duty, cites, finding }: DutyRule): RuleInWords {
  const told = {
    finding: finding ?? null,
    severity: finding === undefined ? null : ('blocking' as const),
    duty,
    cites,
  };
  return { rule: id, part: 'duty', gate: null, when: inWords(ruleset, when ?? { all: [] }), ...told };
}
