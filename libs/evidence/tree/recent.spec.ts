import { Recent } from './recent.js';

const MAX = 100;

describe('values that were used lately', () => {
  it('are never more than so many', () => {
    const recent = new Recent<number>(MAX);
    for (let n = 0; n < 10 * MAX; n += 1) {
      recent.set(`${n}`, n);
      recent.get(`${n - (n % 7)}`);
      expect(recent.size).toBeLessThanOrEqual(MAX);
    }
  });

  it('stay as long as they are used, and go when others came', () => {
    const recent = new Recent<number>(MAX);
    recent.set('used', 1);
    recent.set('not', 1);
    for (let n = 0; n < 10 * MAX; n += 1) {
      recent.set(`${n}`, n);
      expect(recent.get('used')).toBe(1);
    }
    expect(recent.get('not')).toBeUndefined();
  });

  it('are replaced in either generation', () => {
    const recent = new Recent<number>(4);
    for (const key of ['a', 'b', 'c']) recent.set(key, 1);
    recent.set('a', 2);
    expect(recent.get('a')).toBe(2);
    expect(recent.size).toBe(3);
  });
});
