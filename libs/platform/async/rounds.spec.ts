import { Rounds } from './rounds.js';

describe('rounds', () => {
  it('go on, each after the rest that the one before it asked for', async () => {
    const rounds = new Rounds();
    let count = 0;
    const third = new Promise<void>((resolve) =>
      rounds.start(async () => {
        count += 1;
        if (count === 3) resolve();
        return 1;
      }),
    );
    await third;
    await rounds.stop();
    const stopped = count;
    await new Promise((resolve) => setImmediate(resolve));
    expect(count).toBe(stopped);
  });

  it('are stopped once the one of now is over, however long it would have rested', async () => {
    const rounds = new Rounds();
    let end = (): void => {};
    let isOver = false;
    rounds.start(async () => {
      await new Promise<void>((resolve) => (end = resolve));
      isOver = true;
      return 1_000_000;
    });
    const stopping = rounds.stop();
    expect(isOver).toBe(false);
    end();
    await stopping;
    expect(isOver).toBe(true);
  });

  it('do nothing when they were never begun', async () => {
    await expect(new Rounds().stop()).resolves.toBeUndefined();
  });
});
