import type { Pool, QueryResult } from 'pg';
import { ofAssociation } from '#platform';
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
import { readHeads } from './heads.js';
import { EVENT_COLUMNS, ReadEvent, type EventRow } from './read-event.js';
import { toStoreError } from './postgres-errors.js';

/** An event of one of several streams, or the row that tells the head. */
interface StreamRow extends EventRow {
  readonly stream: string;
}

const STREAM_EVENTS_MAX = 2_147_483_647;

/** So many streams are named one by one: their number is known to the plan, which is made once for each number. */
const STREAMS_NAMED_MAX = 8;

/** Where streams of the association $1 begin and end. */
const HEADS = `
  SELECT head.log, head.stream, head.first_position, head.last_position
  FROM event_store.stream_head AS head
  WHERE head.log = (SELECT log FROM event_store.log_head WHERE association = $1)`;
const COLUMNS = `event.stream, event.revision, ${EVENT_COLUMNS}`;
/** The first event of each of some heads; no index but that of positions holds it. */
const FIRST_OF_STREAM = `
  SELECT ${COLUMNS} FROM head
  JOIN event_store.event ON event.log = head.log AND event.position = head.first_position
  WHERE true`;
const LATER_OF_STREAM = `
  SELECT ${COLUMNS} FROM head
  JOIN event_store.event ON event.log = head.log AND event.stream = head.stream AND event.revision > 0
    AND event.position >= head.first_position AND event.position <= head.last_position
  WHERE true`;

/** The events of wanted streams, and the head: one statement, one snapshot, so that none up to the head can be missing. */
function readingOf(wanted: string): string {
  return `WITH wanted (stream, revision) AS MATERIALIZED (${wanted}),
    head AS MATERIALIZED (
      SELECT head.*, wanted.revision AS wanted FROM wanted, LATERAL (${HEADS} AND head.stream = wanted.stream) AS head)
    SELECT NULL AS stream, -1 AS revision, coalesce(max(position), 0) AS position, NULL AS text, NULL AS leaf
    FROM event_store.log_head WHERE association = $1
    UNION ALL
    (${FIRST_OF_STREAM} AND head.wanted = 0
     UNION ALL
     ${LATER_OF_STREAM} AND event.revision >= head.wanted
     ORDER BY stream, revision)`;
}
const STREAMS = readingOf(`SELECT * FROM unnest($2::text[], $3::integer[])`);
/** By how many are wanted. */
const STREAMS_NAMED = Array.from({ length: STREAMS_NAMED_MAX + 1 }, (_, count) => {
  const rows = Array.from({ length: count }, (_row, index) => `($${index * 2 + 2}::text, $${index * 2 + 3}::integer)`);
  return readingOf(`VALUES ${rows.join()}`);
});

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
    const rows = await this.#prepared<EventRow>(
      association,
      `WITH head AS MATERIALIZED (${HEADS} AND head.stream = $2)
       ${FIRST_OF_STREAM} AND $3 = 0
       UNION ALL
       ${LATER_OF_STREAM} AND event.revision >= $3 AND event.revision < $3::bigint + $4
       ORDER BY revision LIMIT $4`,
      [association, stream, options.from ?? 0, options.limit ?? STREAM_EVENTS_MAX],
    );
    return rows.map((row) => new ReadEvent(row));
  }

  async readStreams(
    association: string,
    streams: readonly string[],
    from?: ReadonlyMap<string, number>,
  ): Promise<StreamsRead> {
    const found = new Map<string, StoredEvent[]>(streams.map((stream) => [stream, []]));
    const wanted = [...found.keys()];
    const revisions = wanted.map((stream) => from?.get(stream) ?? 0);
    // The row of the head is there without events, too.
    const [head, ...rows] =
      wanted.length > 0 && wanted.length <= STREAMS_NAMED_MAX
        ? await this.#prepared<StreamRow>(association, STREAMS_NAMED[wanted.length]!, [
            association,
            ...wanted.flatMap((stream, index) => [stream, revisions[index]]),
          ])
        : await this.#query<StreamRow>(association, STREAMS, [association, wanted, revisions]);
    for (const row of rows) found.get(row.stream)!.push(new ReadEvent(row));
    return { at: head!.position === '0' ? null : toPosition(head!.position), streams: found };
  }

  async readLog(association: string, after: Position | null, limit: number): Promise<StoredEvent[]> {
    return this.#read(
      association,
      `SELECT ${EVENT_COLUMNS} FROM event_store.event
       WHERE log = (SELECT log FROM event_store.log_head WHERE association = $1) AND position > $2
       ORDER BY position LIMIT $3`,
      [association, after ?? '0', limit],
    );
  }

  async heads(): Promise<Map<string, Position>> {
    return readHeads(this.pool);
  }

  async head(association: string): Promise<Position | null> {
    const [row] = await this.#prepared<{ position: string }>(
      association,
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

  async #read(association: string, sql: string, values: readonly unknown[]): Promise<StoredEvent[]> {
    return (await this.#query<EventRow>(association, sql, values)).map((row) => new ReadEvent(row));
  }

  #query<Row extends object>(association: string, sql: string, values: readonly unknown[]): Promise<Row[]> {
    return rowsOf(ofAssociation(this.pool, association).query<Row>(sql, values));
  }

  #prepared<Row extends object>(association: string, sql: string, values: readonly unknown[]): Promise<Row[]> {
    return rowsOf(ofAssociation(this.pool, association).prepared<Row>(sql, values));
  }
}

async function rowsOf<Row extends object>(asked: Promise<QueryResult<Row>>): Promise<Row[]> {
  try {
    return (await asked).rows;
  } catch (error) {
    throw toStoreError(error);
  }
}
