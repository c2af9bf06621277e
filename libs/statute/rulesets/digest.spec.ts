import { readdirSync } from 'node:fs';
import { DIGESTS, digestOf, frozen } from './digest.js';
import { RULESETS } from './index.js';

const [ruleset] = RULESETS;
const changed = { ...ruleset, retention: { ...ruleset.retention, CONTRACT: 2 } };

describe('a ruleset that is in force', () => {
  it.each(RULESETS.map((one) => [one.id, one] as const))('%s is the one that was frozen', (_, one) => {
    expect(() => frozen(one)).not.toThrow();
  });

  it('is refused when a word of it is another, and the digest to add is told', () => {
    expect(() => frozen(changed)).toThrow(digestOf(changed));
    const text = { ja: '別の文', en: 'Another text' };
    const texts = { ...ruleset, findings: { ...ruleset.findings, NO_ROUTE: text } };
    expect(() => frozen(texts)).toThrow(ruleset.id);
  });

  it('is refused when nobody froze it', () => {
    expect(() => frozen({ ...ruleset, id: 'jp-appi-2027-04' })).toThrow('jp-appi-2027-04');
  });

  it('counts by the newest line alone: what was frozen before is no longer the text', () => {
    const line = (sha256: string) => ({ on: '2026-11-28', sha256, why: 'spec' });
    const both = { [ruleset.id]: [line(digestOf(ruleset)), line(digestOf(changed))] };
    expect(frozen(changed, both)).toBe(changed);
    expect(() => frozen(ruleset, both)).toThrow(ruleset.id);
  });

  it('has the same digest in whatever order its names stand, and another for another order of rules', () => {
    const turned = Object.fromEntries(Object.entries(ruleset).toReversed()) as unknown as typeof ruleset;
    expect(digestOf(turned)).toBe(digestOf(ruleset));
    expect(digestOf({ ...ruleset, checks: ruleset.checks.toReversed() })).not.toBe(digestOf(ruleset));
  });
});

it('covers every file of a ruleset save the checks of publications, which decide nothing', () => {
  const files = readdirSync(new URL(`./${ruleset.id}/`, import.meta.url)).map((file) => file.replace('.json', ''));
  expect(files.filter((file) => !(file in ruleset)).toSorted()).toEqual(['lints', 'ruleset']);
  expect(Object.keys(DIGESTS).toSorted()).toEqual(RULESETS.map(({ id }) => id).toSorted());
});
