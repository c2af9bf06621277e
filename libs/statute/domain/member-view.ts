import { compiledLaw } from './compiled-law.js';
import { sheetOf } from './fact-sheet.js';
import type { Assessment } from './facts.js';
import type { Ruleset, ViewRule } from './ruleset.js';
import type { ArrangementKind, MemberView, PartyClass } from './vocabulary.js';

/** What decides how a line appears to the member it is about. */
export interface ViewedLine extends Pick<Assessment, 'route' | 'basis' | 'exception'> {
  readonly partyClass: PartyClass;
  readonly arrangementKind: ArrangementKind | null;
  /** True where it answers an investigation that the member must not learn of: Cabinet Order art. 11(iv). */
  readonly investigation?: boolean;
}

export type Chain = 'open' | 'restricted';

/** How a line appears to its member where the arrangement does not say: art. 33(5) with Cabinet Order art. 11. */
export function memberViewDefault(ruleset: Ruleset, line: ViewedLine): MemberView {
  return viewRuleOf(ruleset, line).view;
}

/**
 * The chain of lines a line belongs to, chosen once when it is written: Number Act lines, and lines of an
 * investigation that the member must not learn of (Cabinet Order art. 11(iv)), are restricted.
 */
export function chainOf(
  ruleset: Ruleset,
  line: ViewedLine,
  view: MemberView = memberViewDefault(ruleset, line),
): Chain {
  const rule = viewRuleOf(ruleset, line);
  if (rule.forced === true) return 'restricted';
  return rule.restricted && view === 'hidden' ? 'restricted' : 'open';
}

function viewRuleOf(ruleset: Ruleset, line: ViewedLine): ViewRule {
  const { route, basis, exception, partyClass, arrangementKind, investigation = false } = line;
  const facts = sheetOf({ route, basis, exception, partyClass, arrangementKind, investigation });
  const found = compiledLaw(ruleset).views.find((one) => one.test(facts));
  if (found === undefined) throw new Error(`The view rules of ${ruleset.id} do not end in a rule without a condition.`);
  return found.rule;
}
