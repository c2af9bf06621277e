import { addDays } from './calendar.js';
import type { Day } from './facts.js';

/** National holidays (国民の祝日及び休日), as far as they are known. */
export interface Holidays {
  readonly from: Day;
  readonly to: Day;
  /** The last year of which all are announced; those of later years are computed. */
  readonly announcedThrough: number;
  readonly days: readonly { readonly date: Day; readonly ja: string; readonly en: string }[];
}

/** From 29 December to 3 January public offices are closed: Act on Holidays of Administrative Organs art. 1(1)(iii). */
const YEAR_END = { from: '12-29', to: '01-03' } as const;
/** The longest row of closed days has not half as many. */
const CLOSED_DAYS_MAX = 20;
/** Nothing that is counted in working days lasts a year. */
const COUNTED_DAYS_MAX = 366;

/** Which days public offices are open. */
export class WorkingDays {
  readonly #holidays: ReadonlySet<Day>;

  constructor(private readonly holidays: Holidays) {
    this.#holidays = new Set(holidays.days.map(({ date }) => date));
  }

  isOpen(day: Day): boolean {
    const weekday = new Date(`${day}T00:00:00.000Z`).getUTCDay();
    const date = day.slice(5);
    const isYearEnd = date >= YEAR_END.from || date <= YEAR_END.to;
    return weekday !== 0 && weekday !== 6 && !isYearEnd && !this.#holidays.has(day);
  }

  /** The day itself where it is open, or the next one that is. */
  openOnOrAfter(day: Day): Day {
    for (let passed = 0; passed <= CLOSED_DAYS_MAX; passed += 1) {
      const next = addDays(day, passed);
      if (this.isOpen(next)) return next;
    }
    throw new Error(`No open day follows ${day}.`);
  }

  /** The day itself where it is open, or the last one before it that is. */
  openOnOrBefore(day: Day): Day {
    for (let passed = 0; passed <= CLOSED_DAYS_MAX; passed += 1) {
      const before = addDays(day, -passed);
      if (this.isOpen(before)) return before;
    }
    throw new Error(`No open day comes before ${day}.`);
  }

  /** How many days are open from the first to the last, both counted; none where the last is before the first. */
  openBetween(first: Day, last: Day): number {
    let open = 0;
    for (let passed = 0; passed <= COUNTED_DAYS_MAX; passed += 1) {
      const day = addDays(first, passed);
      if (day > last) return open;
      if (this.isOpen(day)) open += 1;
    }
    return open;
  }

  /** False where the holidays of the day's year are computed, or not known: another day may come of it. */
  isCertain(day: Day): boolean {
    return day >= this.holidays.from && Number(day.slice(0, 4)) <= this.holidays.announcedThrough;
  }
}
