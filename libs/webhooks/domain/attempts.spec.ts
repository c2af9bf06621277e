import { faultOfStatus, restAfter, RESTS_MILLISECONDS, TRIES_MAX } from './attempts.js';

describe('the tries of a delivery', () => {
  it('are ten within a little more than three days', () => {
    const hours = RESTS_MILLISECONDS.reduce((sum, rest) => sum + rest, 0) / 3_600_000;
    expect([TRIES_MAX, Math.floor(hours)]).toEqual([10, 75]);
  });

  it('come after ever longer rests, up to a fifth longer by chance', () => {
    expect([restAfter(1, 0), restAfter(1, 0.999_999)]).toEqual([5_000, 6_000]);
    expect([restAfter(9, 0), restAfter(9, 0.5)]).toEqual([86_400_000, 95_040_000]);
  });

  it('end with the tenth', () => expect(restAfter(10, 0)).toBeNull());
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
