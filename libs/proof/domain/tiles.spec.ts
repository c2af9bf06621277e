import { decodeEntries, encodeEntries } from './entry-bundle.js';
import { EMPTY_FRONTIER, grow } from './frontier.js';
import { leafHash } from './hashes.js';
import { joinOfTile, placeInTiles, tileOfPath, tilePath, tileWidth } from './tiles.js';

describe('the path of a tile', () => {
  it.each([
    [{ level: 0, index: 0, width: 256 }, 'tile/0/000'],
    [{ level: 0, index: 273, width: 112 }, 'tile/0/273.p/112'],
    [{ level: 3, index: 1_234_067, width: 256 }, 'tile/3/x001/x234/067'],
    [{ level: 'entries' as const, index: 5_000, width: 1 }, 'tile/entries/x005/000.p/1'],
  ])('of %j is %s, and back', (tile, path) => {
    expect(tilePath(tile)).toBe(path);
    expect(tileOfPath(path)).toEqual(tile);
  });

  it.each([
    'tile/00/000',
    'tile/64/000',
    'tile/0/0',
    'tile/0/1000',
    'tile/0/x000/001',
    'tile/0/001/067',
    'tile/0/000.p/0',
    'tile/0/000.p/256',
    'tile/0/000.p/07',
    'tile/0/000/',
    'tile/-1/000',
    'tile/data/000',
    'tile/0/../000',
    'tile/0/x999/x999/x999/x999/x999/x999/999',
    '',
  ])('is not %j', (path) => {
    expect(tileOfPath(path)).toBeNull();
  });
});

it('a tree of 70,000 has the tiles of the example in the specification', () => {
  expect([0, 272, 273, 274].map((index) => tileWidth(0, index, 70_000))).toEqual([256, 256, 112, 0]);
  expect([0, 1, 2].map((index) => tileWidth(1, index, 70_000))).toEqual([256, 17, 0]);
  expect([0, 1].map((index) => tileWidth(2, index, 70_000))).toEqual([1, 0]);
  expect([tileWidth(0, 0, 256), tileWidth(1, 0, 256)]).toEqual([256, 1]);
});

it('every perfect subtree of a tree is found in its tiles', () => {
  const tiles = new Map<string, number[]>();
  const hashes: [level: number, index: number, hash: Uint8Array][] = [];
  const leaves = Array.from({ length: 1_000 }, (_, index) => leafHash(Buffer.from(String(index))));
  grow(EMPTY_FRONTIER, leaves, ({ level, index }, hash) => {
    hashes.push([level, index, hash]);
    if (level % 8 !== 0) return;
    const name = `${level / 8}/${Math.floor(index / 256)}`;
    tiles.set(name, [...(tiles.get(name) ?? []), ...hash]);
  });
  for (const [level, index, hash] of hashes) {
    const place = placeInTiles({ level, index });
    const tile = Uint8Array.from(tiles.get(`${place.level}/${place.index}`)!);
    expect(Buffer.from(joinOfTile(tile, place.from, place.to)).equals(hash)).toBe(true);
  }
  expect(() => joinOfTile(new Uint8Array(32), 0, 2)).toThrow(RangeError);
});

describe('a bundle of entries', () => {
  it('gives them back', () => {
    const entries = [Buffer.from('a'), Buffer.alloc(0), Buffer.alloc(65_535, 7)];
    expect(decodeEntries(encodeEntries(entries)).map((entry) => Buffer.from(entry))).toEqual(entries);
    expect(decodeEntries(new Uint8Array(0))).toEqual([]);
  });

  it('is refused when it ends within one, or one is too long', () => {
    const bundle = encodeEntries([Buffer.from('abc')]);
    for (const length of [1, 2, 4]) expect(() => decodeEntries(bundle.subarray(0, length))).toThrow(RangeError);
    expect(() => encodeEntries([Buffer.alloc(65_536)])).toThrow(RangeError);
  });
});
