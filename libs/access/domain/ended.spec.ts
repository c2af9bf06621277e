import { isOver, NOTHING_ENDED, withEvent, type NotedEndedEvent } from './ended.js';

const endingOf = (events: NotedEndedEvent[]) => events.reduce(withEvent, NOTHING_ENDED);
const at = (second: number) => new Date(second * 1_000).toISOString();
const ended = (second: number): NotedEndedEvent => ({ type: 'AccountTokensEnded', at: at(second) });
const closed = (second: number): NotedEndedEvent => ({ type: 'AccountClosed', at: at(second) });
const reopened = (second: number): NotedEndedEvent => ({ type: 'AccountReopened', at: at(second) });
/** Of tokens issued at these seconds, those that are of no more use. */
const over = (events: NotedEndedEvent[], ...issued: (number | undefined)[]) =>
  issued.filter((one) => isOver(endingOf(events), one));

describe('a token', () => {
  it('is of use where nothing ended', () => {
    expect(endingOf([])).toEqual(NOTHING_ENDED);
    expect(over([], 0, 10, undefined)).toEqual([]);
  });

  it('is of no more use where it was issued until its account ended its tokens, or does not say when', () => {
    expect(over([ended(5)], 4, 5, 6, undefined)).toEqual([4, 5, undefined]);
    expect(over([ended(5), ended(8)], 6, 8, 9)).toEqual([6, 8]);
    expect(over([ended(8), ended(5)], 6, 8, 9)).toEqual([6, 8]);
  });

  it('is of no use at all while its account is closed, and none of those of before is afterwards', () => {
    expect(over([closed(5)], 4, 6, 1_000, undefined)).toEqual([4, 6, 1_000, undefined]);
    expect(over([closed(5), reopened(20)], 4, 19, 20, 21)).toEqual([4, 19, 20]);
  });

  it('is told since when its account is closed, however often it was', () => {
    expect(endingOf([closed(5), closed(9), ended(10)]).closedAt).toBe(at(5));
  });
});
