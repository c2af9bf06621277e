import { FOR_EVER, holderOn, presentHolder, SINCE_EVER, type Holding } from './holdings.js';

const first: Holding = { ref: 'first', from: SINCE_EVER, until: '2025-03-31' };
const second: Holding = { ref: 'second', from: '2026-04-01', until: FOR_EVER };

describe('whom a composite names', () => {
  it.each([
    ['2025-03-31', 'first'],
    ['2025-04-01', 'first'],
    ['2026-03-31', 'first'],
    ['2026-04-01', 'second'],
    ['2031-01-01', 'second'],
  ])('on %s is %s', (day, ref) => {
    expect(holderOn([second, first], day)).toBe(ref);
  });

  it('is who held it first after, where nobody held it before', () => {
    expect(holderOn([second], '2020-01-01')).toBe('second');
    expect(holderOn([], '2020-01-01')).toBeNull();
  });

  it('is nobody from now on where the last one gave it back', () => {
    expect([presentHolder([first]), presentHolder([first, second])]).toEqual([null, 'second']);
  });
});
