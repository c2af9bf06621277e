import { EMPTY_FRONTIER, grow, HASH_BYTES, leafHash, rootOf, TILE_WIDTH, type Tile, type TreeHead } from '#proof';
import { TilesVerification } from './tiles-verification.js';

const SIZE = 66_000;
const entries = Array.from({ length: SIZE }, (_, index) => new TextEncoder().encode(`entry ${index}`));
const hashes: Uint8Array[][] = [];
const frontier = grow(EMPTY_FRONTIER, entries.map(leafHash), ({ level }, hash) => {
  if (level % 8 === 0) (hashes[level / 8] ??= []).push(hash);
});
const head: TreeHead = { size: SIZE, root: rootOf(frontier) };

/** A log that answers from memory; `changed` is put in the place of some tiles and entries. */
class LogInMemory {
  constructor(private readonly changed: Readonly<Record<string, Uint8Array>> = {}) {}

  async tile({ level, index, width }: Tile): Promise<Uint8Array> {
    const tile = Buffer.concat(hashes[Number(level)]!.slice(index * TILE_WIDTH, index * TILE_WIDTH + width));
    return this.changed[`${level}/${index}`] ?? tile;
  }

  async entries({ index, width }: Omit<Tile, 'level'>): Promise<Uint8Array[]> {
    return Array.from(
      { length: width },
      (_, at) => this.changed[`entry ${index * TILE_WIDTH + at}`] ?? entries[index * TILE_WIDTH + at]!,
    );
  }
}

async function verify(changed: Readonly<Record<string, Uint8Array>> = {}, of = head): Promise<TilesVerification> {
  const tiles = new TilesVerification(new LogInMemory(changed), of, true);
  await tiles.run();
  return tiles;
}

describe('the tiles of a log', () => {
  it('make its root, on all levels, and its entries make the tiles', async () => {
    const { checked, failures } = await verify();
    expect(failures).toEqual([]);
    expect(checked).toEqual([
      { what: 'tile', count: 258 + 2 + 1 },
      { what: 'entry', count: SIZE },
      { what: 'root', count: 1 },
    ]);
  });

  it('name the position of an entry that was changed', async () => {
    const { failures } = await verify({ 'entry 700': new Uint8Array(3) });
    expect(failures).toMatchObject([{ what: 'entry-differs', position: '0000000000000701' }]);
  });

  it('name the tile above the leaves that was changed', async () => {
    const { failures } = await verify({ '1/1': new Uint8Array(HASH_BYTES) });
    expect(failures).toMatchObject([{ what: 'tile-differs', where: 'tile/1/001.p/1' }]);
  });

  it('are not those of another root', async () => {
    const { failures } = await verify({}, { size: SIZE, root: leafHash(new Uint8Array(0)) });
    expect(failures).toMatchObject([{ what: 'root-differs', where: `size ${SIZE}` }]);
  });

  it('that end too early are named', async () => {
    const { failures } = await verify({ '0/3': new Uint8Array(HASH_BYTES) }, head);
    expect(failures[0]).toMatchObject({ what: 'tile-differs', where: 'tile/0/003' });
  });
});
