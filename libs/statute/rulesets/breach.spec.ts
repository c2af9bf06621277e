import { judgeBreach, missingMatters, type BreachFacts } from '../domain/breach-clock.js';
import { currentRuleset } from './index.js';
import { WORKING_DAYS } from './working-days.js';

const { breach: law } = currentRuleset('2026-11-22');
const facts = (over: Partial<BreachFacts> = {}): BreachFacts => ({
  knewOn: '2026-11-22',
  sensitive: true,
  propertyRisk: false,
  wrongfulAct: false,
  encrypted: false,
  persons: 1,
  ...over,
});
const judged = (over: Partial<BreachFacts> = {}) => judgeBreach(law, facts(over), WORKING_DAYS);
const nothing = { sensitive: false } as const;

describe('a breach of which art. 26 asks a report', () => {
  it('A56: is the receipt of one member that was mailed to a wrong house', () => {
    const { reportable, reasons, deadlines } = judged();
    expect([reportable, reasons.map(({ code }) => code)]).toEqual([true, ['SENSITIVE']]);
    expect(deadlines).toEqual({
      countsFrom: '2026-11-22',
      preliminary: { warnOn: '2026-11-24', dueOn: '2026-11-26' },
      final: { dueOn: '2026-12-21', days: 30, isCertain: true },
    });
  });

  it.each([
    ['sensitive data of one person, Rules 7(i)', {}, ['SENSITIVE']],
    ['a risk of property damage, Rules 7(ii)', { ...nothing, propertyRisk: true }, ['PROPERTY']],
    ['a wrongful act that is suspected, Rules 7(iii)', { ...nothing, wrongfulAct: true }, ['WRONGFUL_ACT']],
    ['1,001 persons, Rules 7(iv)', { ...nothing, persons: 1001 }, ['MANY_PERSONS']],
    ['several of them', { wrongfulAct: true, persons: 5000 }, ['SENSITIVE', 'WRONGFUL_ACT', 'MANY_PERSONS']],
  ])('is one with %s', (_, over, codes) => {
    const { reportable, reasons } = judged(over);
    expect([reportable, reasons.map(({ code }) => code)]).toEqual([true, codes]);
  });

  it.each([
    ['of 1,000 persons, with nothing else', { ...nothing, persons: 1000 }, []],
    [
      'that is strongly encrypted, whatever it holds',
      { encrypted: true, persons: 5000 },
      ['SENSITIVE', 'MANY_PERSONS'],
    ],
  ])('is none %s', (_, over, codes) => {
    const { reportable, reasons, deadlines } = judged(over);
    expect([reportable, reasons.map(({ code }) => code), deadlines]).toEqual([false, codes, null]);
  });
});

describe('the clock of a breach, GL 3-5-3-3 and 3-5-3-4', () => {
  it.each([
    ['2026-11-22', false, '2026-12-21'],
    ['2026-11-22', true, '2027-01-20'],
    ['2026-12-01', false, '2027-01-04'],
    // The thirtieth day is a Saturday, a Sunday, a holiday with its substitute.
    ['2026-05-01', false, '2026-06-01'],
    ['2026-08-24', false, '2026-09-24'],
    ['2026-04-04', false, '2026-05-07'],
  ])('known on %s, wrongful act %s: final report by %s', (knewOn, wrongfulAct, dueOn) => {
    const { deadlines } = judged({ knewOn, wrongfulAct });
    expect([deadlines!.final.dueOn, deadlines!.final.days]).toEqual([dueOn, wrongfulAct ? 60 : 30]);
  });

  it('does not move the preliminary report over a weekend', () => {
    expect(judged({ knewOn: '2026-11-24' }).deadlines!.preliminary).toEqual({
      warnOn: '2026-11-26',
      dueOn: '2026-11-28',
    });
  });

  it('starts with the notice of an entrustee at the latest', () => {
    expect(judged({ entrusteeNoticeOn: '2026-11-20' }).deadlines!.countsFrom).toBe('2026-11-20');
    expect(judged({ entrusteeNoticeOn: '2026-11-25' }).deadlines!.countsFrom).toBe('2026-11-22');
  });

  it('starts when the number of persons is reached, where nothing else makes it reportable', () => {
    const reached = { persons: 1001, manyPersonsOn: '2026-12-05' };
    expect(judged({ ...nothing, ...reached }).deadlines!.countsFrom).toBe('2026-12-05');
    expect(judged(reached).deadlines!.countsFrom).toBe('2026-11-22');
  });
});

it('has nine matters, and says which are not stated, Rules 8(1)', () => {
  const stated = Object.fromEntries(law.matters.map(({ code }) => [code, 'stated']));
  expect(law.matters).toHaveLength(9);
  expect(missingMatters(law, stated)).toEqual([]);
  expect(missingMatters(law, { ...stated, cause: ' ', other: null })).toEqual(['cause', 'other']);
  expect(law.matters.filter(({ toPersons }) => toPersons).map(({ code }) => code)).toEqual([
    'outline',
    'items',
    'cause',
    'secondaryDamage',
    'other',
  ]);
});
