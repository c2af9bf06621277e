import { aJointUse, aLine, aTransfer, ruleset } from '../testing/builders.js';
import { assess } from './assess.js';
import { explain, rulesInWords } from './explain.js';
import { inWords } from './in-words.js';
import { FOUND_FACT_NAMES, LINE_FACT_NAMES, TRANSFER_FACT_NAMES } from './derived-facts.js';
import { DRAFTS, RULESETS } from '../rulesets/index.js';

const FACTS: readonly string[] = [...TRANSFER_FACT_NAMES, ...LINE_FACT_NAMES, ...FOUND_FACT_NAMES];

describe('the explanation of a judgement', () => {
  const transfer = aTransfer({ arrangement: aJointUse({ announcedFrom: '2026-04-02' }) });
  const assessment = assess(ruleset, transfer, aLine());
  const explanation = explain(assessment, ruleset);

  it('lists the rules tried in their order, with what hit and what decided', () => {
    expect(explanation.rules.map(({ rule, hit }) => ({ rule, hit }))).toEqual(assessment.tried);
    expect(explanation.rules.filter(({ decided }) => decided).map(({ rule }) => rule)).toEqual([
      'G8.N3.not-announced',
      assessment.decidedBy,
    ]);
    expect(explanation.blockedBy).toEqual(['G8.N3.not-announced']);
    expect(explanation.decidedBy).toBe('OUT.entrustment-succession-joint-use');
  });

  it('says the condition of each in both languages, and what it cites (art. 27(5)(iii))', () => {
    expect(explanation.rules.find(({ rule }) => rule === 'G8.N3.not-announced')).toMatchObject({
      part: 'gate',
      gate: 'G8',
      when: {
        ja: '共同利用による、かつ、提供より前に公表されていない',
        en: 'it rests on joint use and it was not announced before the send',
      },
      finding: 'JOINT_NOT_ANNOUNCED',
      cites: expect.arrayContaining(['APPI 27(5)(iii)']),
    });
    expect(explanation.citations).toEqual(assessment.citations);
  });
});

describe('a condition in words', () => {
  it('carries a negation down to the facts', () => {
    const neither = inWords(ruleset, { not: { any: [{ is: 'objected' }, { eq: ['route', 'O'] }] } });
    expect(neither.ja).toBe('本人が不同意を申し出ていない、かつ、根拠がオプトアウト〔O〕でない');
    expect(neither.en).toBe('the member did not object and the route is not opt-out [O]');
  });

  it('puts brackets around what is joined otherwise, and nowhere else', () => {
    const mixed = inWords(ruleset, {
      all: [{ is: 'stopped' }, { any: [{ is: 'sale' }, { given: 'itemsSensitive' }] }, { all: [{ is: 'itemsOpen' }] }],
    });
    expect(mixed.en).toBe(
      'the member asked for a stop and (the data is sold or an item is sensitive) and the announced list of items is open',
    );
  });

  it('names the codes of a set, and leaves a code without a name as it is', () => {
    expect(inWords(ruleset, { in: ['route', '@NOT_THIRD_PARTY'] }).ja).toBe(
      '根拠が委託〔N1〕・事業の承継〔N2〕・共同利用〔N3〕のいずれかである',
    );
    expect(inWords(ruleset, { not: { in: ['numItem', ['v', 'viii']] } }).en).toBe(
      'the item of Number Act art. 19 is not one of v, viii',
    );
    expect(inWords(ruleset, { all: [] })).toEqual({ ja: '常に', en: 'always' });
  });
});

describe.each([...RULESETS, ...DRAFTS].map((one) => [one.id, one] as const))('the words of %s', (_, one) => {
  it('leave no rule without words in either language', () => {
    const told = [...rulesInWords(one).values()];
    expect(told.filter(({ when }) => when.ja === '' || when.en === '')).toEqual([]);
    // No fact stands under the name that the program has for it.
    expect(told.filter(({ when }) => FACTS.some((name) => when.ja.replace(/〔[^〕]*〕/g, '').includes(name)))).toEqual(
      [],
    );
  });
});
