import { randomBytes } from 'node:crypto';
import type { Pool } from 'pg';
import type { StoredEvent } from '#event-store';
import { TreeProjection, TreeReader } from '#evidence';
import { createPool, inTransaction } from '#platform';
import { EMPTY_FRONTIER, grow, inclusionRanges, leafHash, rootOf, TILE_WIDTH, toBase64 } from '#proof';
import { answerParent } from './answer-parent.js';

export interface ProofSizes {
  /** Of the log of which something is proven. */
  readonly leaves: number;
  readonly hot: number;
  readonly cold: number;
  /** Entries of which the root is made again. */
  readonly verified: number;
  /** Proofs that are asked for over HTTP. */
  readonly asked: number;
  readonly connections: number;
  /** Steady arrivals over HTTP. */
  readonly perSecond: number;
}

export interface ProofQuestion extends ProofSizes {
  readonly databaseUrl: string;
  readonly association: string;
}

/** Each in leaves or proofs a second. */
export interface ProofReport {
  readonly grown: number;
  readonly hot: number;
  readonly cold: number;
  readonly verified: number;
}

const LEAVES_PER_BATCH = 25_600;
/** Leaves of hot proofs: their tiles and all above them are in memory after the first of each. */
const HOT_LEAVES = 65_536;
const ENTRY_BYTES = 700;
const COLD_AT_ONCE = 16;
/** Tiles of the lowest level that come one after another where all are visited once: a prime, so that none comes twice. */
const TILES_APART = 7_919;

answerParent<ProofQuestion, ProofReport>(measure);

async function measure(question: ProofQuestion): Promise<ProofReport> {
  const { databaseUrl, association, leaves, hot, cold, verified } = question;
  const pool = createPool(databaseUrl);
  try {
    const grown = await perSecond(leaves, () => growTree(pool, association, leaves));
    await publish(pool, association);
    const reader = new TreeReader(pool);
    const hotLeaves = Math.min(HOT_LEAVES, leaves);
    const prove = async () => {
      await reader.hashes(association, inclusionRanges(Math.floor(Math.random() * hotLeaves), leaves));
    };
    for (let leaf = 0; leaf < hotLeaves; leaf += TILE_WIDTH)
      await reader.hashes(association, inclusionRanges(leaf, leaves));
    const hotRate = await perSecond(hot, () => times(hot, prove));
    const coldRate = await perSecond(cold, () => proveCold(pool, question));
    return { grown, hot: hotRate, cold: coldRate, verified: await verify(verified) };
  } finally {
    await pool.end();
  }
}

/** Each of another leaf tile, which no reader has in memory; what is above them is after the first. */
async function proveCold(pool: Pool, { association, leaves, cold }: ProofQuestion): Promise<void> {
  const tiles = Math.ceil(leaves / TILE_WIDTH);
  let reader = new TreeReader(pool);
  let next = 0;
  const work = () =>
    times(Math.ceil(cold / COLD_AT_ONCE), async () => {
      const round = Math.floor(next / tiles);
      const tile = (next * TILES_APART) % tiles;
      next += 1;
      // All were visited: a reader that has none of them yet.
      if (Math.floor(next / tiles) > round) reader = new TreeReader(pool);
      await reader.hashes(association, inclusionRanges(tile * TILE_WIDTH, leaves));
    });
  await Promise.all(Array.from({ length: COLD_AT_ONCE }, work));
}

async function growTree(pool: Pool, association: string, leaves: number): Promise<void> {
  const projection = new TreeProjection();
  for (let from = 0; from < leaves; from += LEAVES_PER_BATCH) {
    const events = Array.from({ length: Math.min(LEAVES_PER_BATCH, leaves - from) }, (_, index) => ({
      position: String(from + index + 1).padStart(16, '0'),
      leafHash: randomBytes(32),
      envelope: { association },
    })) as unknown as StoredEvent[];
    await inTransaction(pool, (client) => projection.apply(events, { client, table: (name) => name }));
  }
}

/** Nothing signs here: only that it is published counts, so that a service proves what is in it. */
async function publish(pool: Pool, association: string): Promise<void> {
  const { size, root } = (await new TreeReader(pool).head(association))!;
  await pool.query(
    `INSERT INTO evidence.checkpoint (association, size, root, note, signed_at, is_published)
     VALUES ($1, $2, $3, $4, now(), true)`,
    [association, size, root, `bench\n${size}\n${toBase64(root)}\n`],
  );
}

/** Stored bytes to leaves, and leaves to the root, as whoever verifies a log makes them again. */
async function verify(count: number): Promise<number> {
  const entries = Array.from({ length: count }, () => randomBytes(ENTRY_BYTES));
  return perSecond(count, async () => {
    rootOf(grow(EMPTY_FRONTIER, entries.map(leafHash)));
  });
}

async function times(count: number, work: () => Promise<void>): Promise<void> {
  for (let done = 0; done < count; done += 1) await work();
}

async function perSecond(count: number, work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return count / ((performance.now() - startedAt) / 1_000);
}
