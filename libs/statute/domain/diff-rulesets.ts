import { clausesOf, orderOf, type Clause } from './clauses.js';
import type { Ruleset, Text } from './ruleset.js';

/** One thing that a clause says, before and after; null where it said nothing. */
export interface AspectDifference {
  readonly aspect: string;
  readonly before: Text | null;
  readonly after: Text | null;
}

export interface RulesetDifference {
  /** gate, duty, check, route, basis, method, view, line, condition, set, figure, retention, fields, citation, finding, … */
  readonly part: string;
  readonly id: string;
  readonly change: 'added' | 'removed' | 'changed' | 'moved';
  readonly aspects: readonly AspectDifference[];
}

/** What one ruleset has otherwise than another, clause by clause, in the order of the newer. */
export function diffRulesets(one: Ruleset, other: Ruleset): RulesetDifference[] {
  const [before, after] = [clausesOf(one), clausesOf(other)];
  const keys = [...after.keys(), ...[...before.keys()].filter((key) => !after.has(key))];
  return [...keys.flatMap((key) => compare(before.get(key), after.get(key))), ...moved(one, other)];
}

function compare(before: Clause | undefined, after: Clause | undefined): RulesetDifference[] {
  const { part, id } = (after ?? before)!;
  const change = before === undefined ? 'added' : after === undefined ? 'removed' : 'changed';
  const names = new Set([...(before?.aspects.keys() ?? []), ...(after?.aspects.keys() ?? [])]);
  const aspects = [...names].flatMap((aspect) => {
    const [was, is] = [before?.aspects.get(aspect), after?.aspects.get(aspect)];
    if (was?.exact === is?.exact) return [];
    // Where words fail to tell the difference, the data does.
    const told = was !== undefined && is !== undefined && was.text.ja === is.text.ja && was.text.en === is.text.en;
    const textOf = (one: typeof was) => (one === undefined ? null : told ? { ja: one.exact, en: one.exact } : one.text);
    return [{ aspect, before: textOf(was), after: textOf(is) }];
  });
  return aspects.length === 0 ? [] : [{ part, id, change, aspects }];
}

/** Rules that both have, in another order: of duties, routes and methods the first that holds decides. */
function moved(one: Ruleset, other: Ruleset): RulesetDifference[] {
  const [before, after] = [orderOf(one), orderOf(other)];
  return [...after].flatMap(([id, rules]) => {
    const known = before.get(id) ?? [];
    const was = known.filter((rule) => rules.includes(rule)).join(', ');
    const is = rules.filter((rule) => known.includes(rule)).join(', ');
    if (was === is) return [];
    const aspects = [{ aspect: 'order', before: { ja: was, en: was }, after: { ja: is, en: is } }];
    return [{ part: 'order', id, change: 'moved' as const, aspects }];
  });
}
