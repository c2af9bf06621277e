import type { Pool } from 'pg';

/** How far ahead of a log its partition is to be there: minutes at full speed. */
const AHEAD_EVENTS = 2 ** 20;
/** Asked for so often only: most of the time it is there. */
const EVERY_EVENTS = 2 ** 16;

/** Has partitions made before a log comes to them, so that no append waits for one. If it fails the append makes it. */
export class PartitionsAhead {
  readonly #nextLook = new Map<string, number>();
  #making: Promise<void> = Promise.resolve();

  constructor(
    private readonly pool: Pool,
    private readonly aheadEvents = AHEAD_EVENTS,
    private readonly everyEvents = EVERY_EVENTS,
  ) {}

  /** The log has come to `position`. */
  notice(association: string, position: number): void {
    if (position < (this.#nextLook.get(association) ?? this.everyEvents)) return;
    this.#nextLook.set(association, position + this.everyEvents);
    const ahead = position + this.aheadEvents;
    this.#making = this.pool.query(`SELECT event_store.make_partitions($1, $1)`, [ahead]).then(
      () => {},
      () => {},
    );
  }

  /** Resolves when nothing is being made. */
  idle(): Promise<void> {
    return this.#making;
  }
}
