import type { ArrangementHistory } from '../knowledge/arrangement-reader.js';
import { closeCodeOf, feedFindings, filledPeriods, overduePlans, type WatchedPlan } from './expectations.js';

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
  const came = days.map((occurredOn) => ({ occurredOn, count: 1, period: null }));
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
  const filled = { ...period, times: 1, dueOn: '2026-06-10', found: 1 };
  const missing = { kind: 'missing-feed', transfer: null, period };
  const overdue = { kind: 'overdue-planned', transfer: 't', period: null };
  it.each([
    [missing, null, [filled], 'ARRIVED_LATE'],
    [missing, null, [{ ...filled, found: 0 }], 'NO_LONGER_EXPECTED'],
    [missing, null, [], 'NO_LONGER_EXPECTED'],
    [{ ...missing, kind: 'doubled-feed' }, null, [filled], 'NO_LONGER_DOUBLED'],
    [overdue, done('2026-05-05'), [], 'COMPLETED'],
    [overdue, done('2026-05-05', { phase: 'planned', status: 'not-sent' }), [], 'NOT_SENT'],
    [overdue, done('2026-05-05', { phase: 'planned', status: 'voided' }), [], 'VOIDED'],
  ])('%j', (finding, plan, periods, code) => {
    expect(closeCodeOf(finding, new Map(plan ? [['t', plan]] : []), periods)).toBe(code);
  });
});
