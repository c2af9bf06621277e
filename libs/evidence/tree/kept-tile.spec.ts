import { HASH_BYTES, joinOfTile, leafHash, TILE_WIDTH } from '#proof';
import { KeptTile } from './kept-tile.js';
import { SIXTEEN, SIXTEEN_BYTES, TilePart } from './tile-part.js';

const tile = Buffer.concat(Array.from({ length: TILE_WIDTH }, (_, index) => leafHash(Buffer.from(`leaf ${index}`))));
const sixteens = Buffer.concat(
  Array.from({ length: TILE_WIDTH / SIXTEEN }, (_, at) => joinOfTile(tile, at * SIXTEEN, (at + 1) * SIXTEEN)),
);

describe('a tile that is kept', () => {
  it('makes the same hashes above a tile as the tile itself, in any order and again', () => {
    for (const kept of [new KeptTile(tile), new KeptTile(tile, sixteens), new KeptTile(tile, sixteens.subarray(0, 96))])
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

describe('a part of a tile', () => {
  const part = new TilePart(3, tile.subarray(3 * SIXTEEN_BYTES, 4 * SIXTEEN_BYTES), sixteens);

  it('makes the same hashes as the tile, of its own sixteen and of all above', () => {
    for (const width of [1, 2, 4, 8])
      for (let from = 48; from < 64; from += width)
        expect(Buffer.from(part.join(from, from + width))).toEqual(Buffer.from(joinOfTile(tile, from, from + width)));
    for (const width of [16, 32, 64, 128, 256])
      for (let from = 0; from < TILE_WIDTH; from += width)
        expect(Buffer.from(part.join(from, from + width))).toEqual(Buffer.from(joinOfTile(tile, from, from + width)));
  });

  it('makes none of other hashes, nor of those that are not there', () => {
    expect(() => part.join(40, 48)).toThrow(RangeError);
    expect(() => part.join(64, 65)).toThrow(RangeError);
    const short = new TilePart(0, tile.subarray(0, 12 * HASH_BYTES), Buffer.alloc(0));
    expect(() => short.join(8, 16)).toThrow(RangeError);
    expect(() => short.join(0, 16)).toThrow(RangeError);
  });
});
