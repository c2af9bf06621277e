import { revisionSeen, revisionTag } from './revision-tag.js';

describe('the tag of a stream', () => {
  it('comes back as the revision that it was made of', () => {
    expect(revisionSeen(revisionTag(0))).toBe(0);
    expect(revisionSeen(` ${revisionTag(41)} `)).toBe(41);
  });

  it.each(['*', 'W/"1"', '1', '"-1"', '"a"', '"1", "2"', ''])('is nothing else, such as %s', (tag) => {
    expect(() => revisionSeen(tag)).toThrow(expect.objectContaining({ code: 'invalid-request' }));
  });

  it('must be said by whoever changes something', () => {
    expect(() => revisionSeen(undefined)).toThrow(expect.objectContaining({ code: 'if-match-missing' }));
  });
});
