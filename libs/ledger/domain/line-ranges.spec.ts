import fc from 'fast-check';
import { fromRanges, toRanges } from './line-ranges.js';

describe('line ranges', () => {
  it('joins neighbours and leaves gaps', () => {
    expect(toRanges([1, 2, 3, 7, 9, 10])).toEqual([
      [1, 3],
      [7, 7],
      [9, 10],
    ]);
    expect(toRanges([])).toEqual([]);
  });

  it('gives back every line, whatever lines there are', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 200 })), (some) => {
        const lines = some.sort((a, b) => a - b);
        expect(fromRanges(toRanges(lines))).toEqual(lines);
      }),
    );
  });
});
