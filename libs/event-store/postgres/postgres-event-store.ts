import type { Pool } from 'pg';
import { decodeEnvelope } from '#proof';
import { AppendListeners } from '../port/append-listeners.js';
import {
  toPosition,
  type AppendRequest,
  type AppendResult,
  type EventStore,
  type Position,
  type ReadStreamOptions,
  type StoredEvent,
} from '../port/event-store.port.js';
import { checkRequest } from '../port/request-check.js';
import { AppendQueue } from './append-queue.js';
import { toStoreError } from './postgres-errors.js';

interface EventRow {
  readonly position: string;
  readonly stream: string;
  readonly envelope: Buffer;
  readonly leaf_hash: Buffer;
}

const STREAM_EVENTS_MAX = 2_147_483_647;

/** The port on PostgreSQL: positions without holes from one head row of each log, locked once for a batch. */
export class PostgresEventStore implements EventStore {
  readonly #queue: AppendQueue;
  readonly #listeners = new AppendListeners();

  constructor(
    private readonly pool: Pool,
    now: () => Date = () => new Date(),
  ) {
    this.#queue = new AppendQueue(pool, now, () => this.#listeners.notify());
  }

  async append(request: AppendRequest): Promise<AppendResult> {
    checkRequest(request);
    return this.#queue.push(request);
  }

  async readStream(association: string, stream: string, options: ReadStreamOptions = {}): Promise<StoredEvent[]> {
    return this.#read(
      `SELECT position, stream, envelope, leaf_hash FROM event_store.event
       WHERE association = $1 AND stream = $2 AND revision >= $3 ORDER BY revision LIMIT $4`,
      [association, stream, options.from ?? 0, options.limit ?? STREAM_EVENTS_MAX],
    ).then((found) => found.map(({ event }) => event));
  }

  async readStreams(association: string, streams: readonly string[]): Promise<Map<string, StoredEvent[]>> {
    const found = await this.#read(
      `SELECT position, stream, envelope, leaf_hash FROM event_store.event
       WHERE association = $1 AND stream = ANY ($2::text[]) ORDER BY stream, revision`,
      [association, streams],
    );
    const byStream = new Map<string, StoredEvent[]>(streams.map((stream) => [stream, []]));
    for (const { stream, event } of found) byStream.get(stream)!.push(event);
    return byStream;
  }

  async readLog(association: string, after: Position | null, limit: number): Promise<StoredEvent[]> {
    return this.#read(
      `SELECT position, stream, envelope, leaf_hash FROM event_store.event
       WHERE association = $1 AND position > $2 ORDER BY position LIMIT $3`,
      [association, after ?? '0', limit],
    ).then((found) => found.map(({ event }) => event));
  }

  async heads(): Promise<Map<string, Position>> {
    const rows = await this.#query<{ association: string; position: string }>(
      `SELECT association, position FROM event_store.log_head`,
      [],
    );
    return new Map(rows.map((row) => [row.association, toPosition(row.position)]));
  }

  async head(association: string): Promise<Position | null> {
    const [row] = await this.#query<{ position: string }>(
      `SELECT position FROM event_store.log_head WHERE association = $1`,
      [association],
    );
    return row ? toPosition(row.position) : null;
  }

  onAppended(listener: () => void): () => void {
    return this.#listeners.add(listener);
  }

  /** Waits for what was pushed; the pool belongs to whoever made it. */
  async close(): Promise<void> {
    await this.#queue.idle();
    this.#listeners.clear();
  }

  async #read(sql: string, values: readonly unknown[]): Promise<{ stream: string; event: StoredEvent }[]> {
    const rows = await this.#query<EventRow>(sql, values);
    return rows.map((row) => ({
      stream: row.stream,
      event: {
        position: toPosition(row.position),
        envelope: decodeEnvelope(row.envelope),
        bytes: row.envelope,
        leafHash: row.leaf_hash,
      },
    }));
  }

  async #query<Row extends object>(sql: string, values: readonly unknown[]): Promise<Row[]> {
    try {
      return (await this.pool.query<Row>(sql, [...values])).rows;
    } catch (error) {
      throw toStoreError(error);
    }
  }
}
