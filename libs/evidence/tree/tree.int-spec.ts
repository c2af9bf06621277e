import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { Projector, ProjectionOrders, type EventStore, type StoredEvent } from '#event-store';
import { createDataSource, inTransaction } from '#platform';
import {
  consistencyRanges,
  inclusionRanges,
  isConsistent,
  isIncluded,
  leafHash,
  merkleRoot,
  TILE_WIDTH,
  tileWidth,
} from '#proof';
import { createTestDatabase, type TestDatabase } from '../../../test/harness/database.js';
import { anEvidence, someDrafts } from '../testing/an-evidence.js';
import { TileSixteens1760000083300 } from '../migrations/1760000083300-tile-sixteens.js';
import { TreeReader } from './tree-reader.js';
import { TreeProjection } from './tree.projection.js';

let database: TestDatabase;
let pool: Pool;
let end: () => Promise<void>;
let store: EventStore;
let association: string;
beforeAll(async () => {
  database = await createTestDatabase();
  ({ pool, store, end } = await anEvidence(database.url));
});
beforeEach(() => {
  association = randomUUID();
});
afterAll(async () => {
  await end();
  await database.drop();
});

/** Events as a projection is given them, of which it needs place and hash alone. */
function events(from: number, to: number): StoredEvent[] {
  return Array.from({ length: to - from }, (_, index) => {
    const position = String(from + index + 1).padStart(16, '0');
    const bytes = Buffer.from(`${association} ${position}`);
    return { position, bytes, leafHash: leafHash(bytes), envelope: { association } } as unknown as StoredEvent;
  });
}

/** Each call is a projector that begins anew: it knows what the rows say. */
const take = (some: readonly StoredEvent[]) =>
  inTransaction(pool, (client) => new TreeProjection().apply(some, { client, table: (name) => name }));
const reader = () => new TreeReader(pool);
const leaves = (size: number) => events(0, size).map((event) => event.leafHash);
const rows = async () =>
  (
    await pool.query(
      `SELECT level, index, encode(hashes, 'hex') AS hashes, encode(sixteens, 'hex') AS sixteens FROM evidence.tile WHERE association = $1 ORDER BY 1, 2`,
      [association],
    )
  ).rows;

