import { compileCondition, type Condition } from './condition.js';
import type { Facts } from './derived-facts.js';
import { sheetOf } from './fact-sheet.js';

const names = {
  sets: { LOCAL: ['JP'] },
  conditions: { here: { in: ['location', '@LOCAL'] } as Condition, circle: { use: 'circle' } as Condition },
};
const facts: Facts = {
  location: 'JP',
  route: null,
  itemsOpen: true,
  itemsUnknown: [],
  itemsSensitive: [0],
  sale: false,
};

function holds(condition: Condition): boolean {
  return compileCondition(condition, names)(sheetOf(facts));
}

describe('a condition as data', () => {
  it.each<[Condition, boolean]>([
    [{ is: 'itemsOpen' }, true],
    [{ is: 'sale' }, false],
    [{ given: 'location' }, true],
    [{ given: 'route' }, false],
    [{ given: 'itemsUnknown' }, false],
    [{ given: 'itemsSensitive' }, true],
    [{ eq: ['location', 'JP'] }, true],
    [{ eq: ['location', 'FOREIGN_OTHER'] }, false],
    [{ in: ['location', '@LOCAL'] }, true],
    [{ in: ['route', ['C1']] }, false],
    [{ use: 'here' }, true],
    [{ not: { use: 'here' } }, false],
    [{ all: [{ use: 'here' }, { is: 'sale' }] }, false],
    [{ any: [{ use: 'here' }, { is: 'sale' }] }, true],
    [{ all: [] }, true],
    [{ any: [] }, false],
  ])('%j is %s', (condition, expected) => {
    expect(holds(condition)).toBe(expected);
  });

  it.each<[string, Condition]>([
    ['an unknown set', { in: ['location', '@NOWHERE'] }],
    ['an unknown condition', { use: 'nothing' }],
    ['a condition that refers to itself', { use: 'circle' }],
    ['a word that is no operator', { maybe: 'route' } as unknown as Condition],
  ])('is refused with %s', (_, condition) => {
    expect(() => holds(condition)).toThrow();
  });
});
