import type { Condition } from './condition.js';
import { inWords, labelOf } from './in-words.js';
import type { DutyRule, FindingRule, Ruleset, Text } from './ruleset.js';

/** What a clause says in one respect: in words, and exactly, to be compared. */
export interface Aspect {
  readonly text: Text;
  readonly exact: string;
}

/** A part of a ruleset that can be added, taken away or changed by itself. */
export interface Clause {
  readonly part: string;
  readonly id: string;
  readonly aspects: ReadonlyMap<string, Aspect>;
}

type Aspects = Readonly<Record<string, Aspect | null>>;

/** Every clause of a ruleset, by part and id. */
export function clausesOf(ruleset: Ruleset): ReadonlyMap<string, Clause> {
  const clauses = new Map<string, Clause>();
  const add = (part: string, id: string, aspects: Aspects): void => {
    const said = Object.entries(aspects).flatMap(([name, one]) => (one === null ? [] : [[name, one] as const]));
    clauses.set(`${part} ${id}`, { part, id, aspects: new Map(said) });
  };
  addRules(ruleset, add);
  addFigures(ruleset, add);
  addTexts(ruleset, add);
  return clauses;
}

/** Ids of rules in the order in which they are read, by list. */
export function orderOf({ gates, duties, checks, routes, methods }: Ruleset): ReadonlyMap<string, readonly string[]> {
  const ids = (rules: readonly { readonly id: string }[]) => rules.map(({ id }) => id);
  return new Map([
    ['gates', ids(gates)],
    ...gates.map(({ id, rules }) => [`gate ${id}`, ids(rules)] as const),
    ['duties OUT', ids(duties.OUT)],
    ['duties IN', ids(duties.IN)],
    ['checks', ids(checks)],
    ['routes', ids(routes)],
    ['methods', ids(methods)],
  ]);
}

type Add = (part: string, id: string, aspects: Aspects) => void;

function addRules(ruleset: Ruleset, add: Add): void {
  const when = (condition: Condition | undefined): Aspect =>
    aspect(inWords(ruleset, condition ?? { all: [] }), condition ?? null);
  const label = (kind: string, code: string): Aspect => aspect(labelled(ruleset, kind, code), code);
  for (const gate of ruleset.gates) for (const rule of gate.rules) add('gate', rule.id, ofRule(ruleset, rule, when));
  for (const rule of [...ruleset.duties.OUT, ...ruleset.duties.IN]) add('duty', rule.id, ofRule(ruleset, rule, when));
  for (const rule of ruleset.checks) add('check', rule.id, ofRule(ruleset, rule, when));
  for (const { when: condition, id, ja, en, ...rest } of ruleset.configuration)
    add('arrangement', id, { when: when(condition), text: aspect({ ja, en }, [ja, en]), ...plainly(rest) });
  for (const { id, ...rest } of ruleset.changes.rules) add('announcement', id, plainly(rest));
  for (const one of ruleset.routes) add('route', one.id, { when: when(one.when), route: label('routes', one.route) });
  for (const one of ruleset.methods)
    add('method', one.id, { when: when(one.when), method: label('methods', one.method) });
  for (const [index, one] of ruleset.bases.entries())
    add('basis', String(index + 1), { when: when(one.when), basis: label('bases', one.basis) });
  for (const [index, one] of ruleset.views.entries())
    add('view', String(index + 1), {
      when: when(one.when),
      view: label('views', one.view),
      restricted: plain(one.restricted),
    });
  for (const [index, one] of ruleset.lines.entries())
    add('line', String(index + 1), { when: when(one.when), label: aspect({ ja: one.ja, en: one.en }, one.code) });
  for (const [name, condition] of Object.entries(ruleset.conditions)) add('condition', name, { when: when(condition) });
  for (const [name, codes] of Object.entries(ruleset.sets)) add('set', name, { codes: plain(codes) });
}