describe('the tree of a log', () => {
  it('has no head before its first event', async () => {
    expect(await reader().head(association)).toBeNull();
    expect(await reader().tile(association, { level: 0, index: 0, width: 1 })).toBeNull();
  });

  it.each([
    ['one by one', Array.from({ length: 20 }, () => 1)],
    ['in batches of any size', [1, 7, 250, 254, 1, 511, 3, 1_000, 29]],
    ['about the width of a tile', [255, 1, 255, 1, 256, 257]],
    ['all at once', [66_000]],
  ])('grows %s to the root of its definition', async (_, sizes) => {
    let size = 0;
    for (const more of sizes) {
      await take(events(size, size + more));
      size += more;
      if (sizes.length < 10) expect(await reader().head(association)).toEqual({ size, root: merkleRoot(leaves(size)) });
    }
    expect(await reader().head(association)).toEqual({ size, root: merkleRoot(leaves(size)) });
  });

  it('has the same tiles however its events came', async () => {
    await take(events(0, 1_000));
    const whole = await rows();
    await pool.query(`DELETE FROM evidence.tile WHERE association = $1`, [association]);
    await pool.query(`DELETE FROM evidence.tree WHERE association = $1`, [association]);
    for (const [from, to] of [
      [0, 1],
      [1, 300],
      [300, 511],
      [511, 513],
      [513, 1_000],
    ] as const)
      await take(events(from, to));
    expect(await rows()).toEqual(whole);
  });

  it('has the hashes over sixteens as the migration makes them of tiles that were there', async () => {
    await take(events(0, 5_000));
    const grown = await rows();
    const source = createDataSource({ url: database.url });
    await source.initialize();
    const runner = source.createQueryRunner();
    await new TileSixteens1760000083300().down(runner);
    await new TileSixteens1760000083300().up(runner);
    await runner.release();
    await source.destroy();
    expect(await rows()).toEqual(grown);
  });

  it('keeps no more than the right edge to go on from', async () => {
    await take(events(0, 1_023));
    const { rows: kept } = await pool.query(
      `SELECT octet_length(frontier) AS bytes FROM evidence.tree WHERE association = $1`,
      [association],
    );
    expect(kept).toEqual([{ bytes: 10 * 32 }]);
  });

  it('is read anew where a log was replaced: a full tile is kept until it is said to be forgotten', async () => {
    await take(events(0, 300));
    const [tree, place] = [reader(), { level: 0, index: 0, width: 256 }];
    const before = await tree.tile(association, place);
    const other = Buffer.alloc(256 * 32, 7);
    await pool.query(`UPDATE evidence.tile SET hashes = $2 WHERE association = $1 AND level = 0 AND index = 0`, [
      association,
      other,
    ]);
    expect(await tree.tile(association, place)).toEqual(before);
    tree.forget('another');
    expect(await tree.tile(association, place)).toEqual(before);
    tree.forget(association);
    expect(await tree.tile(association, place)).toEqual(other);
  });

  describe('of which tiles are kept', () => {
    const prove = async (tree: TreeReader, index: number, size: number) => {
      const path = await tree.hashes(association, inclusionRanges(index, size));
      const all = leaves(size);
      return isIncluded(all[index]!, index, path, { size, root: merkleRoot(all) });
    };
    /** A reader, and how many statements it sent. */
    const countedReader = () => {
      const sent = { count: 0 };
      const query = (statement: never) => {
        sent.count += 1;
        return pool.query(statement);
      };
      return { tree: new TreeReader({ query } as unknown as Pool), sent };
    };

    it('asks for each tile that a proof needs, for one of leaves again as a whole, and not for what it has', async () => {
      await take(events(0, 1_500));
      const { tree, sent } = countedReader();
      for (const [index, count] of [
        [3, 3], // A part of the leaf's tile, one at the right edge, and the level above.
        [200, 4], // The whole tile.
        [3, 4],
        [300, 5],
        [300, 6],
        [301, 6],
      ] as const) {
        expect(await prove(tree, index, 1_500)).toBe(true);
        expect(sent.count).toBe(count);
      }
    });

    it('keeps of a tile that grows what the proven tree has, and nothing behind it', async () => {
      await take(events(0, 1_400));
      const tree = reader();
      for (const index of [1_290, 1_299]) expect(await prove(tree, index, 1_300)).toBe(true);
      // Leaves that nothing was signed of may be lost, and others come in their place.
      const { rows: before } = await pool.query<{ hashes: Buffer }>(
        `SELECT hashes FROM evidence.tile WHERE association = $1 AND level = 0 AND index = 5`,
        [association],
      );
      const signed = before[0]!.hashes.subarray(0, (1_300 - 1_280) * 32);
      await pool.query(
        `UPDATE evidence.tile SET hashes = $2, sixteens = $3 WHERE association = $1 AND level = 0 AND index = 5`,
        [association, Buffer.concat([signed, Buffer.alloc(100 * 32, 7)]), Buffer.alloc(7 * 32, 7)],
      );
      const tile = await tree.tile(association, { level: 0, index: 5, width: 21 });
      expect(tile?.subarray(20 * 32)).toEqual(Buffer.alloc(32, 7));
      expect(tile?.subarray(0, 20 * 32)).toEqual(signed);
    });

    it('proves in a tree that has grown as in the one before', async () => {
      await take(events(0, 300));
      const tree = reader();
      for (const size of [300, 301, 511, 512, 513, 1_030]) {
        const { size: from } = (await tree.head(association))!;
        if (size > from) await take(events(from, size));
        for (const index of [0, 255, 256, size - 1]) expect(await prove(tree, index, size)).toBe(true);
        expect(await prove(tree, 7, 300)).toBe(true);
      }
    });

    it('has nothing more of a log that was replaced, not even its right edge', async () => {
      await take(events(0, 700));
      const tree = reader();
      await prove(tree, 3, 700);
      await pool.query(`DELETE FROM evidence.tile WHERE association = $1`, [association]);
      await pool.query(`DELETE FROM evidence.tree WHERE association = $1`, [association]);
      const others = events(0, 700).map((event) => ({ ...event, leafHash: leafHash(event.leafHash) }));
      await take(others as StoredEvent[]);
      tree.forget(association);
      const all = others.map((event) => event.leafHash);
      const path = await tree.hashes(association, inclusionRanges(3, 700));
      expect(isIncluded(all[3]!, 3, path, { size: 700, root: merkleRoot(all) })).toBe(true);
    });
  });

  it('stops at a hole, at an event that came before, and at one in the midst of others', async () => {
    await take(events(0, 10));
    const before = await reader().head(association);
    await expect(take(events(11, 12))).rejects.toThrow('does not end where its log goes on');
    await expect(take(events(9, 12))).rejects.toThrow('does not end where its log goes on');
    await expect(take([...events(10, 12), ...events(13, 15)])).rejects.toThrow('does not end where its log goes on');
    await expect(take([...events(10, 12), ...events(11, 13)])).rejects.toThrow('does not end where its log goes on');
    expect(await reader().head(association)).toEqual(before);
  });

  it('proves every leaf and every earlier size from its tiles', async () => {
    const size = 700;
    await take(events(0, size));
    const tree = reader();
    const all = leaves(size);
    const root = merkleRoot(all);
    for (const index of [0, 1, 255, 256, 511, 512, 513, 698, 699]) {
      const path = await tree.hashes(association, inclusionRanges(index, size));
      expect(isIncluded(all[index]!, index, path, { size, root })).toBe(true);
    }
    for (const old of [1, 2, 255, 256, 257, 512, 699]) {
      const proof = await tree.hashes(association, consistencyRanges(old, size));
      const oldHead = { size: old, root: merkleRoot(all.slice(0, old)) };
      expect(isConsistent(oldHead, { size, root }, proof)).toBe(true);
    }
    await expect(tree.hashes(association, inclusionRanges(3, 2_000))).rejects.toThrow(RangeError);
  });

  it('hands out tiles as wide as they were at any size', async () => {
    await take(events(0, 600));
    const all = Buffer.concat(leaves(600));
    for (const [index, width] of [
      [0, 256],
      [0, 12],
      [1, 256],
      [2, 88],
      [2, 1],
    ] as const) {
      const from = index * TILE_WIDTH * 32;
      expect(await reader().tile(association, { level: 0, index, width })).toEqual(
        all.subarray(from, from + width * 32),
      );
    }
    expect(await reader().tile(association, { level: 0, index: 2, width: 89 })).toBeNull();
    expect((await reader().tile(association, { level: 1, index: 0, width: 2 }))?.length).toBe(
      tileWidth(1, 0, 600) * 32,
    );
  });

  it('is the same after a rebuild, and goes on from there', async () => {
    const append = (count: number) =>
      store.append({ association, stream: 'note', expected: 'any', events: someDrafts(count) });
    await append(400);
    await append(300);
    await new Projector(store, pool, [new TreeProjection()]).catchUp();
    const before = { rows: await rows(), head: await reader().head(association) };
    const log = await store.readLog(association, null, 1_000);
    expect(before.head).toEqual({ size: 700, root: merkleRoot(log.map((event) => event.leafHash)) });
    await new ProjectionOrders(pool).rebuild({ projection: 'tree', association: null });
    await new Projector(store, pool, [new TreeProjection()]).catchUp();
    expect({ rows: await rows(), head: await reader().head(association) }).toEqual(before);
    await append(1);
    await new Projector(store, pool, [new TreeProjection()]).catchUp();
    expect(await reader().head(association)).toMatchObject({ size: 701 });
  });
});
