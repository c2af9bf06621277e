import { hasDecided, ruleInWords, triedOf, type Direction, type Ruleset } from '#statute';
import type { Group } from '../domain/transfer-events.js';
import { describeGroup } from '../record-transfer/transfer-answer.js';
import type { ExplainedGroupAnswer, ExplainedRuleAnswer } from './answers.js';

/** Groups with the rules that were tried, and each of these rules once in words: of a stored judgement nothing is worked out anew. */
export function explainGroups(
  groups: readonly Group[],
  ruleset: Ruleset,
  direction: Direction,
): { groups: ExplainedGroupAnswer[]; rules: ExplainedRuleAnswer[] } {
  const asked = new Set<string>();
  const explained = groups.map((group) => {
    const tried = triedOf(ruleset, direction, group.trace);
    for (const { rule } of tried) asked.add(rule);
    const told = tried.map((one) => ({ ...one, decided: hasDecided(ruleset, one, group.decidedBy) }));
    return { ...describeGroup(group, ruleset), tried: told };
  });
  const rules = [...asked].flatMap((rule) => ruleInWords(ruleset, rule) ?? []);
  return { groups: explained, rules } as unknown as ReturnType<typeof explainGroups>;
}
