import { faultOfStatus, restAfter, restAsked, RESTS_MILLISECONDS, TRIES_MAX } from './attempts.js';

describe('the tries of a delivery', () => {
  it('are ten within a little more than three days', () => {
    const hours = RESTS_MILLISECONDS.reduce((sum, rest) => sum + rest, 0) / 3_600_000;
    expect([TRIES_MAX, Math.floor(hours)]).toEqual([10, 75]);
  });

  it('come after ever longer rests, up to a fifth longer by chance', () => {
    expect([restAfter(1, 0), restAfter(1, 0.999_999)]).toEqual([5_000, 6_000]);
    expect([restAfter(9, 0), restAfter(9, 0.5)]).toEqual([86_400_000, 95_040_000]);
  });

  it('end with the tenth, whatever the receiver asks', () =>
    expect([restAfter(10, 0), restAfter(10, 0, 5_000)]).toEqual([null, null]));

  it('come no earlier than the receiver asks, and no later than a day for that', () => {
    expect([restAfter(1, 0, 4_000), restAfter(1, 0.999_999, 5_500)]).toEqual([5_000, 6_000]);
    expect([restAfter(1, 0, 120_000), restAfter(1, 0, 999_999_999_000)]).toEqual([120_000, 86_400_000]);
  });
});

it.each([
  [200, null],
  [204, null],
  [299, null],
  [301, 'redirect'],
  [307, 'redirect'],
  [400, 'status'],
  [410, 'status'],
  [500, 'status'],
])('a status of %p means %p', (status, fault) => expect(faultOfStatus(status)).toBe(fault));

it.each<[string | undefined, number | undefined]>([
  [undefined, undefined],
  ['120', 120_000],
  [' 0 ', 0],
  ['Sun, 29 Nov 2026 00:02:00 GMT', 120_000],
  ['Sat, 28 Nov 2026 00:00:00 GMT', 0],
  ['-5', undefined],
  ['1.5', undefined],
  ['9999999999', undefined],
  ['2026-11-29T00:02:00Z', undefined],
  ['Sun, 99 Nov 2026 00:02:00 GMT', undefined],
  ['soon', undefined],
])('a Retry-After of %p asks for %p', (header, asked) =>
  expect(restAsked(header, new Date('2026-11-29T00:00:00Z'))).toBe(asked),
);
