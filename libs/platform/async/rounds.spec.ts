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

  it('tell a round that is long when they are to stop', async () => {
    const rounds = new Rounds();
    rounds.start(async () => {
      await new Promise<void>((resolve) => rounds.stopping.addEventListener('abort', () => resolve()));
      return 1_000_000;
    });
    expect(rounds.stopping.aborted).toBe(false);
    await rounds.stop();
    expect(rounds.stopping.aborted).toBe(true);
  });

  it('begin after a rest where one is asked for, and leave it out when they are stopped before its end', async () => {
    const rounds = new Rounds();
    let count = 0;
    rounds.start(async () => {
      count += 1;
      return 1_000_000;
    }, 1_000_000);
    await rounds.stop();
    expect(count).toBe(0);
  });

  it('go on at a hint, which counts as well where it came within a round', async () => {
    const rounds = new Rounds();
    let count = 0;
    let told = (): void => {};
    const next = () => new Promise<void>((resolve) => (told = resolve));
    const first = next();
    rounds.start(async () => {
      count += 1;
      if (count === 2) rounds.hint();
      told();
      return 1_000_000;
    });
    await first;
    const third = new Promise<void>((resolve) => {
      told = () => {
        if (count === 3) resolve();
      };
    });
    await new Promise((resolve) => setImmediate(resolve));
    rounds.hint();
    await third;
    await rounds.stop();
    expect(count).toBe(3);
  });

  it('do nothing when they were never begun', async () => {
    await expect(new Rounds().stop()).resolves.toBeUndefined();
  });
});
