import { addDays } from './calendar.js';
import type { Day } from './facts.js';
import { endOfYears } from './retention.js';
import type { Ruleset } from './ruleset.js';

/** Last day of keeping what the Number Act wants logged (art. 23); the first day is not counted (Civil Code art. 140). */
export function numberActLogUntil({ numberActLogYears }: Ruleset, occurredOn: Day): Day {
  return endOfYears(addDays(occurredOn, 1), numberActLogYears);
}
