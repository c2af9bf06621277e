import { lineLabel, type LabelledLine } from './line-label.js';
import { BASES, DIRECTIONS, ROUTES, type Basis, type Direction, type Route } from './vocabulary.js';
import { ruleset } from '../testing/builders.js';

const legalLabel = (line: LabelledLine) => lineLabel(ruleset, line);

const routes: readonly (Route | null)[] = [...ROUTES, null];
const codeOf = (direction: Direction, route: Route | null, basis: Basis | null = null) =>
  legalLabel({ direction, route, basis, allowed: true }).code;
const routesOf = (direction: Direction, code: string) => routes.filter((route) => codeOf(direction, route) === code);

describe('what the law calls a line that went out', () => {
  it.each<[string, (Route | null)[]]>([
    ['third-party-provision', ['C1', 'C1i', 'E2', 'E3', 'E4', 'E5', 'E6', 'E7', 'O', 'F', 'P']],
    ['statutory', ['E1']],
    ['entrustment', ['N1']],
    ['succession', ['N2']],
    ['joint-use', ['N3']],
    ['other', ['X', null]],
    ['receipt', []],
  ])('is %s for %j (art. 27, 28, 31)', (code, expected) => {
    expect(routesOf('OUT', code)).toEqual(expected);
  });
});

describe('what the law calls a line that came in', () => {
  it('is a receipt on every route by which a third party provides (art. 30)', () => {
    const received = ['C1', 'C1i', 'E1', 'E2', 'E3', 'E4', 'E5', 'E6', 'E7', 'O', 'F', 'P', null];
    expect(routesOf('IN', 'receipt')).toEqual(received);
  });

  it('is no receipt between those who share as one: entrustment, succession, joint use (art. 27(5), 30(1))', () => {
    expect(['N1', 'N2', 'N3', 'X'].map((route) => codeOf('IN', route as Route))).toEqual([
      'entrustment',
      'succession',
      'joint-use',
      'other',
    ]);
  });
});

describe('what the law calls a line that was not lawful', () => {
  const unlawful = (direction: Direction, route: Route) =>
    legalLabel({ direction, route, basis: null, allowed: false }).code;

  it('is a provision where it went out as joint use, entrustment or succession', () => {
    expect((['N1', 'N2', 'N3'] as const).map((route) => unlawful('OUT', route))).toEqual(
      Array(3).fill('third-party-provision'),
    );
  });

  it('is a receipt where it came in so', () => {
    expect(unlawful('IN', 'N3')).toBe('receipt');
  });

  it('is otherwise what it was', () => {
    expect([unlawful('OUT', 'E1'), unlawful('OUT', 'C1')]).toEqual(['statutory', 'third-party-provision']);
  });
});

describe('what the law calls a line on a basis where art. 27 to 30 are not asked', () => {
  it.each(BASES)('%s', (basis) => {
    const expected = basis === 'NUM' ? 'number-act' : 'other';
    for (const direction of DIRECTIONS) expect(codeOf(direction, null, basis)).toBe(expected);
  });
});

it('says each label in both languages', () => {
  const labels = DIRECTIONS.flatMap((direction) =>
    routes.map((route) => legalLabel({ direction, route, basis: null, allowed: true })),
  );
  expect(labels.every(({ ja, en }) => ja.length > 0 && en.length > 0)).toBe(true);
  expect(legalLabel({ direction: 'OUT', route: 'N3', basis: null, allowed: true })).toEqual({
    code: 'joint-use',
    ja: '共同利用',
    en: 'Joint use',
  });
  expect(legalLabel({ direction: 'OUT', route: 'N1', basis: null, allowed: true }).ja).toBe('委託');
  expect(legalLabel({ direction: 'OUT', route: 'N2', basis: null, allowed: true }).ja).toBe('事業の承継');
});
