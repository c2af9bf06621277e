import { transferIdentity } from './transfer-identity.js';

describe("a transfer's identity", () => {
  it('is this one for ever: a file that comes again after years is the same facts', () => {
    expect(transferIdentity('mihon-kenpo', 'kenpo-core', 'B04-2026-06')).toBe('10ca2bf4-3ddd-5802-9389-0af0178403dd');
  });

  it('is the same for the same names', () => {
    expect(transferIdentity('a', 'b', 'c')).toBe(transferIdentity('a', 'b', 'c'));
  });

  it.each<[string, Parameters<typeof transferIdentity>]>([
    ['association', ['z', 'b', 'c']],
    ['source', ['a', 'z', 'c']],
    ['externalId', ['a', 'b', 'z']],
  ])('differs by %s', (_, names) => {
    expect(transferIdentity(...names)).not.toBe(transferIdentity('a', 'b', 'c'));
  });

  it('does not let the end of one name pass for the beginning of the next', () => {
    expect(transferIdentity('a', 'bc', 'd')).not.toBe(transferIdentity('a', 'b', 'cd'));
    expect(transferIdentity('a', 'b","c', 'd')).not.toBe(transferIdentity('a', 'b', 'c","d'));
  });
});
