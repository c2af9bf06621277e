import { addDays, addMonths, type Day } from '#statute';
import type { Cadence, CadenceUnit } from './cadence.js';
import type { ControlTotals } from './registration-events.js';

/** A period of a cadence: days of the calendar, in Japan. */
export interface FeedPeriod {
  readonly from: Day;
  readonly to: Day;
}

/** What is expected in a period, and by when. */
export interface ExpectedPeriod extends FeedPeriod {
  readonly times: number;
  /** Last day on which what is for the period comes in time. */
  readonly dueOn: Day;
  /** Between what the transfers and lines of the period are expected to be; left out where nothing was announced. */
  readonly totals?: ControlTotals;
}

/** Transfers of a feed on one day, as far as their time is concerned. */
export interface FeedTransfers {
  readonly occurredOn: Day;
  readonly count: number;
  /** Lines of all of them together. */
  readonly lines: number;
  /** The period that it was said to be for. */
  readonly period: FeedPeriod | null;
}

/** A period of expectation, with how many came for it, and their lines. */
export interface FilledPeriod extends ExpectedPeriod {
  readonly found: number;
  readonly lines: number;
}

/** Periods of one association and arrangement that are looked at: 30 years of days. */
const PERIODS_MAX = 11_000;

/** The period of the calendar in which a day is. A week begins on Monday, a quarter and a year with the fiscal year. */
export function periodOf(unit: Exclude<CadenceUnit, 'event'>, day: Day): FeedPeriod {
  switch (unit) {
    case 'day':
      return { from: day, to: day };
    case 'week': {
      const sinceMonday = (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
      const from = addDays(day, -sinceMonday);
      return { from, to: addDays(from, 6) };
    }
    case 'month':
      return monthsFrom(`${day.slice(0, 7)}-01`, 1);
    case 'quarter':
      return monthsFrom(firstOfMonths(day, 3), 3);
    case 'year':
      return monthsFrom(firstOfMonths(addMonths(firstOfMonth(day), -3), 12), 12, 3);
    default:
      return unit satisfies never;
  }
}

function firstOfMonth(day: Day): Day {
  return `${day.slice(0, 7)}-01`;
}

/** First day of so many months, counted from January. */
function firstOfMonths(day: Day, months: number): Day {
  const month = Number(day.slice(5, 7)) - 1;
  return `${day.slice(0, 4)}-${String(month - (month % months) + 1).padStart(2, '0')}-01`;
}

function monthsFrom(first: Day, months: number, later = 0): FeedPeriod {
  const from = addMonths(first, later);
  return { from, to: addDays(addMonths(from, months), -1) };
}

/** A stretch of time in which an arrangement has a cadence; both days belong to it. */
export interface CadenceInEffect {
  readonly cadence: Cadence;
  readonly totals?: ControlTotals | undefined;
  readonly from: Day;
  readonly to: Day;
  /** A period that began in the stretch may go on until there; left out where that is its last day. */
  readonly until?: Day;
}

/** Every whole period that began in a stretch of time, up to a day: it takes the cadence of its first day. */
export function expectedPeriods(
  { cadence, totals, from, to, until = to }: CadenceInEffect,
  today: Day,
): ExpectedPeriod[] {
  const { every, graceDays, times } = cadence;
  if (every === 'event') return [];
  const periods: ExpectedPeriod[] = [];
  let period = periodOf(every, from);
  if (period.from < from) period = periodOf(every, addDays(period.to, 1));
  while (period.from <= to && period.to <= until && period.from <= today && periods.length < PERIODS_MAX) {
    periods.push({ ...period, times, dueOn: addDays(period.to, graceDays), ...(totals && { totals }) });
    period = periodOf(every, addDays(period.to, 1));
  }
  return periods;
}

/**
 * Which transfers were for which period. One that says its period is for that. Of the others each is for the earliest
 * period in time for which too few came; else, late, for the earliest before it; and what is left is too much in its own.
 */
export function fillPeriods(periods: readonly ExpectedPeriod[], transfers: readonly FeedTransfers[]): FilledPeriod[] {
  const filled: OpenPeriod[] = periods.map((period) => ({ ...period, found: 0, lines: 0 }));
  const inOrder = [...transfers].sort((one, other) => (one.occurredOn < other.occurredOn ? -1 : 1));
  const left: (Many & { readonly occurredOn: Day })[] = [];
  for (const { period: said, occurredOn, ...many } of inOrder) {
    const own = said && filled.find(({ from, to }) => from <= said.to && said.to <= to);
    if (own) give(own, many);
    else {
      const inTime = filled.filter(({ from, dueOn }) => from <= occurredOn && occurredOn <= dueOn);
      left.push({ occurredOn, ...fillUp(inTime, many) });
    }
  }
  for (const { occurredOn, ...many } of left) {
    const late = filled.filter(({ dueOn }) => dueOn < occurredOn);
    const rest = fillUp(late, many);
    const own = filled.find(({ from, to }) => from <= occurredOn && occurredOn <= to);
    if (own) give(own, rest);
  }
  return filled;
}

type OpenPeriod = ExpectedPeriod & { found: number; lines: number };

/** Transfers of a day, with their lines. */
type Many = Pick<FeedTransfers, 'count' | 'lines'>;

/** Gives periods what they lack, the earliest first; how many are left over. Which of a day's had which lines is not known. */
function fillUp(periods: readonly OpenPeriod[], many: Many): Many {
  let left = many;
  for (const period of periods) {
    const count = Math.min(left.count, Math.max(0, period.times - period.found));
    const lines = left.count === 0 ? 0 : Math.round((left.lines * count) / left.count);
    give(period, { count, lines });
    left = { count: left.count - count, lines: left.lines - lines };
  }
  return left;
}

function give(period: OpenPeriod, { count, lines }: Many): void {
  period.found += count;
  period.lines += lines;
}
