import { createRequire } from 'node:module';
import { WorkingDays, type Holidays } from '../domain/working-days.js';

export const HOLIDAYS = createRequire(import.meta.url)('./holidays.json') as Holidays;

/** Days on which public offices of Japan are open. */
export const WORKING_DAYS = new WorkingDays(HOLIDAYS);
