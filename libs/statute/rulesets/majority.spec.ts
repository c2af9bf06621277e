import { ageOn } from '../domain/majority.js';
import { comesOfAgeOn } from './majority.js';

describe('coming of age, Civil Code art. 4', () => {
  it.each([
    ['2008-06-10', '2026-06-10', 'at 18 since April 2022'],
    ['2008-02-29', '2026-03-01', 'on 1 March, where the year has no 29 February'],
    ['2010-02-28', '2028-02-28', 'on the birthday in a leap year as well'],
    ['2004-04-01', '2022-04-01', 'at 18, on the very day the law came into force'],
    ['2003-07-01', '2022-04-01', 'when the law came into force, at 18'],
    ['2002-04-02', '2022-04-01', 'when the law came into force, at 19'],
    ['2002-04-01', '2022-04-01', 'at 20, on the day it came into force'],
    ['2002-03-31', '2022-03-31', 'at 20 before it'],
    ['1960-02-29', '1980-02-29', 'at 20 long before it'],
  ])('of who was born on %s is on %s: %s', (birthDate, day) => {
    expect(comesOfAgeOn(birthDate)).toBe(day);
  });
});

it.each([
  ['2008-06-10', '2024-06-09', 15],
  ['2008-06-10', '2024-06-10', 16],
  ['2008-02-29', '2026-02-28', 17],
  ['2008-02-29', '2026-03-01', 18],
  ['2008-02-29', '2024-02-28', 15],
  ['2008-02-29', '2024-02-29', 16],
  ['2026-06-10', '2026-06-10', 0],
])('who was born on %s is on %s %i years old', (birthDate, day, years) => {
  expect(ageOn(birthDate, day)).toBe(years);
});
