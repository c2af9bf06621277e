import type { Pool } from 'pg';

export type OrderErrorCode = 'projection-unknown' | 'association-unknown' | 'paused-as-a-whole' | 'not-paused' | 'busy';

/** An order that cannot be carried out, in words for the operator who gave it. */
export class OrderError extends Error {
  override readonly name = 'OrderError';
  constructor(
    readonly code: OrderErrorCode,
    message: string,
  ) {
    super(message);
  }
}

/** What an order is about; without an association, all of them. */
export interface Ordered {
  readonly projection: string;
  readonly association: string | null;
}

/** Writes down what is wished of projections. Projectors read it within a fraction of a second, wherever they run. */
export class ProjectionOrders {
  constructor(private readonly pool: Pool) {}

  async pause(ordered: Ordered): Promise<void> {
    await this.#requireKnown(ordered);
    await this.pool.query(
      `INSERT INTO projection.pause (projection, association) VALUES ($1, $2) ON CONFLICT DO NOTHING`,
      [ordered.projection, ordered.association],
    );
  }

  /** Ends a pause, and has what an event stopped tried again at once. */
  async resume(ordered: Ordered): Promise<void> {
    await this.#requireKnown(ordered);
    const { projection, association } = ordered;
    if (association !== null) await this.#refuseWholePause(projection);
    const pauses = await this.pool.query(
      `DELETE FROM projection.pause WHERE projection = $1 AND ($2::text IS NULL OR association = $2)`,
      [projection, association],
    );
    const failures = await this.pool.query(
      `UPDATE projection.failure SET retry_at = clock_timestamp()
       WHERE projection = $1 AND ($2::text IS NULL OR association = $2)`,
      [projection, association],
    );
    if (pauses.rowCount === 0 && failures.rowCount === 0)
      throw new OrderError(
        'not-paused',
        `${inWords(ordered)} is neither paused nor stopped: there is nothing to resume.`,
      );
  }

  /** Has the rows made anew beside the live ones, and put in their place. */
  async rebuild(ordered: Ordered): Promise<void> {
    await this.#requireKnown(ordered);
    const { rowCount } = await this.pool.query(
      `INSERT INTO projection.rebuild (projection, association, state) VALUES ($1, $2, 'asked') ON CONFLICT DO NOTHING`,
      [ordered.projection, ordered.association],
    );
    if (rowCount === 0)
      throw new OrderError(
        'busy',
        `${ordered.projection} is being rebuilt already: kiroku projections shows how far it is.`,
      );
  }

  async #requireKnown({ projection, association }: Ordered): Promise<void> {
    const { rows } = await this.pool.query<{ name: string }>(`SELECT name FROM projection.projection ORDER BY name`);
    if (!rows.some(({ name }) => name === projection)) {
      const names = rows.map(({ name }) => name).join(', ') || 'none: a projector has to run once';
      throw new OrderError('projection-unknown', `There is no projection ${projection}. There are: ${names}.`);
    }
    if (association === null) return;
    const { rowCount } = await this.pool.query(
      `SELECT FROM projection.checkpoint WHERE projection = $1 AND association = $2 LIMIT 1`,
      [projection, association],
    );
    if (rowCount === 0)
      throw new OrderError('association-unknown', `${projection} knows no association ${association}: check its id.`);
  }

  async #refuseWholePause(projection: string): Promise<void> {
    const { rowCount } = await this.pool.query(
      `SELECT FROM projection.pause WHERE projection = $1 AND association IS NULL`,
      [projection],
    );
    if (rowCount !== 0)
      throw new OrderError(
        'paused-as-a-whole',
        `${projection} is paused for all associations: resume it without --association.`,
      );
  }
}

function inWords({ projection, association }: Ordered): string {
  return association === null ? projection : `${projection} of ${association}`;
}
