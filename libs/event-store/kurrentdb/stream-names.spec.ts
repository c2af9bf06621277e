import fc from 'fast-check';
import { StreamNames } from './stream-names.js';

describe('names of KurrentDB streams', () => {
  const names = new StreamNames('5f0c');
  const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 });

  it('are unlike for unlike places', () => {
    fc.assert(
      fc.property(name, name, name, name, (a, b, c, d) => {
        expect(names.of(a, b) === names.of(c, d)).toBe(a === c && b === d);
      }),
    );
    expect(names.of('a/b', 'c')).not.toBe(names.of('a', 'b/c'));
    expect(names.of('a', 'b%2Fc')).not.toBe(names.of('a', 'b/c'));
  });

  it('begin with the prefix of their ledger and association, and never with the mark of the server', () => {
    fc.assert(
      fc.property(name, name, (association, stream) => {
        expect(names.of(association, stream).startsWith(names.ofAssociation(association))).toBe(true);
        expect(names.of(association, stream).startsWith('kiroku-5f0c/')).toBe(true);
      }),
    );
    expect(names.of('$all', '$ce').startsWith('$')).toBe(false);
    expect(names.of('ab', 'c').startsWith(names.ofAssociation('a'))).toBe(false);
  });

  it('tell the stream that a stream of metadata describes', () => {
    expect(names.describedBy(`$$${names.of('a', 'b')}`)).toBe(names.of('a', 'b'));
    expect(names.describedBy(names.of('a', 'b'))).toBeNull();
  });
});
