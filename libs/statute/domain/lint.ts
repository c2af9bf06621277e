import { compileCondition, type ConditionNames, type Test } from './condition.js';
import type { Facts } from './derived-facts.js';
import { sheetOf } from './fact-sheet.js';
import { arrangementFactsOf, associationFactsOf, type LintFacts, type LintLens, type Place } from './lint-facts.js';
import type { LintRule, LintSeverity } from './lint-rules.js';
import type { Publication } from './publication.js';

/** What a check found in a publication. */
export interface LintFinding {
  /** The check: L1 to L11. */
  readonly check: string;
  readonly code: string;
  readonly severity: LintSeverity;
  /** The version that it stands in; null where it is the association's own page. */
  readonly arrangement: { readonly id: string; readonly version: number } | null;
  /** JSON pointer into the version's terms or the association's particulars, '' for the whole. */
  readonly pointer: string;
  /** The word in question, and the one that is meant. */
  readonly printed: string | null;
  readonly instead: string | null;
  readonly ja: string;
  readonly en: string;
  readonly citations: readonly string[];
}

/**
 * Checks what an association publishes, art. 21, 27(5)(iii) and 32: whatever can be said of it without asking anybody.
 * The rules are tried in their order on every arrangement, then on the association.
 */
export function lint(publication: Publication, lens: LintLens): LintFinding[] {
  const rules = compiled(lens);
  const { arrangements } = publication;
  const ofArrangements = arrangements.flatMap((one) => {
    const facts: LintFacts = arrangementFactsOf(one, arrangements, lens);
    return found(rules, 'arrangement', facts, { id: one.id, version: one.version });
  });
  return [...ofArrangements, ...found(rules, 'association', associationFactsOf(publication, lens), null)];
}

interface Compiled {
  readonly rule: LintRule;
  readonly test: Test;
}

const NO_NAMES: ConditionNames = { sets: {}, conditions: {} };

function compiled({ lints }: LintLens): Compiled[] {
  return lints.rules.map((rule) => ({ rule, test: compileCondition(rule.when, NO_NAMES) }));
}

function found(
  rules: readonly Compiled[],
  about: LintRule['about'],
  facts: LintFacts,
  arrangement: LintFinding['arrangement'],
): LintFinding[] {
  // The language of conditions is that of judgements; the facts are a publication's own.
  const sheet = sheetOf(facts as Facts);
  const holding = rules.filter(({ rule, test }) => rule.about === about && test(sheet));
  return holding.flatMap(({ rule }) => placesOf(rule, facts).map((place) => findingOf(rule, place, arrangement)));
}

function placesOf({ placesFrom }: LintRule, facts: LintFacts): readonly Place[] {
  return placesFrom === undefined ? [{ pointer: '' }] : (facts[placesFrom] as readonly Place[]);
}

function findingOf(rule: LintRule, place: Place, arrangement: LintFinding['arrangement']): LintFinding {
  const { check, code, severity, ja, en, cites } = rule;
  const { pointer, printed = null, instead = null } = place;
  return { check, code, severity, arrangement, pointer, printed, instead, ja, en, citations: cites };
}
