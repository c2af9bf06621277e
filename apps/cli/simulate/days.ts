import { addDays } from '#statute';

/** A month of the calendar; `month` counts from 1. */
export interface Month {
  readonly year: number;
  readonly month: number;
}

const JAPAN_OFFSET_MILLISECONDS = 9 * 3_600_000;

/** The `count` months that end with the month of `last`, oldest first. */
export function monthsUntil(last: string, count: number): Month[] {
  const end = Number(last.slice(0, 4)) * 12 + Number(last.slice(5, 7)) - 1;
  return Array.from({ length: count }, (_none, index) => monthAt(end - count + 1 + index));
}

export function monthBefore({ year, month }: Month, months: number): Month {
  return monthAt(year * 12 + month - 1 - months);
}

export function firstDayOf({ year, month }: Month): string {
  return `${year}-${String(month).padStart(2, '0')}-01`;
}

export function lastDayOf({ year, month }: Month): string {
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
}

/** A day of the month on which an office works: a weekend moves to the Friday before, or, at the start, to the Monday after. */
export function workingDay(month: Month, dayOfMonth: number): string {
  const first = firstDayOf(month);
  const last = lastDayOf(month);
  const wanted = addDays(first, dayOfMonth - 1);
  let day = wanted < last ? wanted : last;
  while (isWeekend(day) && day > first) day = addDays(day, -1);
  while (isWeekend(day)) day = addDays(day, 1);
  return day;
}

/** The instant of a clock time (`HH:MM`) in Japan, RFC 3339 in UTC. */
export function instantInJapan(day: string, time: string): string {
  return new Date(Date.parse(`${day}T${time}:00.000Z`) - JAPAN_OFFSET_MILLISECONDS).toISOString();
}

/** Milliseconds since 1970 of midnight in Japan at the start of a day. */
export function startOfDay(day: string): number {
  return Date.parse(instantInJapan(day, '00:00'));
}

function monthAt(index: number): Month {
  return { year: Math.floor(index / 12), month: (index % 12) + 1 };
}

function isWeekend(day: string): boolean {
  return [0, 6].includes(new Date(`${day}T00:00:00.000Z`).getUTCDay());
}
