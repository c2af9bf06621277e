import type { Pool } from 'pg';
import type { StoredEvent } from '../port/event-store.port.js';
import type { Projection, ProjectionTarget } from '../projector/projection.js';
import { registerEventTypes } from '../upcasting/event-types.js';

registerEventTypes({ First: { version: 1 }, Noted: { version: 1 }, Poison: { version: 1 } });

export interface NotedRow {
  readonly position: string;
  readonly type: string;
}

/** A projection of the suites: a row for each event, in a table without a key, so that an event applied twice shows. */
export class NotedProjection implements Projection {
  readonly tables: readonly string[];
  /** How many transactions it was part of, committed or not. */
  applied = 0;
  /** Called with the table that is about to be written. */
  beforeWriting: (table: string) => Promise<void> | void = () => {};
  /** Called with the events after their rows were written, before they are committed. */
  afterWriting: (events: readonly StoredEvent[], table: string) => Promise<void> | void = () => {};

  constructor(
    readonly name: string,
    readonly version = 1,
  ) {
    this.tables = [`public.${name}`];
  }

  async createTable(pool: Pool): Promise<this> {
    await pool.query(`CREATE TABLE ${this.tables[0]} (association text, position text, type text)`);
    return this;
  }

  async apply(events: readonly StoredEvent[], { client, table }: ProjectionTarget): Promise<void> {
    this.applied += 1;
    const name = table(this.tables[0]!);
    await this.beforeWriting(name);
    for (const { envelope, position } of events) {
      const row = [envelope.association, position, envelope.type];
      await client.query(`INSERT INTO ${name} VALUES ($1, $2, $3)`, row);
    }
    await this.afterWriting(events, name);
  }

  async rows(pool: Pool, association: string): Promise<NotedRow[]> {
    const { rows } = await pool.query<NotedRow>(
      `SELECT position, type FROM ${this.tables[0]} WHERE association = $1 ORDER BY ctid`,
      [association],
    );
    return rows;
  }

  async positions(pool: Pool, association: string): Promise<string[]> {
    return (await this.rows(pool, association)).map((row) => row.position);
  }
}

/** Fails whenever it meets an event of the type `Poison`. */
export function refusePoison(events: readonly StoredEvent[]): void {
  if (events.some(({ envelope }) => envelope.type === 'Poison')) throw new Error('This event cannot be taken.');
}
