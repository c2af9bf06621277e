import { simulate } from './simulate.js';
import type { Planted } from './tables.js';

const SEEDS = 50;
/** A bug that is there must show within so many seeds. */
const FOUND_WITHIN = 50;

describe('the store and the projector over a database that fails', () => {
  it(`keep every promise under ${SEEDS} seeds`, async () => {
    let [told, kills] = [0, 0];
    for (let seed = 1; seed <= SEEDS; seed += 1) {
      const run = await simulate(seed);
      expect({ seed, faults: run.faults }).toEqual({ seed, faults: [] });
      told += run.told;
      kills += run.kills;
    }
    // Enough was written, and enough was killed, for the silence to mean something.
    expect([told, kills > SEEDS]).toEqual([SEEDS * 24, true]);
  }, 300_000);

  it('are run again by their seed, choice for choice', async () => {
    const [first, again, other] = [await simulate(5), await simulate(5), await simulate(6)];
    expect(again.trace).toEqual(first.trace);
    expect(other.trace).not.toEqual(first.trace);
  }, 60_000);

  it.each<[string, Planted, RegExp]>([
    ['a check of revisions that takes no lock', { withoutCas: true }, /revision|head of/],
    [
      'an acknowledgement before the commit',
      { acknowledgesEarly: true },
      /there 0 times|rows were folded|does not continue/,
    ],
    ['rows beside the transaction of their checkpoint', { rowsOutside: true }, /rows were folded/],
    ['positions that a rollback does not give back', { positionsFromSequence: true }, /stands at place/],
  ])(
    'would show %s',
    async (_bug, planted, said) => {
      const found: string[] = [];
      for (let seed = 1; seed <= FOUND_WITHIN && !found.some((fault) => said.test(fault)); seed += 1) {
        found.push(...(await simulate(seed, planted)).faults);
      }
      expect(found.join('\n')).toMatch(said);
    },
    300_000,
  );
});
