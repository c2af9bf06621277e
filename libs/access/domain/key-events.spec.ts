import { keyHistoryOf, type NotedKeyEvent } from './key-events.js';

const rotated = (version: number, at: string): NotedKeyEvent => ({
  event: { type: 'KeyRotated', data: { version } },
  at,
});
const retired = (through: number, at: string): NotedKeyEvent => ({
  event: { type: 'KeyRetired', data: { through } },
  at,
});

describe('the history of the keys of an association', () => {
  const history = keyHistoryOf([rotated(2, 'a'), rotated(3, 'b'), retired(2, 'c'), rotated(4, 'd'), retired(3, 'e')]);

  it('tells when each version was made, save the first', () => {
    expect([1, 2, 3, 4, 5].map(history.madeAt)).toEqual([null, 'a', 'b', 'd', null]);
  });

  it('tells when all versions up to one were gone', () => {
    expect([1, 2, 3, 4].map(history.retiredAt)).toEqual(['c', 'c', 'e', null]);
  });

  it('is empty of an association whose keys were never changed', () => {
    expect(keyHistoryOf([]).retiredAt(1)).toBeNull();
  });
});
