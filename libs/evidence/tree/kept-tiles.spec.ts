import { HASH_BYTES, TILE_WIDTH } from '#proof';
import { KEPT_TILE_BYTES_MAX, KeptTile } from './kept-tile.js';
import { KeptTiles } from './kept-tiles.js';

const A = 'kenpo';
const BYTES_MAX = 32 * 1_048_576;
const aTile = (width: number) => new KeptTile(Buffer.alloc(width * HASH_BYTES));

describe('tiles that are kept', () => {
  it('take no more than 32 MB, of all logs together', () => {
    const kept = new KeptTiles();
    const tile = aTile(TILE_WIDTH);
    const count = 3 * Math.floor(BYTES_MAX / KEPT_TILE_BYTES_MAX);
    const places = Array.from({ length: count }, (_, index) => [`log ${index % 7}`, { level: 0, index }] as const);
    for (const [log, place] of places) kept.of(log).keep(place, tile);
    const still = places.filter(([log, place]) => kept.of(log).tile(place, TILE_WIDTH));
    expect(still.length).toBeGreaterThan(0);
    expect(still.length * KEPT_TILE_BYTES_MAX).toBeLessThanOrEqual(BYTES_MAX);
  });

  it('are of one log', () => {
    const kept = new KeptTiles();
    kept.of(A).keep({ level: 0, index: 3 }, aTile(TILE_WIDTH));
    expect(kept.of(A).tile({ level: 0, index: 3 }, TILE_WIDTH)).toBeDefined();
    expect(kept.of('another').tile({ level: 0, index: 3 }, TILE_WIDTH)).toBeUndefined();
    expect(kept.of(A).tile({ level: 1, index: 3 }, TILE_WIDTH)).toBeUndefined();
  });

  it('answer for no more hashes than they have', () => {
    const log = new KeptTiles().of(A);
    log.keep({ level: 0, index: 0 }, aTile(12));
    expect(log.tile({ level: 0, index: 0 }, 12)).toBeDefined();
    expect(log.tile({ level: 0, index: 0 }, 13)).toBeUndefined();
  });

  it('are forgotten with their log, and so is what was under way to be kept of it', () => {
    const kept = new KeptTiles();
    const before = kept.of(A);
    before.keep({ level: 0, index: 0 }, aTile(TILE_WIDTH));
    before.keepEdge({ from: 256, to: 300 }, new Uint8Array(HASH_BYTES));
    kept.forget(A);
    before.keep({ level: 0, index: 1 }, aTile(TILE_WIDTH));
    const after = kept.of(A);
    expect(after.tile({ level: 0, index: 0 }, 1)).toBeUndefined();
    expect(after.tile({ level: 0, index: 1 }, 1)).toBeUndefined();
    expect(after.edge({ from: 256, to: 300 })).toBeUndefined();
  });
});
