import type { Pool } from 'pg';
import type { NumberedEvent } from './leadership.js';

/** Where this process leads it is told; the look is for the case that it does not any more. */
const LOOK_WHILE_LEADING_MILLISECONDS = 250;
const LOOK_MILLISECONDS = 5;

interface Waiting {
  readonly association: string;
  readonly id: string;
  readonly deadline: number;
  readonly resolve: (event: NumberedEvent | null) => void;
}

/** Tells those who appended an event when it has its position. */
export class NumberedEvents {
  readonly #waiting = new Map<string, Waiting>();
  #looking: Promise<void> | null = null;

  constructor(
    private readonly pool: Pool,
    private readonly leads: () => boolean,
  ) {}

  /** The event with its position; null after the limit. */
  async of(association: string, id: string, milliseconds: number): Promise<NumberedEvent | null> {
    return new Promise((resolve) => {
      this.#waiting.set(keyOf(association, id), { association, id, deadline: Date.now() + milliseconds, resolve });
      if (this.#looking === null) this.#looking = this.#look();
    });
  }

  tell(events: readonly NumberedEvent[]): void {
    for (const event of events) this.#settle(keyOf(event.association, event.id), event);
  }

  async #look(): Promise<void> {
    while (this.#waiting.size > 0) {
      const pause = this.leads() ? LOOK_WHILE_LEADING_MILLISECONDS : LOOK_MILLISECONDS;
      await new Promise((resolve) => setTimeout(resolve, pause));
      // A database that does not answer is told by the limit: whether the event is numbered is not known meanwhile.
      if (this.#waiting.size > 0) this.tell(await this.#find([...this.#waiting.values()]).catch(() => []));
      for (const [key, { deadline }] of this.#waiting) if (Date.now() >= deadline) this.#settle(key, null);
    }
    this.#looking = null;
  }

  async #find(waiting: readonly Waiting[]): Promise<NumberedEvent[]> {
    const { rows } = await this.pool.query<{ association: string; id: string; position: string; leaf_hash: Buffer }>(
      `SELECT event.association, event.id, event.position, event.leaf_hash
       FROM unnest($1::text[], $2::uuid[]) AS asked(association, id)
       JOIN event_store.kurrentdb_event AS event USING (association, id)`,
      [waiting.map(({ association }) => association), waiting.map(({ id }) => id)],
    );
    return rows.map((row) => ({
      association: row.association,
      id: row.id,
      position: Number(row.position),
      leafHash: row.leaf_hash,
    }));
  }

  #settle(key: string, event: NumberedEvent | null): void {
    this.#waiting.get(key)?.resolve(event);
    this.#waiting.delete(key);
  }
}

/** One text for an event; no association's name holds a control character. */
function keyOf(association: string, id: string): string {
  return `${association}\u0000${id}`;
}
