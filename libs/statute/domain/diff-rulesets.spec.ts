import { ruleset } from '../testing/builders.js';
import { rulesetOrDraft } from '../rulesets/index.js';
import { diffRulesets } from './diff-rulesets.js';
import type { Ruleset } from './ruleset.js';

const draft = rulesetOrDraft('jp-appi-r8-draft')!;
const differing = (changes: Partial<Ruleset>) => diffRulesets(ruleset, { ...ruleset, ...changes });

describe('the difference of two laws', () => {
  it('is nothing between a law and itself', () => {
    expect(diffRulesets(ruleset, ruleset)).toEqual([]);
    expect(diffRulesets(draft, draft)).toEqual([]);
  });

  it('tells a changed clause with its old and new condition in words', () => {
    const changed = diffRulesets(ruleset, draft).find(({ id }) => id === 'G8.E3.need')!;
    expect(changed).toMatchObject({ part: 'gate', change: 'changed' });
    const [when, missing] = changed.aspects;
    expect(when!.before!.ja).toContain('同意の取得が困難な理由が示されていない');
    expect(when!.after!.ja).not.toContain('困難');
    expect(when!.after!.en).toContain('it is not stated what is protected');
    expect(missing).toEqual({
      aspect: 'missing',
      before: { ja: 'ground.protects, ground.whyConsentDifficult', en: 'ground.protects, ground.whyConsentDifficult' },
      after: { ja: 'ground.protects', en: 'ground.protects' },
    });
  });

  it('tells what is new, and the same the other way round as taken away', () => {
    const rulesOf = (one: Ruleset, other: Ruleset) =>
      diffRulesets(one, other)
        .filter(({ part }) => part === 'gate' || part === 'finding')
        .map(({ part, id, change }) => `${part} ${id} ${change}`)
        .toSorted();
    expect(rulesOf(ruleset, draft)).toEqual([
      'finding OPTOUT_RECIPIENT_UNCHECKED added',
      'finding PUBLIC_HEALTH_NEED_MISSING changed',
      'gate G8.E3.need changed',
      'gate G8.O.recipient added',
    ]);
    expect(rulesOf(draft, ruleset)).toContain('gate G8.O.recipient removed');
  });

  it('tells years of keeping, fields, articles and the order of rules', () => {
    expect(differing({ retention: { ...ruleset.retention, CONTRACT: 3 } })).toEqual([
      {
        part: 'retention',
        id: 'CONTRACT',
        change: 'changed',
        aspects: [{ aspect: 'years', before: { ja: '1年', en: '1 year' }, after: { ja: '3年', en: '3 years' } }],
      },
    ]);
    const fields = { ...ruleset.fields, REC_OPTOUT: ruleset.fields.REC_CONSENT_27 };
    expect(differing({ fields })[0]!.aspects[0]!.after!.ja).toContain('年月日（法定外）');
    expect(differing({ routeCites: { ...ruleset.routeCites, C1: ['APPI 27(1)', 'K344'] } })).toMatchObject([
      { part: 'articles', id: 'C1', aspects: [{ after: { en: 'APPI 27(1), K344' } }] },
    ]);
    const [first, second, ...rest] = ruleset.checks;
    expect(differing({ checks: [second!, first!, ...rest] })).toMatchObject([
      { part: 'order', id: 'checks', change: 'moved' },
    ]);
  });

  it('shows the data where the words are the same', () => {
    const routes = ruleset.routes.map((one) => ({ ...one, when: { all: [one.when] } }));
    const [difference] = differing({ routes });
    expect(difference!.aspects[0]!.after!.ja).toContain('{"all":[');
  });
});
