import type { Day, Instant } from './facts.js';

const MS_PER_DAY = 86_400_000;
const JAPAN_OFFSET_MS = 9 * 3_600_000;
/** No day is later: four digits write none, and none that is written otherwise can be compared or kept. */
const LAST_DAY = '9999-12-31';
/** Months of the years 0 to 9999. */
const MONTHS_MAX = 120_000;

/** True for a calendar day that exists, written `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00.000Z`);
  return !Number.isNaN(time) && dayOfTime(time) === text;
}

/** The calendar day in Japan (UTC+9, no summer time) on which an instant falls. */
export function dayInJapan(instant: Instant): Day {
  return dayOfTime(Date.parse(instant) + JAPAN_OFFSET_MS);
}

/** The day `days` calendar days after `day`, or the last one that there is; negative counts go back. */
export function addDays(day: Day, days: number): Day {
  return dayOfTime(timeOfDay(day) + days * MS_PER_DAY);
}

/** Calendar days from one day to another; negative where that was before. */
export function daysBetween(from: Day, to: Day): number {
  return (timeOfDay(to) - timeOfDay(from)) / MS_PER_DAY;
}

/** The same date `years` years on, or null where that year lacks it (29 February). */
export function anniversaryOf(day: Day, years: number): Day | null {
  const candidate = `${String(Number(day.slice(0, 4)) + years).padStart(4, '0')}${day.slice(4)}`;
  return isDay(candidate) ? candidate : null;
}

/** The same date `months` months on, or the last day of that month where it lacks the date: Civil Code art. 143(2). */
export function addMonths(day: Day, months: number): Day {
  const index = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + months;
  const last = lastDayOfMonth(Math.floor(index / 12), (index % 12) + 1);
  if (index >= MONTHS_MAX) return last;
  const candidate = `${last.slice(0, 8)}${day.slice(8)}`;
  return candidate < last ? candidate : last;
}

/** The last day of a month of a year; months count from 1. After the year 9999 it is the last day that there is. */
export function lastDayOfMonth(year: number, month: number): Day {
  return dayOfTime(Date.UTC(year, month, 0));
}

export function laterOf(one: Day, other: Day): Day {
  return one > other ? one : other;
}

function timeOfDay(day: Day): number {
  return Date.parse(`${day}T00:00:00.000Z`);
}

function dayOfTime(time: number): Day {
  return new Date(Math.min(time, timeOfDay(LAST_DAY))).toISOString().slice(0, 10);
}
