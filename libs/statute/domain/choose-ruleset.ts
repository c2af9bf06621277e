import type { Day } from './facts.js';
import type { Ruleset } from './ruleset.js';

/** Of rulesets from the oldest to the newest, the one in force on a day in Japan; for a day before the first, the first. */
export function rulesetOn(rulesets: readonly [Ruleset, ...Ruleset[]], on: Day): Ruleset {
  return rulesets.findLast(({ inForceFrom }) => inForceFrom !== null && inForceFrom <= on) ?? rulesets[0];
}
