import { joinOfTile, leafHash, TILE_WIDTH } from '#proof';
import { TileNodes } from './tile-nodes.js';

const tile = Buffer.concat(Array.from({ length: TILE_WIDTH }, (_, index) => leafHash(Buffer.from(`leaf ${index}`))));

it('makes the same hashes above a tile as the tile itself, in any order and again', () => {
  const nodes = new TileNodes(tile);
  for (const width of [256, 1, 2, 64, 4, 128, 8, 32, 16, 256])
    for (let from = 0; from < TILE_WIDTH; from += width)
      expect(Buffer.from(nodes.join(from, from + width))).toEqual(Buffer.from(joinOfTile(tile, from, from + width)));
});
