import type { Pool } from 'pg';
import { ofAssociation } from '#platform';
import { decodeEnvelope, leafHash } from '#proof';
import { readHeads } from '../postgres/heads.js';
import { toStoreError } from '../postgres/postgres-errors.js';
import {
  toPosition,
  type Position,
  type ReadStreamOptions,
  type StoredEvent,
  type StreamsRead,
} from '../port/event-store.port.js';
import { BytesDiffer } from './bytes-differ.js';
import type { LeafCache } from './leaf-cache.js';
import type { KurrentDbLog } from './kurrentdb-log.js';
import type { Recorded } from './recorded.js';
import type { StreamNames } from './stream-names.js';

interface NumberedRow {
  readonly id: string;
  readonly position: string;
  readonly stream: string;
  readonly revision: number;
  readonly commit_position: string;
  readonly prepare_position: string;
  readonly leaf_hash: Buffer;
}

const COLUMNS = `id, position, stream, revision, commit_position, prepare_position, leaf_hash`;
const EVENTS_MAX = 2_147_483_647;
/** Streams that are read from KurrentDB at the same time. */
const STREAMS_AT_ONCE_MAX = 32;

/** Reads: which events there are, and in which order, says PostgreSQL; their bytes come from KurrentDB and are held to their hash. */
export class LogReader {
  constructor(
    private readonly pool: Pool,
    private readonly log: KurrentDbLog,
    private readonly leaves: LeafCache,
    private readonly names: () => Promise<StreamNames>,
  ) {}

  async stream(association: string, stream: string, options: ReadStreamOptions): Promise<StoredEvent[]> {
    const rows = await this.#ask<NumberedRow>(
      association,
      `SELECT ${COLUMNS} FROM event_store.kurrentdb_event
       WHERE association = $1 AND stream = $2 AND revision >= $3 ORDER BY revision LIMIT $4`,
      [association, stream, options.from ?? 0, options.limit ?? EVENTS_MAX],
    );
    return this.#eventsOfStream(association, rows);
  }

  async streams(
    association: string,
    streams: readonly string[],
    from: ReadonlyMap<string, number> = new Map(),
  ): Promise<StreamsRead> {
    const asked = [...new Set(streams)];
    // One statement, so that the head and the events are of one instant. Its row comes first and may come alone.
    const [head, ...rows] = await this.#ask<NumberedRow>(
      association,
      `SELECT NULL AS id, (SELECT position FROM event_store.log_head WHERE association = $1), NULL AS stream,
         -1 AS revision, NULL AS commit_position, NULL AS prepare_position, NULL AS leaf_hash
       UNION ALL
       SELECT ${COLUMNS} FROM unnest($2::text[], $3::integer[]) AS asked(stream, first)
       JOIN event_store.kurrentdb_event AS event USING (stream)
       WHERE event.association = $1 AND event.revision >= asked.first
       ORDER BY revision`,
      [association, asked, asked.map((stream) => from.get(stream) ?? 0)],
    );
    const byStream = new Map<string, NumberedRow[]>();
    for (const row of rows) byStream.set(row.stream, [...(byStream.get(row.stream) ?? []), row]);
    const found = new Map<string, StoredEvent[]>(streams.map((stream) => [stream, []]));
    const waiting = [...byStream];
    const read = async () => {
      for (let next = waiting.pop(); next; next = waiting.pop()) {
        found.set(next[0], await this.#eventsOfStream(association, next[1]));
      }
    };
    await Promise.all(Array.from({ length: STREAMS_AT_ONCE_MAX }, read));
    return { at: head!.position === null ? null : toPosition(head!.position), streams: found };
  }

  async after(association: string, after: Position | null, limit: number): Promise<StoredEvent[]> {
    const rows = await this.#ask<NumberedRow>(
      association,
      `SELECT ${COLUMNS} FROM event_store.kurrentdb_event
       WHERE association = $1 AND position > $2 ORDER BY position LIMIT $3`,
      [association, after ?? '0', limit],
    );
    return this.#joined(rows, async ({ commit_position: commit, prepare_position: prepare }) => {
      const prefix = (await this.names()).ofAssociation(association);
      return this.log.readAll({ commit, prepare }, prefix, rows.length);
    });
  }

  async heads(): Promise<Map<string, Position>> {
    return readHeads(this.pool);
  }

  async head(association: string): Promise<Position | null> {
    const [row] = await this.#ask<{ position: string }>(
      association,
      `SELECT position FROM event_store.log_head WHERE association = $1`,
      [association],
    );
    return row ? toPosition(row.position) : null;
  }

  /** Revision of the last event of a stream that is numbered: later ones may be in KurrentDB already. */
  async numberedHead(association: string, stream: string): Promise<number | null> {
    const [row] = await this.#ask<{ revision: number }>(
      association,
      `SELECT revision FROM event_store.kurrentdb_event
       WHERE association = $1 AND stream = $2 ORDER BY revision DESC LIMIT 1`,
      [association, stream],
    );
    return row?.revision ?? null;
  }

  /** Asks what belongs to no association. */
  async query<Row extends object>(sql: string, values: readonly unknown[]): Promise<Row[]> {
    try {
      return (await this.pool.query<Row>(sql, [...values])).rows;
    } catch (error) {
      throw toStoreError(error);
    }
  }

  async #ask<Row extends object>(association: string, sql: string, values: readonly unknown[]): Promise<Row[]> {
    try {
      return (await ofAssociation(this.pool, association).query<Row>(sql, values)).rows;
    } catch (error) {
      throw toStoreError(error);
    }
  }

  async #eventsOfStream(association: string, rows: readonly NumberedRow[]): Promise<StoredEvent[]> {
    return this.#joined(rows, async ({ stream, revision }) => {
      const name = (await this.names()).of(association, stream);
      return this.log.readStream(name, revision, rows.length);
    });
  }

  /** The events of rows that follow each other in KurrentDB, which is asked only where one is not at hand. */
  async #joined(
    rows: readonly NumberedRow[],
    read: (first: NumberedRow) => Promise<readonly Recorded[]>,
  ): Promise<StoredEvent[]> {
    const atHand = rows.map((row) => this.leaves.find(row.leaf_hash));
    const recorded = atHand.includes(undefined) ? await read(rows[0]!) : [];
    return rows.map((row, index) => toStored(row, atHand[index] ?? recorded[index]?.bytes));
  }
}

function toStored(row: NumberedRow, bytes: Uint8Array | undefined): StoredEvent {
  if (!bytes || Buffer.compare(leafHash(bytes), row.leaf_hash) !== 0) {
    throw new BytesDiffer(toPosition(row.position));
  }
  const envelope = decodeEnvelope(bytes);
  // A copy: what a reader gets is its own to change.
  return { position: toPosition(row.position), envelope, bytes: Uint8Array.from(bytes), leafHash: row.leaf_hash };
}
