import type { ArrangementHistory } from '../knowledge/arrangement-reader.js';
import {
  closeCodeOf,
  feedFindings,
  filledPeriods,
  lateGrounds,
  overduePlans,
  totalFindings,
  type WatchedPlan,
} from './expectations.js';

const TODAY = '2026-08-01';
const monthly = { every: 'month', graceDays: 10, times: 1 };
const version = (effectiveFrom: string, over: object = {}) => ({
  data: { cadence: monthly, effectiveFrom, endsOn: null, ...over },
});
const history = (recordedAt: string, ...versions: object[]) =>
  ({ opened: [{ stored: { envelope: { recordedAt } } }], versions }) as unknown as ArrangementHistory;
const done = (occurredOn: string, over: Partial<WatchedPlan> = {}): WatchedPlan => ({
  transfer: occurredOn,
  arrangement: 'B04',
  phase: 'done',
  status: 'recorded',
  chain: 'open',
  occurredOn,
  ...over,
});
const found = (of: ArrangementHistory, ...days: string[]) => {
  const came = days.map((occurredOn) => ({ occurredOn, count: 1, lines: 5, period: null }));
  const filled = filledPeriods(of, came, { since: '2000-01-01', today: TODAY });
  return feedFindings('B04', 'open', filled, TODAY).map(({ kind, period }) => [kind, period!.from]);
};

describe('a plan', () => {
  it('is overdue from the day after, until somebody says what became of it', () => {
    const plan = (occurredOn: string, over: Partial<WatchedPlan> = {}) =>
      done(occurredOn, { phase: 'planned', ...over });
    const plans = [
      plan('2026-07-31'),
      plan('2026-08-01'),
      plan('2026-07-01', { status: 'not-sent' }),
      done('2026-07-02'),
    ];
    expect(overduePlans(plans, TODAY).map(({ transfer }) => transfer)).toEqual(['2026-07-31']);
  });
});

describe('a feed', () => {
  const since = history('2026-04-20T00:00:00.000Z', version('2024-04-01'));

  it('is missed in each period that is over with its grace, but not before the ledger knew it', () => {
    expect(found(since)).toEqual([
      ['missing-feed', '2026-05-01'],
      ['missing-feed', '2026-06-01'],
    ]);
  });

  it('is missed no more where it came', () => {
    expect(found(since, '2026-05-05', '2026-06-05')).toEqual([]);
  });

  it('is not looked for before a day', () => {
    const filled = filledPeriods(since, [], { since: '2026-06-01', today: TODAY });
    expect(filled.map(({ from }) => from)).toEqual(['2026-06-01', '2026-07-01', '2026-08-01']);
  });

  it('is doubled where more came than expected', () => {
    expect(found(since, '2026-05-05', '2026-05-25', '2026-06-15', '2026-07-15')).toEqual([
      ['doubled-feed', '2026-05-01'],
    ]);
  });

  it('goes on through a version with the same cadence, and ends with the arrangement', () => {
    const changed = history(
      '2026-04-01T00:00:00.000Z',
      version('2026-04-01'),
      version('2026-05-15', { endsOn: '2026-06-15' }),
    );
    expect(found(changed)).toEqual([
      ['missing-feed', '2026-04-01'],
      ['missing-feed', '2026-05-01'],
    ]);
  });

  it('is expected as often as was agreed on the first day of its period, whatever is agreed later', () => {
    const changed = history(
      '2026-04-01T00:00:00.000Z',
      version('2026-04-01'),
      version('2026-05-15', { cadence: { every: 'month', graceDays: 30, times: 2 } }),
    );
    expect(found(changed, '2026-04-05', '2026-05-05', '2026-06-05')).toEqual([['missing-feed', '2026-06-01']]);
    expect(found(changed).map(([, from]) => from)).toEqual(['2026-04-01', '2026-05-01', '2026-06-01']);
  });

  it('is expected by nobody where there is no cadence', () => {
    expect(found(history('2026-04-01T00:00:00.000Z', version('2026-04-01', { cadence: null })))).toEqual([]);
  });
});

