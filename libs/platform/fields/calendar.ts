/** The first day of Meiji 1, and the last that four digits can write: both ends that the database can keep. */
const FIRST_DAY = '1868-01-25';
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;
/** An instant later than this could fall into year 10000 in Japan. */
const LAST_INSTANT = Date.parse('9999-12-30T00:00:00Z');

/** Whether a value is a calendar day written `YYYY-MM-DD` that exists, from Meiji 1 on. */
export function isCalendarDay(value: unknown): boolean {
  if (typeof value !== 'string' || !DAY.test(value) || value < FIRST_DAY) return false;
  const [year, month, day] = value.split('-').map(Number) as [number, number, number];
  const daysOfMonth = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return month >= 1 && month <= 12 && day >= 1 && day <= daysOfMonth;
}

/** Whether a value is an instant of RFC 3339 with its offset, on a day that exists. */
export function isInstant(value: unknown): boolean {
  if (typeof value !== 'string' || !INSTANT.test(value) || !isCalendarDay(value.slice(0, 10))) return false;
  return Date.parse(value) <= LAST_INSTANT;
}
