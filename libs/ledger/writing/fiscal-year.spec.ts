import { fiscalYear } from './fact-writer.js';

describe('the fiscal year in Japan', () => {
  it.each([
    ['the last instant of 31 March in Japan', '2027-03-31T14:59:59.999Z', '2026'],
    ['the first instant of 1 April in Japan', '2027-03-31T15:00:00.000Z', '2027'],
    ['1 April in UTC', '2027-04-01T00:00:00.000Z', '2027'],
    ['the end of the calendar year in Japan', '2026-12-31T14:59:59.999Z', '2026'],
    ['New Year in Japan', '2026-12-31T15:00:00.000Z', '2026'],
  ])('of %s', (_, at, year) => {
    expect(fiscalYear(new Date(at))).toBe(year);
  });
});
