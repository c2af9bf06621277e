import type { ClientBase } from 'pg';
import { BytesDiffer } from '../kurrentdb/bytes-differ.js';
import { toPosition, type EventStore, type StoredEvent } from '../port/event-store.port.js';
import type { KeptEvent, KeptLog, StreamFault } from './kept-log.js';
import { streamFaults } from './stream-faults.js';

interface NumberedRow {
  readonly position: string;
  readonly stream: string;
  readonly revision: number;
  readonly leaf_hash: Buffer;
}

/** A log whose events are in KurrentDB; their order, ids and hashes are in PostgreSQL. */
export class KurrentDbKeptLog implements KeptLog {
  constructor(
    private readonly client: ClientBase,
    private readonly store: EventStore,
    private readonly association: string,
  ) {}

  async head(): Promise<number> {
    const { rows } = await this.client.query<{ position: string }>(
      `SELECT position FROM event_store.log_head WHERE association = $1`,
      [this.association],
    );
    return Number(rows[0]?.position ?? 0);
  }

  async read(after: number, limit: number): Promise<KeptEvent[]> {
    const { rows } = await this.client.query<NumberedRow>(
      `SELECT position, stream, revision, leaf_hash FROM event_store.kurrentdb_event
       WHERE association = $1 AND position > $2 ORDER BY position LIMIT $3`,
      [this.association, after, limit],
    );
    const bytes = await this.#bytesOf(after, rows.length);
    return rows.map((row) => ({
      position: Number(row.position),
      stream: row.stream,
      revision: row.revision,
      leafHash: row.leaf_hash,
      bytes: bytes.get(Number(row.position)) ?? null,
    }));
  }

  /** Bytes by position. The store refuses a piece that has any others than were hashed: then each is asked for alone. */
  async #bytesOf(after: number, count: number): Promise<Map<number, Uint8Array>> {
    if (count === 0) return new Map();
    const whole = await this.#ask(after, count);
    if (whole) return new Map(whole.map((event) => [Number(event.position), event.bytes]));
    const found = new Map<number, Uint8Array>();
    for (let at = after; at < after + count; at += 1) {
      const [event] = (await this.#ask(at, 1)) ?? [];
      if (event) found.set(Number(event.position), event.bytes);
    }
    return found;
  }

  #ask(after: number, limit: number): Promise<StoredEvent[] | null> {
    return this.store.readLog(this.association, toPosition(after), limit).catch((error: unknown) => {
      // One that does not answer says nothing of what it holds.
      if (error instanceof BytesDiffer) return null;
      throw error;
    });
  }

  async misplacedIds(events: readonly { readonly position: number; readonly id: string }[]): Promise<number[]> {
    const { rows } = await this.client.query<{ position: string }>(
      `SELECT event.position FROM unnest($2::uuid[], $3::bigint[]) AS event (id, position)
       WHERE (SELECT known.position FROM event_store.kurrentdb_event AS known
         WHERE known.association = $1 AND known.id = event.id) IS DISTINCT FROM event.position
       ORDER BY event.position`,
      [this.association, events.map(({ id }) => id), events.map(({ position }) => position)],
    );
    return rows.map(({ position }) => Number(position));
  }

  async idCount(): Promise<number> {
    const { rows } = await this.client.query<{ count: string }>(
      `SELECT count(*) FROM event_store.kurrentdb_event WHERE association = $1`,
      [this.association],
    );
    return Number(rows[0]!.count);
  }

  streams(): Promise<{ count: number; faults: StreamFault[] }> {
    const of = this.client.escapeLiteral(this.association);
    const events = `SELECT stream, revision, position FROM event_store.kurrentdb_event WHERE association = ${of}`;
    return streamFaults(this.client, { events, heads: null });
  }
}
