import { Injectable } from '@nestjs/common';
import type { ClientBase } from 'pg';
import { leafIndexOf, type Projection, type ProjectionTarget, type StoredEvent } from '#event-store';
import { EMPTY_FRONTIER, grow, HASH_BYTES, type Frontier } from '#proof';
import { GrownTiles } from './grown-tiles.js';

const TREE = 'evidence.tree';
const TILES = 'evidence.tile';
export const TREE_PROJECTION = 'tree';

/**
 * Grows the tree of a log (RFC 6962) by the leaf hashes that were made when its events were appended. It knows the right
 * edge alone, whatever the size; hashes once written are not read again.
 */
@Injectable()
export class TreeProjection implements Projection {
  readonly name = TREE_PROJECTION;
  readonly version = 1;
  readonly tables = [TREE, TILES];

  async apply(events: readonly StoredEvent[], { client, table }: ProjectionTarget): Promise<void> {
    const [first] = events;
    if (!first) return;
    const { association } = first.envelope;
    const before = await readFrontier(client, table(TREE), association);
    // A leaf that was passed over, or came twice, would change every root behind it.
    if (events.some(({ position }, index) => leafIndexOf(position) !== before.size + index))
      throw new Error('The tree does not end where its log goes on.');
    const tiles = new GrownTiles();
    const after = grow(
      before,
      events.map(({ leafHash }) => leafHash),
      (subtree, hash) => tiles.add(subtree, hash),
    );
    await writeTiles(client, table(TILES), association, tiles);
    await client.query(
      `INSERT INTO ${table(TREE)} (association, size, frontier) VALUES ($1, $2, $3)
       ON CONFLICT (association) DO UPDATE SET size = excluded.size, frontier = excluded.frontier`,
      [association, after.size, Buffer.concat(after.roots)],
    );
  }
}

async function readFrontier(client: ClientBase, table: string, association: string): Promise<Frontier> {
  const { rows } = await client.query<{ size: string; frontier: Buffer }>(
    `SELECT size, frontier FROM ${table} WHERE association = $1`,
    [association],
  );
  return rows[0] ? frontierOf(rows[0]) : EMPTY_FRONTIER;
}

/** The right edge as a row has it. */
export function frontierOf({ size, frontier }: { readonly size: string; readonly frontier: Buffer }): Frontier {
  const count = frontier.length / HASH_BYTES;
  const roots = Array.from({ length: count }, (_, at) => frontier.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES));
  return { size: Number(size), roots };
}

async function writeTiles(client: ClientBase, table: string, association: string, tiles: GrownTiles): Promise<void> {
  const grown = tiles.all();
  await client.query(
    `INSERT INTO ${table} AS tile (association, level, index, hashes, sixteens)
     SELECT $1, * FROM unnest($2::smallint[], $3::bigint[], $4::bytea[], $5::bytea[])
     ON CONFLICT (association, level, index)
       DO UPDATE SET hashes = tile.hashes || excluded.hashes, sixteens = tile.sixteens || excluded.sixteens`,
    [
      association,
      grown.map(({ level }) => level),
      grown.map(({ index }) => index),
      grown.map(({ hashes }) => Buffer.concat(hashes)),
      grown.map(({ sixteens }) => Buffer.concat(sixteens)),
    ],
  );
}
