import { CallerBudget } from './caller-budget.js';

const at = (seconds: number) => new Date(seconds * 1_000);
const budget = () => new CallerBudget({ most: 100, seconds: 50 });

describe('what a caller may ask for', () => {
  it('is spent, and then waited for', () => {
    const one = budget();
    expect(one.spend('a', 60, at(0))).toMatchObject({ left: 40, waitSeconds: 0, wholeSeconds: 30 });
    expect(one.spend('a', 60, at(0))).toMatchObject({ left: 40, waitSeconds: 10 });
    expect(one.spend('a', 60, at(9)).waitSeconds).toBe(1);
    expect(one.spend('a', 60, at(10))).toMatchObject({ left: 0, waitSeconds: 0 });
  });

  it('is there again where what was spent does not count, and never more than all', () => {
    const one = budget();
    one.spend('a', 100, at(0));
    one.giveBack('a', 10, at(0));
    expect(one.spend('a', 10, at(0))).toMatchObject({ left: 0, waitSeconds: 0 });
    one.giveBack('a', 500, at(25));
    expect(one.spend('a', 1, at(25)).left).toBe(99);
    one.giveBack('nobody', 5, at(25));
  });

  it('is each caller’s own', () => {
    const one = budget();
    one.spend('a', 100, at(0));
    expect(one.spend('b', 100, at(0)).waitSeconds).toBe(0);
  });

  it('never grows beyond its measure, nor by a clock that goes back', () => {
    const one = budget();
    one.spend('a', 100, at(100));
    expect(one.spend('a', 1, at(50)).waitSeconds).toBe(1);
    expect(one.spend('a', 1, at(100_000)).left).toBe(99);
  });

  it('lets through what costs more than all, once all is there', () => {
    const one = budget();
    expect(one.spend('a', 500, at(0))).toMatchObject({ left: 0, waitSeconds: 0 });
    expect(one.spend('a', 500, at(0)).waitSeconds).toBe(50);
  });

  it('remembers a caller who asks among ten thousand others', () => {
    const one = budget();
    one.spend('a', 100, at(0));
    for (let other = 0; other < 9_999; other += 1) one.spend(String(other), 1, at(0));
    expect(one.spend('a', 1, at(0)).waitSeconds).toBe(1);
    for (let other = 0; other < 20_000; other += 1) one.spend(`later ${other}`, 1, at(1));
    expect(one.spend('later 19999', 100, at(1)).waitSeconds).toBe(1);
  });

  it('tells its first refusal apart from those that follow', () => {
    const one = budget();
    const refusals = [100, 1, 1].map((cost) => one.spend('a', cost, at(0)).isFirstRefusal);
    expect(refusals).toEqual([false, true, false]);
    one.spend('a', 1, at(10));
    expect(one.spend('a', 100, at(10)).isFirstRefusal).toBe(true);
  });
});
