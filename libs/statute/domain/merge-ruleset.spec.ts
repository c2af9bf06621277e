import { aLine, aTransfer, anArrangement, blocksOf, ruleset } from '../testing/builders.js';
import { rulesetOrDraft } from '../rulesets/index.js';
import { assess } from './assess.js';
import { rulesetOn } from './choose-ruleset.js';
import { mergeRuleset, type RulesetChanges } from './merge-ruleset.js';

const draft = rulesetOrDraft('jp-appi-r8-draft')!;
const nowhere = { id: 'new', base: ruleset.id, title: ruleset.title, note: ruleset.title, lawAsOf: '2027-04-01' };

const publicHealth = aTransfer({
  arrangement: anArrangement({ routeChosen: null }),
  ground: { exception: 'E3', protects: '地域の感染症の調査' },
});
const optOut = aTransfer({
  arrangement: anArrangement({ routeChosen: 'O' }),
  ground: { optOut: { filingNo: 'F-1', published: true } },
});
const line = aLine({ items: ['NAME'] });

describe('a law stated by what it changes', () => {
  it('judges the changed clauses otherwise, and no code knows of it', () => {
    expect(blocksOf(assess(ruleset, publicHealth, line))).toEqual(['PUBLIC_HEALTH_NEED_MISSING']);
    expect(blocksOf(assess(draft, publicHealth, line))).toEqual([]);
    expect(blocksOf(assess(ruleset, optOut, line))).toEqual([]);
    expect(blocksOf(assess(draft, optOut, line))).toEqual(['OPTOUT_RECIPIENT_UNCHECKED']);
  });

  it('judges everything else as its base does', () => {
    const { ruleset: _one, tried: _asked, ...before } = assess(ruleset, aTransfer(), aLine());
    expect(assess(draft, aTransfer(), aLine())).toMatchObject(before);
  });

  it('puts a new rule after the one it names, takes one away, and replaces texts, years and items', () => {
    const item = { ...ruleset.items[0]!, ja: '氏名（新）' };
    const merged = mergeRuleset(ruleset, {
      ...nowhere,
      inForceFrom: '2027-04-01',
      rules: { 'G5.sale': null },
      retention: { ...ruleset.retention, CONTRACT: 5 },
      items: [item, { ...item, code: 'NEW_ITEM' }],
    });
    const ids = draft.gates.flatMap((gate) => gate.rules.map(({ id }) => id));
    expect(ids[ids.indexOf('G8.O.filing') + 1]).toBe('G8.O.recipient');
    expect(merged.gates.find(({ id }) => id === 'G5')!.rules).toEqual([]);
    expect([merged.retention.CONTRACT, merged.retention.EACH]).toEqual([5, 3]);
    expect(merged.items).toHaveLength(ruleset.items.length + 1);
    expect(merged.items[0]!.ja).toBe('氏名（新）');
    expect(merged.base).toBe(ruleset.id);
  });

  it('refuses a change of a rule that is not there, and another base', () => {
    const changes: RulesetChanges = { ...nowhere, inForceFrom: null, rules: { 'G8.nothing': null } };
    expect(() => mergeRuleset(ruleset, changes)).toThrow('G8.nothing');
    expect(() => mergeRuleset(ruleset, { ...changes, base: 'other' })).toThrow('other');
  });
});

describe('the law of a day', () => {
  const coming = mergeRuleset(ruleset, { ...nowhere, inForceFrom: '2027-04-01', rules: { 'G5.sale': null } });

  it('changes on the day from which the new one is in force', () => {
    expect(rulesetOn([ruleset, coming], '2027-03-31').id).toBe(ruleset.id);
    expect(rulesetOn([ruleset, coming], '2027-04-01').id).toBe('new');
    expect(rulesetOn([ruleset, coming], '2010-01-01').id).toBe(ruleset.id);
  });

  it('is never a draft', () => {
    expect(rulesetOn([ruleset, draft], '2099-01-01').id).toBe(ruleset.id);
  });
});
