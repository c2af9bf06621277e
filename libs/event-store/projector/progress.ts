import type { Pool } from 'pg';
import { ofAssociation } from '#platform';
import { toStoreError } from '../postgres/postgres-errors.js';
import { EventStoreError, toPosition, type EventStore, type Position } from '../port/event-store.port.js';
import { START } from './places.js';

/** A reader that asks for a position waits this long at most. */
const WAIT_MILLISECONDS_MAX = 5_000;
const LOOK_EVERY_MILLISECONDS = 15;

/** Answers how far a projection has come, and waits for it. */
export class ProjectionProgress {
  constructor(
    private readonly pool: Pool,
    private readonly store: Pick<EventStore, 'head'>,
    private readonly waitMillisecondsMax = WAIT_MILLISECONDS_MAX,
  ) {}

  /** The start of the log before anything was projected. */
  async reached(projection: string, association: string): Promise<Position> {
    try {
      const { rows } = await ofAssociation(this.pool, association).prepared<{ position: string }>(
        `SELECT position FROM projection.checkpoint WHERE projection = $1 AND association = $2 AND side = 'live'`,
        [projection, association],
      );
      return toPosition(rows[0]?.position ?? 0);
    } catch (error) {
      throw toStoreError(error);
    }
  }

  /**
   * Resolves once the projection holds everything up to `position`; refuses as `not-yet-visible` after the limit. A
   * position beyond the head of the log is refused as `position-unknown` at once: nobody was ever told of it.
   */
  async waitFor(projection: string, association: string, position: Position): Promise<void> {
    const deadline = Date.now() + this.waitMillisecondsMax;
    // The head is asked only of those who would wait; what is projected is in the log.
    if ((await this.reached(projection, association)) >= position) return;
    if (position > ((await this.store.head(association)) ?? START))
      throw new EventStoreError('position-unknown', 'The log has no such position.');
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
}
