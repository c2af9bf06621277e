import type { ClientBase } from 'pg';
import type { StoredEvent } from '../port/event-store.port.js';

/**
 * A fold of one association's log into rows. `apply` sees events in order, each of them once as far as its rows are
 * concerned: rows and checkpoint commit together. It decides nothing and must give the same rows for the same events.
 */
export interface Projection {
  readonly name: string;
  /** Raise it when the rows must be made anew from the same events. */
  readonly version: number;
  /** Every table it writes, schema first: emptied for a rebuild. */
  readonly tables: readonly string[];
  apply(events: readonly StoredEvent[], client: ClientBase): Promise<void>;
}
