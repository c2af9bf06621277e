import { DUTIES, type Assessment, type RuleTried } from '#statute';
import { anAssessment } from '../testing/judgements.js';
import { asItWasShown, LineGroups, registerOf, type Appearance } from './decide-transfer.js';

const shown: Appearance = { view: 'show', chain: 'open' };
const trace = (tried: readonly RuleTried[]) => tried.map(({ rule }) => rule).join();
const finding = (code: string, pointer = '') => ({
  code,
  pointer,
  severity: 'blocking' as const,
  ja: code,
  en: code,
  citations: [],
});
function group(assessments: readonly Assessment[], views: readonly Appearance['view'][] = []) {
  const lines = new LineGroups(trace);
  assessments.forEach((assessment, index) => lines.add(assessment, { ...shown, view: views[index] ?? shown.view }));
  return lines.groups;
}
const linesOf = (assessments: readonly Assessment[]) => group(assessments).map(({ lines }) => lines);

describe('grouping the lines of a transfer', () => {
  it('joins equal judgements under the numbers of their lines, counted from 1', () => {
    expect(linesOf([anAssessment(), anAssessment(), anAssessment()])).toEqual([[1, 2, 3]]);
  });

  it('keeps groups in the order of their first lines, and lines in theirs', () => {
    const barred = anAssessment({ allowed: false });
    expect(linesOf([barred, anAssessment(), barred, anAssessment()])).toEqual([
      [1, 3],
      [2, 4],
    ]);
  });

  it.each<[string, Partial<Assessment>]>([
    ['another finding', { findings: [finding('CONSENT_MISSING')] }],
    ['another missing fact', { missing: ['consentId'] }],
    ['another citation', { citations: [{ ref: 'K351', ja: '', en: '' }] }],
    ['other rules tried', { tried: [{ rule: 'G1', hit: true }] }],
    ['another route', { route: 'C1i' }],
    ['another duty', { duty: 'NONE' }],
    ['another rule that decided', { decidedBy: 'OUT.other' }],
    ['another end of keeping', { retainUntil: '2030-01-01' }],
  ])('keeps lines apart that differ in %s', (_, over) => {
    expect(linesOf([anAssessment(), anAssessment(over)])).toEqual([[1], [2]]);
  });

  it('keeps the same finding apart where it is about another field', () => {
    const at = (pointer: string) => anAssessment({ findings: [finding('CONSENT_SCOPE', pointer)] });
    expect(linesOf([at('/items/0'), at('/items/1')])).toEqual([[1], [2]]);
  });

  it('keeps lines apart that appear differently to their members', () => {
    const groups = group([anAssessment(), anAssessment()], ['show', 'hidden']);
    expect(groups.map(({ lines, view }) => [lines, view])).toEqual([
      [[1], 'show'],
      [[2], 'hidden'],
    ]);
  });

  it('does not let the consent that carried a line set it apart, for that is told of the line alone', () => {
    expect(linesOf([anAssessment({ consentId: 'a' }), anAssessment({ consentId: 'b' })])).toEqual([[1, 2]]);
  });

  it('keeps codes of findings and citations and none of their texts, which are in the ruleset', () => {
    const [only] = group([
      anAssessment({ findings: [finding('A')], citations: [{ ref: 'APPI 27(1)', ja: '本文', en: 'text' }] }),
    ]);
    expect(only!.findings).toEqual([{ code: 'A', severity: 'blocking', pointer: '' }]);
    expect(only!.citations).toEqual(['APPI 27(1)']);
  });
});

describe('the register that a duty leads to', () => {
  it.each([
    ['provision', ['REC_CONSENT_27', 'REC_CONSENT_28', 'REC_OPTOUT', 'REC_31_3']],
    ['receipt', ['REC_24_1_I', 'REC_24_1_II', 'REC_24_1_III', 'REC_24_1_IV']],
    [null, ['NUM_LOG', 'NONE']],
  ])('is %s for %j, art. 29(1), 30(3) and 31(3)', (register, duties) => {
    expect(DUTIES.filter((duty) => registerOf(duty) === register)).toEqual(duties);
  });
});

describe('how an amended line appears', () => {
  const hidden: Appearance = { view: 'hidden', chain: 'restricted' };
  it.each([
    ['as it is judged now where there was nothing before', hidden, undefined, hidden],
    ['as open as it was', hidden, shown, shown],
    ['restricted where it was restricted', shown, hidden, hidden],
  ])('is %s', (_what, now, before, after) => {
    expect(asItWasShown(now, before)).toEqual(after);
  });
});
