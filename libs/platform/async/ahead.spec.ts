import { setImmediate } from 'node:timers/promises';
import { ahead } from './ahead.js';

async function* counted(made: number[], to = 5, failsAt = Infinity): AsyncGenerator<number> {
  try {
    for (let value = 1; value <= to; value += 1) {
      await setImmediate();
      if (value === failsAt) throw new Error(`no ${value}`);
      made.push(value);
      yield value;
    }
  } finally {
    made.push(0);
  }
}

describe('what is asked for one ahead', () => {
  it('comes in order, each made while the one before is worked on', async () => {
    const made: number[] = [];
    const seen: number[][] = [];
    for await (const value of ahead(counted(made, 3))) {
      for (let turn = 0; turn < 5; turn += 1) await setImmediate();
      seen.push([value, made.filter((one) => one > 0).length]);
    }
    expect(seen).toEqual([
      [1, 2],
      [2, 3],
      [3, 3],
    ]);
    expect(made).toEqual([1, 2, 3, 0]);
  });

  it('ends with its source where nobody wants more, and only then', async () => {
    const made: number[] = [];
    for await (const value of ahead(counted(made))) if (value === 2) break;
    expect(made).toEqual([1, 2, 3, 0]);
  });

  it('fails where its source does, behind what came before', async () => {
    const seen: number[] = [];
    const reading = async () => {
      for await (const value of ahead(counted([], 5, 3))) seen.push(value);
    };
    await expect(reading()).rejects.toThrow('no 3');
    expect(seen).toEqual([1, 2]);
  });

  it('takes what is there at once as well', async () => {
    const seen: number[] = [];
    for await (const value of ahead([1, 2])) seen.push(value);
    expect(seen).toEqual([1, 2]);
  });
});
