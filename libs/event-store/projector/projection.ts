import type { ClientBase } from 'pg';
import type { StoredEvent } from '../port/event-store.port.js';

/** Where a projection writes: the live tables, or those of a rebuild beside them. */
export interface ProjectionTarget {
  /** The transaction of the step: rows and checkpoint are committed together. */
  readonly client: ClientBase;
  /** The name, schema first, under which a table of the projection stands now. A name that it does not list throws. */
  table(name: string): string;
}

/**
 * A fold of one association's log into rows. `apply` sees events in order and in their current view, each of them once
 * as far as its rows are concerned: rows and checkpoint commit together. It decides nothing, must give the same rows
 * for the same events however they are cut into steps, and asks no other table than its own.
 */
export interface Projection {
  readonly name: string;
  /** Raise it when the rows must be made anew from the same events. */
  readonly version: number;
  /**
   * Every table that it writes, schema first. Each has a column `association`; none has a trigger or a foreign key, for
   * a rebuild puts a copy in its place.
   */
  readonly tables: readonly string[];
  /**
   * Whether an event could ever change a row, whatever came before it. Where none of a step's could, the fold moves on
   * without `apply`. A projection that does not say is given all of them.
   */
  concerns?(event: StoredEvent): boolean;
  apply(events: readonly StoredEvent[], target: ProjectionTarget): Promise<void>;
}
