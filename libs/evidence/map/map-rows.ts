import type { Chain } from '#event-store';
import type { Queries } from '#platform';
import { decodeMapTile, encodeMapTile, type ChainLink, type MapEntry, type MapTile } from '#proof';

export const LINKS = 'evidence.link';
export const MAP_TILES = 'evidence.map_tile';
export const MAP_COMMITMENTS = 'evidence.map_commitment';

/** A run of map keys, both ends in it. */
export interface KeyRange {
  readonly low: Buffer;
  readonly high: Buffer;
}

export interface PlacedTile {
  readonly level: 0 | 1;
  readonly index: number;
  readonly tile: MapTile;
}

/** The keys whose first bits are those of another. */
export function rangeOf(key: Uint8Array, bits: number): KeyRange {
  const [low, high] = [Buffer.alloc(32), Buffer.alloc(32, 0xff)];
  for (let byte = 0; 8 * byte < bits; byte += 1) {
    const own = 0xff & (0xff << Math.max(0, 8 * (byte + 1) - bits));
    low[byte] = key[byte]! & own;
    high[byte] = low[byte]! | (0xff & ~own);
  }
  return { low, high };
}

/** Reads and writes the rows of one association's maps: the live ones, or those beside. */
export class MapRows {
  constructor(
    private readonly client: Queries,
    private readonly association: string,
    private readonly table: (name: string) => string = (name) => name,
  ) {}

  /** The chains that grew by lines from a place of the log (of its leaf, from 0) up to another, which is not in it. */
  async grown(from: number, to: number): Promise<{ readonly chain: Chain; readonly key: Buffer }[]> {
    const { rows } = await this.client.query<{ chain: Chain; key: Buffer }>(
      `SELECT DISTINCT chain, key FROM ${this.table(LINKS)}
       WHERE association = $1 AND leaf_index >= $2 AND leaf_index < $3`,
      [this.association, from, to],
    );
    return rows;
  }

  /** What a map holds of some runs of keys, by the number of the run, as it was before a leaf. */
  async entries(chain: Chain, ranges: readonly KeyRange[], before: number): Promise<Map<number, MapEntry[]>> {
    const { rows } = await this.client.query<{ n: number; key: Buffer; value: Buffer }>(
      `SELECT run.n::integer, first.key, head.hash AS value
       FROM unnest($3::bytea[], $4::bytea[]) WITH ORDINALITY AS run(low, high, n)
       CROSS JOIN LATERAL (
         SELECT key FROM ${this.table(LINKS)}
         WHERE association = $1 AND chain = $2 AND no = 1 AND key BETWEEN run.low AND run.high AND leaf_index < $5
         ORDER BY key) AS first
       CROSS JOIN LATERAL (
         SELECT hash FROM ${this.table(LINKS)}
         WHERE association = $1 AND chain = $2 AND key = first.key AND leaf_index < $5
         ORDER BY no DESC LIMIT 1) AS head`,
      [this.association, chain, ranges.map(({ low }) => low), ranges.map(({ high }) => high), before],
    );
    const found = new Map<number, MapEntry[]>();
    for (const { n, key, value } of rows) {
      const known = found.get(n - 1);
      if (known) known.push({ key, value });
      else found.set(n - 1, [{ key, value }]);
    }
    return found;
  }

  /** The lines of one chain before a leaf, in the order of the log. */
  async links(chain: Chain, key: Uint8Array, before: number): Promise<ChainLink[]> {
    const { rows } = await this.client.query<{ index: string; leaf: Buffer }>(
      `SELECT leaf_index AS index, leaf FROM ${this.table(LINKS)}
       WHERE association = $1 AND chain = $2 AND key = $3 AND leaf_index < $4 ORDER BY no`,
      [this.association, chain, Buffer.from(key), before],
    );
    return rows.map(({ index, leaf }) => ({ index: Number(index), leaf }));
  }

  /** Tiles by their index; one that was never written is empty, and not among them. */
  async tiles(chain: Chain, level: 0 | 1, indexes: readonly number[]): Promise<Map<number, MapTile>> {
    const { rows } = await this.client.query<{ index: number; hashes: Buffer; ones: Buffer }>(
      `SELECT index, hashes, ones FROM ${this.table(MAP_TILES)}
       WHERE association = $1 AND chain = $2 AND level = $3 AND index = ANY ($4::smallint[])`,
      [this.association, chain, level, indexes],
    );
    return new Map(rows.map(({ index, hashes, ones }) => [index, decodeMapTile({ hashes, ones })]));
  }

  async writeTiles(chain: Chain, placed: readonly PlacedTile[]): Promise<void> {
    if (placed.length === 0) return;
    const bytes = placed.map(({ tile }) => encodeMapTile(tile));
    await this.client.query(
      `INSERT INTO ${this.table(MAP_TILES)} (association, chain, level, index, hashes, ones)
       SELECT $1, $2, * FROM unnest($3::smallint[], $4::smallint[], $5::bytea[], $6::bytea[])
       ON CONFLICT (association, chain, level, index) DO UPDATE SET hashes = excluded.hashes, ones = excluded.ones`,
      [
        this.association,
        chain,
        placed.map(({ level }) => level),
        placed.map(({ index }) => index),
        bytes.map(({ hashes }) => Buffer.from(hashes)),
        bytes.map(({ ones }) => Buffer.from(ones)),
      ],
    );
  }
}
