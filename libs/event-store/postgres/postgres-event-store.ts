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
  type StreamsRead,
} from '../port/event-store.port.js';
import { checkRequest } from '../port/request-check.js';
import { AppendQueue } from './append-queue.js';
import { BatchWriter } from './batch-writer.js';
import { LoggedEvent, type LoggedRow } from './logged-event.js';
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
    this.#queue = new AppendQueue(new BatchWriter(pool, now), () => this.#listeners.notify());
  }

  async append(request: AppendRequest): Promise<AppendResult> {
    checkRequest(request);
    return this.#queue.push(request);
  }

  async readStream(association: string, stream: string, options: ReadStreamOptions = {}): Promise<StoredEvent[]> {
    return this.#read(
      `WITH head AS MATERIALIZED (
         SELECT first_position, last_position FROM event_store.stream_head WHERE association = $1 AND stream = $2)
       SELECT position, stream, envelope, leaf_hash FROM event_store.event
       WHERE association = $1 AND stream = $2 AND revision >= $3
         AND position >= (SELECT first_position FROM head) AND position <= (SELECT last_position FROM head)
       ORDER BY revision LIMIT $4`,
      [association, stream, options.from ?? 0, options.limit ?? STREAM_EVENTS_MAX],
    );
  }

  async readStreams(
    association: string,
    streams: readonly string[],
    from?: ReadonlyMap<string, number>,
  ): Promise<StreamsRead> {
    const found = new Map<string, StoredEvent[]>(streams.map((stream) => [stream, []]));
    const wanted = [...found.keys()];
    // One statement, one snapshot: an event up to this head cannot be missing. The row is there without events, too.
    const [head, ...rows] = await this.#query<EventRow>(
      `SELECT coalesce(max(position), 0) AS position, NULL AS stream, NULL AS envelope, NULL AS leaf_hash
       FROM event_store.log_head WHERE association = $1
       UNION ALL
       (SELECT event.position, event.stream, event.envelope, event.leaf_hash
        FROM unnest($2::text[], $3::integer[]) AS wanted (stream, revision)
        JOIN event_store.stream_head AS head ON head.association = $1 AND head.stream = wanted.stream
        JOIN event_store.event ON event.association = $1 AND event.stream = wanted.stream
          AND event.revision >= wanted.revision
          AND event.position >= head.first_position AND event.position <= head.last_position
        ORDER BY event.stream, event.revision)`,
      [association, wanted, wanted.map((stream) => from?.get(stream) ?? 0)],
    );
    for (const row of rows) found.get(row.stream)!.push(toStoredEvent(row));
    return { at: head!.position === '0' ? null : toPosition(head!.position), streams: found };
  }

  async readLog(association: string, after: Position | null, limit: number): Promise<StoredEvent[]> {
    // As text: the driver knows bytes as hexadecimal digits alone, twice as many as there are.
    const rows = await this.#query<LoggedRow>(
      `SELECT position, convert_from(envelope, 'UTF8') AS text, leaf_hash FROM event_store.event
       WHERE association = $1 AND position > $2 ORDER BY position LIMIT $3`,
      [association, after ?? '0', limit],
    );
    return rows.map((row) => new LoggedEvent(row));
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

  async #read(sql: string, values: readonly unknown[]): Promise<StoredEvent[]> {
    return (await this.#query<EventRow>(sql, values)).map(toStoredEvent);
  }

  async #query<Row extends object>(sql: string, values: readonly unknown[]): Promise<Row[]> {
    try {
      return (await this.pool.query<Row>(sql, [...values])).rows;
    } catch (error) {
      throw toStoreError(error);
    }
  }
}

function toStoredEvent(row: EventRow): StoredEvent {
  return {
    position: toPosition(row.position),
    envelope: decodeEnvelope(row.envelope),
    bytes: row.envelope,
    leafHash: row.leaf_hash,
  };
}
