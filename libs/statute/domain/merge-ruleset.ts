import type { ChangeRule, ConfigurationRule, DutyRule, FindingRule, Gate, Ruleset, Text } from './ruleset.js';

type AnyRule = FindingRule | DutyRule | ConfigurationRule | ChangeRule;

/** Parts of a ruleset that are tables by name: a draft adds to them and replaces in them. */
const TABLES = ['sets', 'conditions', 'retention', 'fields', 'routeCites', 'citations', 'findings'] as const;
type TableName = (typeof TABLES)[number];
/** Lists of things that have a code. */
const CODED = ['items', 'purposes'] as const;

/** A ruleset that states only what differs from another. */
export interface RulesetChanges
  extends
    Pick<Ruleset, 'id' | 'title' | 'inForceFrom' | 'lawAsOf'>,
    Partial<Pick<Ruleset, TableName | (typeof CODED)[number] | 'equivalenceCheckMonths' | 'stressCheckItems'>> {
  /** The ruleset that it changes. */
  readonly base: string;
  readonly note: Text;
  /** By the id of a rule of gates, duties, checks and announcements: what is other in it, or null where the rule falls away. */
  readonly rules?: Readonly<Record<string, Partial<AnyRule> | null>>;
  /** New rules, each right after a rule of the base. */
  readonly added?: readonly { readonly after: string; readonly rule: AnyRule }[];
}

/** The whole of a ruleset that was stated by its changes. Refuses a change of what the base does not have. */
export function mergeRuleset(base: Ruleset, changes: RulesetChanges): Ruleset {
  if (changes.base !== base.id) throw new Error(`${changes.id} changes ${changes.base}, not ${base.id}.`);
  const { rules = {}, added = [] } = changes;
  const used = new Set<string>();
  const amend = <Rule extends AnyRule>(list: readonly Rule[]): Rule[] => list.flatMap((rule) => amended(rule));
  const amended = <Rule extends AnyRule>(rule: Rule): Rule[] => {
    const change = rules[rule.id];
    used.add(rule.id);
    const followers = added.filter(({ after }) => after === rule.id).map((one) => one.rule as Rule);
    return [...(change === null ? [] : [{ ...rule, ...change }]), ...followers];
  };
  const merged: Ruleset = {
    ...base,
    ...tablesOf(base, changes),
    id: changes.id,
    base: base.id,
    title: changes.title,
    note: changes.note,
    inForceFrom: changes.inForceFrom,
    lawAsOf: changes.lawAsOf,
    equivalenceCheckMonths: changes.equivalenceCheckMonths ?? base.equivalenceCheckMonths,
    stressCheckItems: changes.stressCheckItems ?? base.stressCheckItems,
    gates: base.gates.map((gate): Gate => ({ ...gate, rules: amend(gate.rules) })),
    duties: { OUT: amend(base.duties.OUT), IN: amend(base.duties.IN) },
    checks: amend(base.checks),
    configuration: amend(base.configuration),
    changes: { ...base.changes, rules: amend(base.changes.rules) },
  };
  const unknown = [...Object.keys(rules), ...added.map(({ after }) => after)].filter((id) => !used.has(id));
  if (unknown.length > 0)
    throw new Error(`${changes.id} changes rules that ${base.id} does not have: ${unknown.join(', ')}.`);
  return merged;
}

function tablesOf(base: Ruleset, changes: RulesetChanges): Partial<Ruleset> {
  const tables = TABLES.map((name) => [name, { ...base[name], ...changes[name] }]);
  const lists = CODED.map((name) => [name, byCode<{ readonly code: string }>(base[name], changes[name] ?? [])]);
  return Object.fromEntries([...tables, ...lists]) as Partial<Ruleset>;
}

function byCode<Coded extends { readonly code: string }>(base: readonly Coded[], changed: readonly Coded[]): Coded[] {
  const replaced = base.map((one) => changed.find(({ code }) => code === one.code) ?? one);
  return [...replaced, ...changed.filter(({ code }) => !base.some((one) => one.code === code))];
}
