import { createRequire } from 'node:module';
import type { Day } from '../domain/facts.js';
import { majorityOf, type MajorityAge } from '../domain/majority.js';

const AGES = createRequire(import.meta.url)('./majority.json') as readonly MajorityAge[];

/** The day on which a person of this birth date comes of age (成年). */
export function comesOfAgeOn(birthDate: Day): Day {
  return majorityOf(birthDate, AGES);
}
