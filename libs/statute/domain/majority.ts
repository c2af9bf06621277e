import { addDays, laterOf } from './calendar.js';
import type { Day } from './facts.js';
import { endOfYears } from './retention.js';

/** The age at which one is of age, and the first day on which it counts. */
export interface MajorityAge {
  readonly from: Day;
  readonly years: number;
}

/** Age on a day in years: the birthday is its first day, 1 March where the year has no 29 February. */
export function ageOn(birthDate: Day, day: Day): number {
  const years = Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return day < addDays(endOfYears(birthDate, years), 1) ? years - 1 : years;
}

/**
 * The day on which a person comes of age (Civil Code art. 4). An age is reached when the day before the birthday ends
 * (Act on Calculation of Ages), so the birthday is the first day; who was born on 29 February comes of age on 1 March
 * where the year has no such day. Whoever had the age when a lower one came into force came of age on that day.
 */
export function majorityOf(birthDate: Day, ages: readonly MajorityAge[]): Day {
  const days = ages.map(({ from, years }) => laterOf(from, addDays(endOfYears(birthDate, years), 1)));
  // A later law counts for whoever was not of age before it.
  return days.reduce((one, other) => (other < one ? other : one));
}
