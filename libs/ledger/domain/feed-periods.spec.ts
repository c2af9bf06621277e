import { expectedPeriods, fillPeriods, periodOf, type FeedTransfers } from './feed-periods.js';

const monthly = { every: 'month', graceDays: 10, times: 1 } as const;
const spring = expectedPeriods({ cadence: monthly, from: '2026-04-01', to: '2026-06-30' }, '2026-12-01');
const sent = (...days: string[]): FeedTransfers[] =>
  days.map((occurredOn) => ({ occurredOn, count: 1, lines: 10, period: null }));
const counts = (transfers: readonly FeedTransfers[]) => fillPeriods(spring, transfers).map(({ found }) => found);

describe('the period of a day', () => {
  it.each([
    ['day', '2026-06-10', '2026-06-10', '2026-06-10'],
    ['week', '2026-06-10', '2026-06-08', '2026-06-14'],
    ['week', '2026-06-14', '2026-06-08', '2026-06-14'],
    ['week', '2026-06-15', '2026-06-15', '2026-06-21'],
    ['month', '2024-02-29', '2024-02-01', '2024-02-29'],
    ['quarter', '2027-03-31', '2027-01-01', '2027-03-31'],
    ['quarter', '2026-04-01', '2026-04-01', '2026-06-30'],
    ['year', '2027-03-31', '2026-04-01', '2027-03-31'],
    ['year', '2026-04-01', '2026-04-01', '2027-03-31'],
    ['year', '2026-12-31', '2026-04-01', '2027-03-31'],
  ] as const)('by %s of %s is from %s to %s', (unit, day, from, to) => {
    expect(periodOf(unit, day)).toEqual({ from, to });
  });
});

describe('what is expected', () => {
  it('are the whole periods that have begun, each with its last day', () => {
    const cadence = { ...monthly, times: 2 };
    expect(expectedPeriods({ cadence, from: '2026-04-02', to: '2026-07-15' }, '2026-06-01')).toEqual([
      { from: '2026-05-01', to: '2026-05-31', times: 2, dueOn: '2026-06-10' },
      { from: '2026-06-01', to: '2026-06-30', times: 2, dueOn: '2026-07-10' },
    ]);
  });

  it('is nothing of what is sent whenever there is reason', () => {
    const cadence = { every: 'event', graceDays: 0, times: 1 } as const;
    expect(expectedPeriods({ cadence, from: '2026-04-01', to: '9999-12-31' }, '2026-06-01')).toEqual([]);
  });
});

describe('what came', () => {
  it.each([
    ['in each period', sent('2026-04-05', '2026-05-05', '2026-06-05'), [1, 1, 1]],
    ['for each within the days of grace', sent('2026-05-05', '2026-06-05', '2026-07-05'), [1, 1, 1]],
    ['not at all for one', sent('2026-04-05', '2026-06-15'), [1, 0, 1]],
    ['twice for one', sent('2026-04-05', '2026-04-20', '2026-05-15', '2026-06-15'), [2, 1, 1]],
    ['late for one', sent('2026-04-05', '2026-06-12', '2026-06-20'), [1, 1, 1]],
    ['beside all periods', sent('2026-03-01', '2026-04-05', '2026-05-15', '2026-06-15'), [1, 1, 1]],
  ])('%s', (_, transfers, found) => {
    expect(counts(transfers)).toEqual(found);
  });

  it('is told apart where many came on one day', () => {
    const many = { occurredOn: '2026-05-05', count: 5, lines: 51, period: null };
    expect(counts([many])).toEqual([1, 4, 0]);
    expect(fillPeriods(spring, [many]).map(({ lines }) => lines)).toEqual([10, 41, 0]);
  });

  it('is for the period that it says, however late or often', () => {
    const april = { from: '2026-04-01', to: '2026-04-30' };
    const said = [
      { occurredOn: '2026-06-20', count: 1, lines: 10, period: april },
      { occurredOn: '2026-06-21', count: 1, lines: 10, period: april },
    ];
    expect(counts(said)).toEqual([2, 0, 0]);
  });
});