describe('the reason for which it is closed', () => {
  const period = { from: '2026-05-01', to: '2026-05-31' };
  const filled = { ...period, times: 1, dueOn: '2026-06-10', found: 1, lines: 10 };
  const missing = { kind: 'missing-feed', transfer: null, period };
  const overdue = { kind: 'overdue-planned', transfer: 't', period: null };
  it.each([
    [missing, null, [filled], 'ARRIVED_LATE'],
    [missing, null, [{ ...filled, found: 0 }], 'NO_LONGER_EXPECTED'],
    [missing, null, [], 'NO_LONGER_EXPECTED'],
    [{ ...missing, kind: 'doubled-feed' }, null, [filled], 'NO_LONGER_DOUBLED'],
    [{ ...missing, kind: 'line-total' }, null, [{ ...filled, totals: {} }], 'WITHIN_TOTALS'],
    [{ ...missing, kind: 'line-total' }, null, [filled], 'NO_LONGER_EXPECTED'],
    [{ ...missing, kind: 'transfer-total' }, null, [], 'NO_LONGER_EXPECTED'],
    [{ kind: 'late-ground', transfer: null, period: null }, null, [], 'NOTHING_RESTS_ON_IT'],
    [overdue, done('2026-05-05'), [], 'COMPLETED'],
    [overdue, done('2026-05-05', { phase: 'planned', status: 'not-sent' }), [], 'NOT_SENT'],
    [overdue, done('2026-05-05', { phase: 'planned', status: 'voided' }), [], 'VOIDED'],
  ])('%j', (finding, plan, periods, code) => {
    expect(closeCodeOf(finding, new Map(plan ? [['t', plan]] : []), periods)).toBe(code);
  });
});

describe('a control total', () => {
  const controlTotals = { transfers: { from: 1, to: 2 }, lines: { from: 10, to: 90 } };
  const [may] = [{ from: '2026-05-01', to: '2026-05-31', times: 1, dueOn: '2026-06-10', totals: controlTotals }];
  const outside = (transfers: number, lines: number, today = TODAY, totals: object = controlTotals) =>
    totalFindings('B04', 'open', [{ ...may!, totals, found: transfers, lines }], today).map(
      ({ kind, expected, found: counted }) => [kind, expected, counted],
    );

  it('is passed by more, at once, and by fewer once the period is over with its grace', () => {
    expect(outside(1, 10)).toEqual([]);
    expect(outside(2, 90)).toEqual([]);
    expect(outside(3, 91, '2026-05-02')).toEqual([
      ['transfer-total', 2, 3],
      ['line-total', 90, 91],
    ]);
    expect(outside(1, 9, '2026-06-10')).toEqual([]);
    expect(outside(1, 9, '2026-06-11')).toEqual([['line-total', 10, 9]]);
  });

  it('is only of what was announced, and says nothing where nothing came', () => {
    expect(outside(3, 91, TODAY, { lines: controlTotals.lines })).toEqual([['line-total', 90, 91]]);
    expect(outside(0, 0)).toEqual([]);
  });

  it('goes with the words of the time in which its period began', () => {
    const words = history(
      '2026-04-20T00:00:00.000Z',
      version('2024-04-01', { controlTotals }),
      version('2026-06-01', { controlTotals: { lines: { from: 1, to: 5 } } }),
    );
    const came = ['2026-05-10', '2026-06-10'].map((occurredOn) => ({ occurredOn, count: 1, lines: 9, period: null }));
    const filled = filledPeriods(words, came, { since: '2026-05-01', today: TODAY });
    expect(totalFindings('B04', 'open', filled, TODAY).map(({ period, expected }) => [period!.from, expected])).toEqual(
      [
        ['2026-05-01', 10],
        ['2026-06-01', 5],
      ],
    );
  });
});

describe('a change of an arrangement', () => {
  const entered = (type: string, data: object) => {
    const stored = { position: '7', envelope: { recordedAt: '2026-06-09T15:00:00.000Z' } };
    return lateGrounds('B04', { opened: [{ fact: { type, data }, stored }] } as unknown as ArrangementHistory);
  };

  it.each([
    ['ArrangementEnded', { endsOn: '2026-06-08' }, '2026-06-09'],
    ['ArrangementVersionAnnounced', { version: 2, effectiveFrom: '2026-06-09' }, '2026-06-09'],
    ['EquivalenceChecked', { outcome: 'impossible', checkedOn: '2026-06-01' }, '2026-06-01'],
  ])('was entered late where it counts for a day that was over: %s', (type, data, from) => {
    expect(entered(type, data)).toEqual([{ arrangement: 'B04', from, position: '7' }]);
  });

  it.each([
    ['ArrangementEnded', { endsOn: '2026-06-09' }],
    ['ArrangementEnded', { endsOn: '9999-12-31' }],
    ['ArrangementVersionAnnounced', { version: 2, effectiveFrom: '2026-06-10' }],
    ['ArrangementVersionAnnounced', { version: 1, effectiveFrom: '2020-01-01' }],
    ['EquivalenceChecked', { outcome: 'kept', checkedOn: '2026-06-01' }],
  ])('was not where it counts from the day of its entry, or nothing rested on it: %s %o', (type, data) => {
    expect(entered(type, data)).toEqual([]);
  });
});
