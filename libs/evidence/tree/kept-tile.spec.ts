import { HASH_BYTES, joinOfTile, leafHash, TILE_WIDTH } from '#proof';
import { KeptTile } from './kept-tile.js';

const tile = Buffer.concat(Array.from({ length: TILE_WIDTH }, (_, index) => leafHash(Buffer.from(`leaf ${index}`))));

describe('a tile that is kept', () => {
  it('makes the same hashes above a tile as the tile itself, in any order and again', () => {
    const kept = new KeptTile(tile);
    for (const width of [256, 1, 2, 64, 4, 128, 8, 32, 16, 256])
      for (let from = 0; from < TILE_WIDTH; from += width)
        expect(Buffer.from(kept.join(from, from + width))).toEqual(Buffer.from(joinOfTile(tile, from, from + width)));
  });

  it('makes those of a tile that is not full as far as it goes, and none beyond', () => {
    const kept = new KeptTile(tile.subarray(0, 12 * HASH_BYTES));
    expect(Buffer.from(kept.join(0, 8))).toEqual(Buffer.from(joinOfTile(tile, 0, 8)));
    expect(Buffer.from(kept.join(8, 12))).toEqual(Buffer.from(joinOfTile(tile, 8, 12)));
    expect(() => kept.join(8, 16)).toThrow(RangeError);
    expect(() => kept.join(12, 13)).toThrow(RangeError);
  });
});
