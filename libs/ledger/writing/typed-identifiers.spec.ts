import { typedIdentifiers } from './typed-identifiers.js';

describe('a number that was said to be of another kind', () => {
  const isTyped = typedIdentifiers([{ pointer: '/evidence/0/ref' }]);

  it.each(['123456789018', '１２３４５６７８９０１８', '１２３４ ５６７８ ９０１８', '1234-5678-9018', 'K/2026-001'])(
    'passes in whatever width and groups: %s',
    (text) => {
      expect(isTyped('/evidence/0/ref', text)).toBe(true);
    },
  );

  it.each(['証券番号 123456789018', '123456789018 など', 'a b', ''])('does not with words around it: %s', (text) => {
    expect(isTyped('/evidence/0/ref', text)).toBe(false);
  });

  it('does not at another place', () => {
    expect(isTyped('/evidence/1/ref', '123456789018')).toBe(false);
  });
});
