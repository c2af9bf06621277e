import { freshBytes } from './random-bytes.js';

describe('random bytes out of a pool', () => {
  it('have the length that was asked for, and none is like another', () => {
    // More than one pool holds.
    const taken = Array.from({ length: 12_000 }, () => freshBytes(12));
    expect(new Set(taken.map((bytes) => bytes.length))).toEqual(new Set([12]));
    expect(new Set(taken.map((bytes) => bytes.toString('hex'))).size).toBe(12_000);
  });

  it('stay what they were when later ones are taken', () => {
    const first = freshBytes(16);
    const copy = Buffer.from(first);
    for (let count = 0; count < 10_000; count += 1) freshBytes(16);
    expect(first.equals(copy)).toBe(true);
  });

  it('are never fewer than were asked for', () => {
    expect(() => freshBytes(65_537)).toThrow(RangeError);
  });
});
