import type { EventStore, Position, StoredEvent } from '../port/event-store.port.js';
import { currentView, UnknownEventError } from '../upcasting/current-view.js';

/** Events in one transaction: enough to fold many at once, few enough to hold its locks briefly. */
export const EVENTS_PER_STEP_MAX = 2_000;

/** A piece of a log in the current view, read and decoded once for every projection that stands in it. */
export class LogReading {
  private constructor(
    readonly after: Position,
    readonly events: readonly StoredEvent[],
    /** The event at which it stops because this program cannot read it. */
    readonly unknown: { readonly position: Position; readonly error: UnknownEventError } | null,
    /** Whether there may be more behind it. */
    readonly isFull: boolean,
  ) {}

  static async read(store: EventStore, association: string, after: Position): Promise<LogReading> {
    const stored = await store.readLog(association, after, EVENTS_PER_STEP_MAX);
    const isFull = stored.length === EVENTS_PER_STEP_MAX;
    const events: StoredEvent[] = [];
    for (const event of stored) {
      try {
        events.push(currentView(event));
      } catch (error) {
        if (!(error instanceof UnknownEventError)) throw error;
        return new LogReading(after, events, { position: event.position, error }, false);
      }
    }
    return new LogReading(after, events, null, isFull);
  }

  get end(): Position {
    return this.events.at(-1)?.position ?? this.after;
  }

  /** Whether a fold that stands at `position` finds its next event here. */
  holdsNextOf(position: Position): boolean {
    if (position < this.after) return false;
    return position < this.end || (position === this.end && this.unknown !== null);
  }

  /** So many events after a position. Positions have no holes, so none has to be looked for. */
  upTo(size: number, from: Position): readonly StoredEvent[] {
    // The same array for every projection that stands at the start: what is told by it is found out once.
    if (from === this.after && size >= this.events.length) return this.events;
    return this.events.filter((event) => event.position > from).slice(0, size);
  }
}
