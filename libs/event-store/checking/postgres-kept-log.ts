import type { ClientBase } from 'pg';
import { copyOut } from '#platform';
import type { KeptEvent, KeptLog, StreamFault } from './kept-log.js';
import { streamFaults } from './stream-faults.js';

/** A log whose events are in PostgreSQL. */
export class PostgresKeptLog implements KeptLog {
  constructor(
    private readonly client: ClientBase,
    private readonly association: string,
    private readonly log: number,
  ) {}

  async head(): Promise<number> {
    const { rows } = await this.client.query<{ position: string }>(
      `SELECT position FROM event_store.log_head WHERE association = $1`,
      [this.association],
    );
    return Number(rows[0]?.position ?? 0);
  }

  async read(after: number, limit: number): Promise<KeptEvent[]> {
    const events: KeptEvent[] = [];
    await copyOut(
      this.client,
      `SELECT position, revision, leaf_hash, stream, envelope FROM event_store.event
       WHERE log = ${this.log} AND position > ${after} ORDER BY position LIMIT ${limit}`,
      ([position, revision, leafHash, stream, bytes]) =>
        events.push({
          position: Number(position!.readBigInt64BE(0)),
          revision: revision!.readInt32BE(0),
          leafHash: leafHash!,
          stream: stream!.toString('utf8'),
          bytes: bytes!,
        }),
    );
    return events;
  }

  async misplacedIds(events: readonly { readonly position: number; readonly id: string }[]): Promise<number[]> {
    const { rows } = await this.client.query<{ position: string }>(
      `SELECT event.position
       FROM unnest(string_to_array($2, ',')::uuid[], string_to_array($3, ',')::bigint[]) AS event (id, position)
       WHERE (SELECT known.position FROM event_store.event_identity AS known
         WHERE known.log = $1 AND known.id = event.id) IS DISTINCT FROM event.position
       ORDER BY event.position`,
      // As one text each: the driver writes arrays element by element.
      [this.log, events.map(({ id }) => id).join(), events.map(({ position }) => position).join()],
    );
    return rows.map(({ position }) => Number(position));
  }

  async idCount(): Promise<number> {
    const { rows } = await this.client.query<{ count: string }>(
      `SELECT count(*) FROM event_store.event_identity WHERE log = $1`,
      [this.log],
    );
    return Number(rows[0]!.count);
  }

  streams(): Promise<{ count: number; faults: StreamFault[] }> {
    return streamFaults(this.client, {
      events: `SELECT stream, revision, position FROM event_store.event WHERE log = ${this.log}`,
      heads: `SELECT stream, revision, first_position, last_position FROM event_store.stream_head WHERE log = ${this.log}`,
    });
  }
}
