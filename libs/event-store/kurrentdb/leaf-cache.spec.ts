import { LeafCache } from './leaf-cache.js';

const hash = (number: number) => new Uint8Array(32).fill(number);

describe('the cache of leaves', () => {
  it('finds bytes by their hash, and nothing by another', () => {
    const cache = new LeafCache();
    cache.keep(hash(1), Uint8Array.of(7));
    expect(cache.find(hash(1))).toEqual(Uint8Array.of(7));
    expect(cache.find(hash(2))).toBeUndefined();
  });

  it('forgets the oldest when it is full, and counts a leaf once', () => {
    const cache = new LeafCache(20);
    for (const number of [1, 1, 1, 2]) cache.keep(hash(number), new Uint8Array(10));
    expect(cache.find(hash(1))).toHaveLength(10);
    cache.keep(hash(3), new Uint8Array(10));
    expect([1, 2, 3].map((number) => cache.find(hash(number))?.length)).toEqual([undefined, 10, 10]);
  });
});
