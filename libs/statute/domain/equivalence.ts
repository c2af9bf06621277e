import { addMonths } from './calendar.js';
import type { Day } from './facts.js';
import type { Ruleset } from './ruleset.js';

/**
 * First day on which the yearly check of a recipient's equivalent system is overdue, art. 28(3), Rules 18; null where
 * it was never checked, and is overdue on every day.
 */
export function equivalenceOverdueFrom(ruleset: Ruleset, lastCheckedOn: Day | null): Day | null {
  return lastCheckedOn === null ? null : addMonths(lastCheckedOn, ruleset.equivalenceCheckMonths);
}
