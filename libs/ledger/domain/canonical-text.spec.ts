import { canonicalText } from './canonical-text.js';

describe('the canonical text of a value', () => {
  it('is the same for every order of names, at every depth', () => {
    expect(canonicalText({ b: [{ y: 1, x: null }], a: '髙' })).toBe('{"a":"髙","b":[{"x":null,"y":1}]}');
  });

  it('keeps the order of lists and drops what is undefined', () => {
    expect(canonicalText([2, 1, { a: undefined }])).toBe('[2,1,{}]');
  });
});
