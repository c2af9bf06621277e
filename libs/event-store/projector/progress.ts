import type { Pool } from 'pg';
import { toStoreError } from '../postgres/postgres-errors.js';
import { EventStoreError, toPosition, type Position } from '../port/event-store.port.js';

/** A reader that asks for a position waits this long at most. */
const WAIT_MILLISECONDS_MAX = 5_000;
const LOOK_EVERY_MILLISECONDS = 15;

/** Answers how far a projection has come, and waits for it. */
export class ProjectionProgress {
  constructor(
    private readonly pool: Pool,
    private readonly waitMillisecondsMax = WAIT_MILLISECONDS_MAX,
  ) {}

  reached(projection: string, association: string): Promise<Position> {
    return this.#position(
      `SELECT position FROM event_store.projection_checkpoint WHERE projection = $1 AND association = $2`,
      [projection, association],
    );
  }

  /**
   * Resolves once the projection holds everything up to `position`; refuses as `not-yet-visible` after the limit. A
   * position beyond the head of the log is refused as `position-unknown` at once: nobody was ever told of it.
   */
  async waitFor(projection: string, association: string, position: Position): Promise<void> {
    const deadline = Date.now() + this.waitMillisecondsMax;
    // The head is asked only of those who would wait; what is projected is in the log.
    if ((await this.reached(projection, association)) >= position) return;
    await this.#refuseBeyondHead(association, position);
    while ((await this.reached(projection, association)) < position) {
      if (Date.now() >= deadline) {
        throw new EventStoreError(
          'not-yet-visible',
          `The view has not reached position ${position} within ${this.waitMillisecondsMax} ms.`,
        );
      }
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MILLISECONDS));
    }
  }

  async #refuseBeyondHead(association: string, position: Position): Promise<void> {
    const head = await this.#position(`SELECT position FROM event_store.log_head WHERE association = $1`, [
      association,
    ]);
    if (position > head) throw new EventStoreError('position-unknown', 'The log has no such position.');
  }

  /** The start of the log where there is no row yet. */
  async #position(sql: string, values: readonly string[]): Promise<Position> {
    try {
      const { rows } = await this.pool.query<{ position: string }>(sql, [...values]);
      return toPosition(rows[0]?.position ?? 0);
    } catch (error) {
      throw toStoreError(error);
    }
  }
}
