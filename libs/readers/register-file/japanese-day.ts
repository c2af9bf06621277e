import { isDay } from '#statute';

/** First years of the eras, by the names and letters that people write. */
const ERAS: Readonly<Record<string, number>> = {
  令和: 2019,
  R: 2019,
  平成: 1989,
  H: 1989,
  昭和: 1926,
  S: 1926,
  大正: 1912,
  T: 1912,
  明治: 1868,
  M: 1868,
};
const ERA = /^(令和|平成|昭和|大正|明治|[RHSTM])\.?\s*(元|\d{1,2})\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*日?$/;
const WESTERN = /^(\d{4})\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*日?$/;
const TOGETHER = /^(\d{4})(\d{2})(\d{2})$/;

/**
 * A day as people write it in registers, in any width: 令和5年4月1日, R5.4.1, 平成元年1月8日, 2023/4/1, 2023年4月1日,
 * 20230401. An era that was over by then is counted on (平成31年6月), for the year is meant. Null where it is no day.
 */
export function japaneseDay(text: string): string | null {
  const plain = text.normalize('NFKC').trim().toUpperCase();
  const [, era, years, month, date] = ERA.exec(plain) ?? [];
  if (era) return dayOf(ERAS[era]! + (years === '元' ? 1 : Number(years)) - 1, month!, date!);
  const [, year, monthOfYear, dateOfYear] = WESTERN.exec(plain) ?? TOGETHER.exec(plain) ?? [];
  return year ? dayOf(Number(year), monthOfYear!, dateOfYear!) : null;
}

function dayOf(year: number, month: string, date: string): string | null {
  const day = `${String(year).padStart(4, '0')}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  return isDay(day) ? day : null;
}