function ofRule(
  ruleset: Ruleset,
  rule: FindingRule | DutyRule,
  when: (condition: Condition | undefined) => Aspect,
): Aspects {
  const { when: condition, id: _id, ...rest } = rule;
  const others = Object.entries(rest).map(([name, value]) => {
    if (name === 'duty') return [name, aspect(labelled(ruleset, 'duties', String(value)), value)] as const;
    if (name === 'severity') return [name, aspect(labelled(ruleset, 'severities', String(value)), value)] as const;
    return [name, plain(value)] as const;
  });
  return { when: when(condition), ...Object.fromEntries(others) };
}

function addFigures(ruleset: Ruleset, add: Add): void {
  const { inForceFrom, lawAsOf, equivalenceCheckMonths, stressCheckItems } = ruleset;
  add('figure', 'inForceFrom', {
    day: inForceFrom === null ? aspect({ ja: '未定（草案）', en: 'none (draft)' }, null) : plain(inForceFrom),
  });
  add('figure', 'lawAsOf', { day: plain(lawAsOf) });
  add('figure', 'equivalenceCheckMonths', { months: plain(equivalenceCheckMonths) });
  add('figure', 'stressCheckItems', { items: plain(stressCheckItems) });
  for (const [method, years] of Object.entries(ruleset.retention))
    add('retention', method, {
      years: aspect({ ja: `${years}年`, en: `${years} ${years === 1 ? 'year' : 'years'}` }, years),
    });
  for (const [duty, fields] of Object.entries(ruleset.fields))
    add('fields', duty, { fields: aspect(fieldsInWords(ruleset, fields), fields) });
  for (const [route, cites] of Object.entries(ruleset.routeCites)) add('articles', route, { cites: plain(cites) });
}

function addTexts(ruleset: Ruleset, add: Add): void {
  const text = ({ ja, en }: Text): Aspect => aspect({ ja, en }, [ja, en]);
  add('title', 'title', { text: text(ruleset.title) });
  for (const [ref, one] of Object.entries(ruleset.citations)) add('citation', ref, { text: text(one) });
  for (const [code, one] of Object.entries(ruleset.findings)) add('finding', code, { text: text(one) });
  for (const [code, one] of Object.entries(ruleset.changes.findings)) add('finding', code, { text: text(one) });
  for (const { code, ja, en, ...flags } of ruleset.items)
    add('item', code, { text: text({ ja, en }), ...plainly(flags) });
  for (const { code, ja, en, ...rest } of ruleset.purposes)
    add('purpose', code, { text: text({ ja, en }), ...plainly(rest) });
  for (const [kind, labels] of Object.entries(ruleset.labels))
    for (const [code, one] of Object.entries(labels)) add('label', `${kind} ${code}`, { text: text(one) });
  for (const [name, words] of Object.entries(ruleset.words.facts)) add('fact', name, { text: plain(words) });
  for (const [name, words] of Object.entries(ruleset.words.conditions)) add('words', name, { text: plain(words) });
}

function fieldsInWords(ruleset: Ruleset, fields: readonly { code: string; statutory: boolean }[]): Text {
  const told = (language: keyof Text, besides: string) =>
    fields
      .map(({ code, statutory }) => `${labelOf(ruleset, 'fields', code)[language]}${statutory ? '' : besides}`)
      .join(language === 'ja' ? '、' : ', ');
  return { ja: told('ja', '（法定外）'), en: told('en', ' (not statutory)') };
}

function labelled(ruleset: Ruleset, kind: string, code: string): Text {
  const { ja, en } = labelOf(ruleset, kind, code);
  return { ja: `${ja}〔${code}〕`, en: `${en} [${code}]` };
}

function plainly(values: Readonly<Record<string, unknown>>): Aspects {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, plain(value)]));
}

/** Codes and figures, which say the same in both languages. */
function plain(value: unknown): Aspect {
  const isList = Array.isArray(value) && value.every((one) => typeof one === 'string');
  const text = isList ? value.join(', ') : typeof value === 'object' ? JSON.stringify(value) : String(value);
  return aspect({ ja: text, en: text }, value);
}

function aspect(text: Text, value: unknown): Aspect {
  return { text, exact: JSON.stringify(value) ?? '' };
}
