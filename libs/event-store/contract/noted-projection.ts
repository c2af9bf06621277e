import type { ClientBase, Pool } from 'pg';
import type { StoredEvent } from '../port/event-store.port.js';
import type { Projection } from '../projector/projection.js';

export interface NotedRow {
  readonly position: string;
  readonly type: string;
}

/** A projection of the suites: a row for each event, in a table without a key, so that an event applied twice shows. */
export class NotedProjection implements Projection {
  readonly tables: readonly string[];
  /** How many transactions it was part of, committed or not. */
  applied = 0;
  /** Called with the events after their rows were written, before they are committed. */
  afterWriting: (events: readonly StoredEvent[]) => Promise<void> | void = () => {};

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

  async apply(events: readonly StoredEvent[], client: ClientBase): Promise<void> {
    this.applied += 1;
    for (const { envelope, position } of events) {
      const row = [envelope.association, position, envelope.type];
      await client.query(`INSERT INTO ${this.tables[0]} VALUES ($1, $2, $3)`, row);
    }
    await this.afterWriting(events);
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
