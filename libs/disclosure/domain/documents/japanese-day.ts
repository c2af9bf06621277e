const era = new Intl.DateTimeFormat('ja-JP-u-ca-japanese', { era: 'long', year: 'numeric', timeZone: 'UTC' });

/** Japan counts by this calendar since 1873-01-01; the dates before are of another one. */
const GREGORIAN_SINCE = '1873-01-01';

/** `2026-11-29` → `令和8年11月29日（2026年11月29日）`; the first year of an era is 元年. */
export function japaneseDay(day: string): string {
  const [, year, month, date] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day) ?? [];
  const instant = new Date(`${day}T00:00:00Z`);
  if (year === undefined || Number.isNaN(instant.getTime()) || !instant.toISOString().startsWith(day)) {
    throw new RangeError('A day is written as YYYY-MM-DD and stands in the calendar.');
  }
  const rest = `${Number(month)}月${Number(date)}日`;
  const western = `${Number(year)}年${rest}`;
  if (day < GREGORIAN_SINCE) return western;
  return `${yearOfEra(instant)}${rest}（${western}）`;
}

function yearOfEra(instant: Date): string {
  const parts = era.formatToParts(instant);
  const of = (type: string) => parts.find((part) => part.type === type)?.value ?? '';
  return `${of('era')}${of('year') === '1' ? '元' : of('year')}年`;
}
