import { currentRuleset } from '#statute';
import { breachOf, deadlineState, judgementOf, leftToDo, type ReadBreachEvent } from './breach.js';
import type { StatedBreach } from './breach-events.js';

const breachId = '99999999-9999-4999-8999-999999999999';
const stated: StatedBreach = {
  breachId,
  knewOn: '2026-11-22',
  entrusteeNoticeOn: null,
  sensitive: true,
  propertyRisk: false,
  wrongfulAct: false,
  encrypted: false,
  persons: 1,
  manyPersonsOn: null,
  transfers: [],
};
const opened: ReadBreachEvent = { type: 'BreachOpened', data: stated, sealed: { matters: { outline: '誤送' } } };
const amended = (over: Partial<StatedBreach>): ReadBreachEvent => ({
  type: 'BreachAmended',
  data: { ...stated, ...over },
  sealed: { matters: { outline: '誤送', cause: '宛名' } },
});
const preliminary: ReadBreachEvent = {
  type: 'PreliminaryReported',
  data: { breachId, reportedOn: '2026-11-25', to: 'PPC' },
  sealed: { reference: 'R-1' },
};
const final = (...toFollow: string[]): ReadBreachEvent => ({
  type: 'FinalReported',
  data: { breachId, reportedOn: '2026-12-20', to: 'PPC', toFollow },
  sealed: { reference: null },
});
const notified: ReadBreachEvent = {
  type: 'PersonsNotified',
  data: { breachId, notifiedOn: '2026-11-27', persons: 1, substitute: false },
  sealed: { how: '書面' },
};
const law = currentRuleset('2026-11-22');
const left = (...events: ReadBreachEvent[]) => {
  const breach = breachOf([opened, ...events])!;
  return leftToDo(breach, judgementOf(breach, law));
};

describe('a breach', () => {
  it('is what is known of it now', () => {
    const breach = breachOf([opened, amended({ persons: 3, wrongfulAct: true })])!;
    expect([breach.stated.persons, breach.matters]).toEqual([3, { outline: '誤送', cause: '宛名' }]);
    expect(judgementOf(breach, law).deadlines!.final.dueOn).toBe('2027-01-20');
  });

  it('is none before it was opened', () => {
    expect(breachOf([preliminary])).toBeNull();
  });

  it('has its reports, what was to follow and the notice left to be done', () => {
    expect(left()).toEqual(['preliminary-report', 'final-report', 'notice']);
    expect(left(preliminary, final('cause'))).toEqual(['matter:cause', 'notice']);
    expect(left(preliminary, final('cause'), final(), notified)).toEqual([]);
    expect(left(amended({ encrypted: true }))).toEqual([]);
  });
});

describe('a deadline', () => {
  const due = { warnOn: '2026-11-24', dueOn: '2026-11-26' };
  it.each([
    ['2026-11-23', null, 'running'],
    ['2026-11-24', null, 'warning'],
    ['2026-11-26', null, 'warning'],
    ['2026-11-27', null, 'overdue'],
    ['2026-12-01', '2026-11-26', 'done'],
    ['2026-12-01', '2026-11-27', 'done-late'],
  ] as const)('on %s, done on %s, is %s', (today, doneOn, state) => {
    expect(deadlineState(due, doneOn, today)).toBe(state);
  });

  it('is not asked where nothing has to be reported, and done where it was all the same', () => {
    expect([deadlineState(null, null, '2026-12-01'), deadlineState(null, '2026-11-26', '2026-12-01')]).toEqual([
      'not-asked',
      'done',
    ]);
  });
});
