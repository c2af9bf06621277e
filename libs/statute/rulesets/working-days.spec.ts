import { HOLIDAYS, WORKING_DAYS } from './working-days.js';

const dates = HOLIDAYS.days.map(({ date }) => date);
const weekday = (date: string) => new Date(`${date}T00:00:00Z`).getUTCDay();
const later = (date: string, days: number) =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
const named = (year: number, ja: string) =>
  HOLIDAYS.days.filter((day) => day.date.startsWith(`${year}`) && day.ja === ja);
const YEARS = Array.from({ length: 9 }, (_, index) => 2022 + index);

describe('the national holidays', () => {
  it('are in order, each once, and of every year that they say', () => {
    expect(dates).toEqual([...new Set(dates)].sort());
    expect([dates[0], dates.at(-1)]).toEqual(['2022-01-01', '2030-11-23']);
  });

  it.each([
    ['元日', '01-01'],
    ['建国記念の日', '02-11'],
    ['天皇誕生日', '02-23'],
    ['昭和の日', '04-29'],
    ['憲法記念日', '05-03'],
    ['みどりの日', '05-04'],
    ['こどもの日', '05-05'],
    ['山の日', '08-11'],
    ['文化の日', '11-03'],
    ['勤労感謝の日', '11-23'],
  ])('hold %s on %s of every year, art. 2', (ja, date) => {
    expect(YEARS.map((year) => named(year, ja).map((day) => day.date))).toEqual(
      YEARS.map((year) => [`${year}-${date}`]),
    );
  });

  it.each([
    ['成人の日', '01', 2],
    ['海の日', '07', 3],
    ['敬老の日', '09', 3],
    ['スポーツの日', '10', 2],
  ])('hold %s on its Monday, art. 2', (ja, month, nth) => {
    for (const year of YEARS) {
      const [day, ...more] = named(year, ja);
      expect([more, weekday(day!.date), day!.date.slice(5, 7), Math.ceil(Number(day!.date.slice(8)) / 7)]).toEqual([
        [],
        1,
        month,
        nth,
      ]);
    }
  });

  // The usual formula for 1980 to 2099.
  it.each([
    ['春分の日', '03', 20.8431],
    ['秋分の日', '09', 23.2488],
  ])('hold %s on the day of the almanac', (ja, month, base) => {
    for (const year of YEARS) {
      const day = Math.floor(base + 0.242194 * (year - 1980)) - Math.floor((year - 1980) / 4);
      expect(named(year, ja).map(({ date }) => date)).toEqual([`${year}-${month}-${String(day).padStart(2, '0')}`]);
    }
  });

  it('give a Monday or a later day for a Sunday, art. 3(2), and the day between two, art. 3(3), and nothing else', () => {
    const extra = HOLIDAYS.days.filter(({ ja }) => ja.startsWith('休日')).map(({ date }) => date);
    const own = new Set(dates.filter((date) => !extra.includes(date)));
    const expected = new Set<string>();
    for (const date of own) {
      if (weekday(date) === 0) {
        let next = later(date, 1);
        while (own.has(next)) next = later(next, 1);
        expected.add(next);
      }
      const between = later(date, 1);
      if (own.has(later(date, 2)) && !own.has(between) && weekday(between) !== 0) expected.add(between);
    }
    expect(extra).toEqual([...expected].sort());
    expect(extra).toEqual(expect.arrayContaining(['2026-05-06', '2026-09-22', '2024-02-12']));
  });
});

describe('an open day', () => {
  it.each([
    ['2026-11-28', '2026-11-30', 'after a weekend'],
    ['2026-11-30', '2026-11-30', 'itself'],
    ['2026-12-30', '2027-01-04', 'after the turn of the year'],
    ['2026-09-19', '2026-09-24', 'after a weekend, two holidays and the day between them'],
    ['2026-05-02', '2026-05-07', 'after the holidays of May with their substitute'],
    ['2027-12-29', '2028-01-04', 'after the turn of another year'],
    ['2031-05-03', '2031-05-05', 'after a weekend where holidays are not known yet'],
  ])('on or after %s is %s: %s', (day, open) => {
    expect(WORKING_DAYS.openOnOrAfter(day)).toBe(open);
  });

  it('is certain while the holidays of its year are announced', () => {
    expect(['2027-12-31', '2028-01-04', '2031-01-06'].map((day) => WORKING_DAYS.isCertain(day))).toEqual([
      true,
      false,
      false,
    ]);
  });
});
