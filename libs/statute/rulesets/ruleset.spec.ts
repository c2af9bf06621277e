import { compiledLaw } from '../domain/compiled-law.js';
import { factsOf } from '../domain/condition.js';
import { FOUND_FACT_NAMES, LINE_FACT_NAMES, TRANSFER_FACT_NAMES } from '../domain/derived-facts.js';
import { DUTIES } from '../domain/facts.js';
import { citation, itemOf, purposeOf } from '../domain/catalogue.js';
import { DRAFTS, RULESETS, currentRuleset, rulesetById, rulesetOrDraft } from './index.js';

const FACT_NAMES: readonly string[] = [...TRANSFER_FACT_NAMES, ...LINE_FACT_NAMES, ...FOUND_FACT_NAMES];
const ALL = [...RULESETS, ...DRAFTS];

describe.each(ALL.map((ruleset) => [ruleset.id, ruleset] as const))('the ruleset %s', (_, ruleset) => {
  const findingRules = [...ruleset.gates.flatMap((gate) => gate.rules), ...ruleset.checks];
  const dutyRules = [...ruleset.duties.OUT, ...ruleset.duties.IN];
  const announcementRules = [...ruleset.configuration, ...ruleset.changes.rules];

  it('compiles', () => {
    expect(() => compiledLaw(ruleset)).not.toThrow();
  });

  it('looks only at facts that are derived', () => {
    const conditions = [
      ...findingRules.map((rule) => rule.when),
      ...dutyRules.flatMap((rule) => rule.when ?? []),
      ...ruleset.configuration.map((rule) => rule.when),
      ...Object.values(ruleset.conditions),
      ...[...ruleset.routes, ...ruleset.bases, ...ruleset.methods, ...ruleset.views].map((rule) => rule.when),
    ];
    expect(conditions.flatMap(factsOf).filter((name) => !FACT_NAMES.includes(name))).toEqual([]);
  });

  it('has a text for every finding and no text without a rule', () => {
    const used = [...findingRules, ...dutyRules].flatMap((rule) => rule.finding ?? []);
    expect([...new Set(used)].toSorted()).toEqual(Object.keys(ruleset.findings).toSorted());
  });

  it('has a text for every citation', () => {
    const refs = [...findingRules, ...dutyRules, ...announcementRules].flatMap((rule) => rule.cites ?? []);
    const all = [...refs, ...Object.values(ruleset.routeCites).flat()];
    expect(all.filter((ref) => ruleset.citations[ref] === undefined)).toEqual([]);
  });

  it('cites an article with every finding and every duty', () => {
    const withFinding = findingRules.filter((rule) => rule.finding !== undefined);
    const silent = [...withFinding, ...dutyRules, ...announcementRules];
    expect(silent.filter((rule) => (rule.cites ?? []).length === 0)).toEqual([]);
  });

  it('names each rule once', () => {
    const ids = [...findingRules, ...dutyRules, ...announcementRules].map((rule) => rule.id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('has a text for every finding of a changed announcement, and one rule for every matter', () => {
    const { rules, findings } = ruleset.changes;
    expect(rules.flatMap(({ finding }) => finding ?? []).filter((code) => findings[code] === undefined)).toEqual([]);
    const matters = rules.flatMap((rule) => rule.matters.map((matter) => `${rule.law} ${matter}`));
    expect(new Set(matters).size).toBe(matters.length);
  });

  it('ends both lists of duties in a rule without a condition', () => {
    expect(ruleset.duties.OUT.at(-1)?.when).toBeUndefined();
    expect(ruleset.duties.IN.at(-1)?.when).toBeUndefined();
  });

  it('states the fields of every duty, Rules 20, 24 and 28', () => {
    expect(Object.keys(ruleset.fields).toSorted()).toEqual([...DUTIES].toSorted());
  });

  it('runs the gates in order', () => {
    expect(ruleset.gates.map((gate) => gate.id)).toEqual(['G0', 'G1', 'G2', 'G3', 'G4', 'G5', 'G6', 'G7', 'G8']);
  });

  it('knows the items and sets it speaks of', () => {
    expect(ruleset.stressCheckItems.filter((code) => itemOf(ruleset, code) === null)).toEqual([]);
  });
});

describe('choosing a ruleset', () => {
  it('takes the one in force on the day', () => {
    expect(currentRuleset('2026-11-22').id).toBe('jp-appi-2022-04');
    expect(currentRuleset('2010-01-01').id).toBe('jp-appi-2022-04');
  });

  it('finds one by its id, and no other', () => {
    expect(rulesetById('jp-appi-2022-04')?.lawAsOf).toBe('2026-11-22');
    expect(rulesetById('jp-appi-2099-01')).toBeNull();
  });

  it('finds a draft where it is asked for drafts, and takes none for law', () => {
    expect(rulesetOrDraft('jp-appi-r8-draft')?.inForceFrom).toBeNull();
    expect(rulesetById('jp-appi-r8-draft')).toBeNull();
    expect(currentRuleset('2099-12-31').inForceFrom).not.toBeNull();
  });

  it('tells items, purposes and citations in both languages', () => {
    const ruleset = currentRuleset('2026-11-22');
    expect(itemOf(ruleset, 'NAME')).toMatchObject({ ja: '氏名', sensitive: false });
    expect(itemOf(ruleset, 'NO_SUCH_ITEM')).toBeNull();
    expect(purposeOf(ruleset, 'U06')?.classes).toContain('KENPO');
    expect(purposeOf(ruleset, 'NONE')).toBeNull();
    expect(citation(ruleset, 'APPI 27(5)(iii)')).toMatchObject({
      ref: 'APPI 27(5)(iii)',
      ja: expect.stringContaining('共同利用'),
    });
    expect(citation(ruleset, 'APPI 999')).toEqual({ ref: 'APPI 999', ja: 'APPI 999', en: 'APPI 999' });
  });
});
