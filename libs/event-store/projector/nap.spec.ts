import { Nap } from './nap.js';

const LONG = 20_000;
const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;

async function timeOf(sleep: Promise<void>): Promise<number> {
  const startedAt = performance.now();
  await sleep;
  return performance.now() - startedAt;
}

describe('a nap', () => {
  it('lasts as long as it should when nothing happens', async () => {
    expect(await timeOf(new Nap().sleep(30, { hearsHints: true }))).toBeGreaterThanOrEqual(29);
  });

  it('is cut short by a hint, and leaves no timer', async () => {
    const before = timers();
    const nap = new Nap();
    const sleep = nap.sleep(LONG, { hearsHints: true });
    expect(timers()).toBe(before + 1);
    nap.hint();
    await sleep;
    expect(timers()).toBe(before);
  });

  it('is left out when a hint came before it, until hints are forgotten', async () => {
    const nap = new Nap();
    nap.hint();
    await nap.sleep(LONG, { hearsHints: true });
    nap.forgetHints();
    expect(await timeOf(nap.sleep(30, { hearsHints: true }))).toBeGreaterThanOrEqual(29);
  });

  it('that hears no hints ends for whoever stops it only, and leaves no timer', async () => {
    const before = timers();
    const nap = new Nap();
    let isOver = false;
    const sleep = nap.sleep(LONG, { hearsHints: false }).then(() => (isOver = true));
    nap.hint();
    await new Promise((resolve) => setImmediate(resolve));
    expect(isOver).toBe(false);
    nap.end();
    await sleep;
    expect(timers()).toBe(before);
  });
});
