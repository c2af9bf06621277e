import { SeenSizes } from './seen-sizes.js';

const at = (seconds: number) => new Date(1_000 * seconds);

/** Of which time a tree is each time that it is looked at, by its size and that of its log. */
function timesOf(looks: readonly (readonly [tree: number, log: number])[]): (number | null)[] {
  const seen = new SeenSizes();
  return looks.map(([tree, size], index) => {
    const time = seen.asOf('kenpo', tree, { size, at: at(index) });
    return time && time.getTime() / 1_000;
  });
}

describe('the time that a tree is of', () => {
  it.each<[string, [number, number][], (number | null)[]]>([
    [
      'now, where it has all of its log',
      [
        [3, 3],
        [3, 3],
        [5, 5],
      ],
      [0, 1, 2],
    ],
    [
      'when its log was as long, while it stands still',
      [
        [3, 3],
        [3, 4],
        [3, 9],
        [3, 20],
      ],
      [0, 0, 0, 0],
    ],
    [
      'when its log was as long, while it follows',
      [
        [3, 3],
        [3, 5],
        [4, 7],
        [6, 9],
        [8, 11],
        [11, 13],
      ],
      [0, 0, 0, 1, 1, 3],
    ],
    [
      'none that was seen, until it comes to the first',
      [
        [1, 4],
        [2, 5],
        [3, 6],
        [4, 7],
        [7, 7],
      ],
      [null, null, null, 0, 4],
    ],
    [
      'now, where a loss was accepted',
      [
        [9, 9],
        [9, 12],
        [5, 5],
        [5, 6],
      ],
      [0, 0, 2, 2],
    ],
  ])('is %s', (_, looks, times) => {
    expect(timesOf(looks)).toEqual(times);
  });
});
