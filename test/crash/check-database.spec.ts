import { toPosition } from '#event-store';
import { headFaults } from './check-database.js';

describe('the head of a log', () => {
  it.each([
    ['the end of what was read', 7, 7],
    ['moved while the log was read', 6, 7],
    ['moved after the last page of it', 7, 9],
  ])('is right where it is %s', (_, before, after) => {
    expect(headFaults('mihon', 7, [toPosition(before), toPosition(after)])).toEqual([]);
  });

  it.each([
    ['there is no event yet', 8, 8],
    ['there were events beyond it', 6, 6],
  ])('is wrong where %s', (_, before, after) => {
    expect(headFaults('mihon', 7, [toPosition(before), toPosition(after)])).toHaveLength(1);
  });
});
