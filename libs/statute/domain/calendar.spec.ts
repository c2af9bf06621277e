import { addDays, addMonths, dayInJapan, daysBetween, isDay, lastDayOfMonth } from './calendar.js';
import { retainUntil } from './retention.js';

describe('the calendar of Japan', () => {
  it('puts 15:00 UTC on the next day', () => {
    expect(dayInJapan('2026-03-31T14:59:59.999Z')).toBe('2026-03-31');
    expect(dayInJapan('2026-03-31T15:00:00.000Z')).toBe('2026-04-01');
  });

  it.each(['2026-02-29', '2026-13-01', '2026-1-1', '', '2026-04-31', '2026-04-01T00:00:00Z'])(
    'knows that "%s" is no day',
    (text) => {
      expect(isDay(text)).toBe(false);
    },
  );

  it('knows the leap day', () => {
    expect(isDay('2024-02-29')).toBe(true);
  });

  it('adds days over the ends of months and years', () => {
    expect(addDays('2024-02-28', 2)).toBe('2024-03-01');
    expect(addDays('2026-01-01', -1)).toBe('2025-12-31');
  });

  it('counts days over the ends of months and years, and back', () => {
    expect(daysBetween('2024-02-28', '2024-03-01')).toBe(2);
    expect(daysBetween('2027-01-01', '2026-12-31')).toBe(-1);
    expect(daysBetween('2026-11-29', '2026-11-29')).toBe(0);
  });

  it('ends a period of months on the last day of a month that lacks the date, Civil Code 143(2)', () => {
    expect(addMonths('2026-01-31', 1)).toBe('2026-02-28');
    expect(addMonths('2025-09-22', 14)).toBe('2026-11-22');
  });

  it('ends with the year 9999: no day of another form comes out of it', () => {
    expect([addDays('9999-12-31', 1), addDays('9999-12-30', 400)]).toEqual(['9999-12-31', '9999-12-31']);
    expect([addMonths('9999-12-15', 1), addMonths('9999-11-15', 1)]).toEqual(['9999-12-31', '9999-12-15']);
    expect(dayInJapan('9999-12-31T15:00:00Z')).toBe('9999-12-31');
    expect(lastDayOfMonth(10_002, 2)).toBe('9999-12-31');
    expect(retainUntil('EACH', '9999-12-31')).toBe('9999-12-31');
  });
});
