import { awaitedLater } from '#platform';
import type { EventStore, Position } from '../port/event-store.port.js';
import { LogReading } from './log-reading.js';

/** A piece of a log is a few megabytes: only so many wait to be folded. */
const PIECES_MAX = 2;

/** Reads logs; the next piece of a long one already while this one is being folded. */
export class ReadAhead {
  readonly #pieces = new Map<string, { readonly after: Position; readonly reading: Promise<LogReading> }>();

  constructor(private readonly store: EventStore) {}

  read(association: string, after: Position): Promise<LogReading> {
    const piece = this.#pieces.get(association);
    if (piece?.after !== after) return LogReading.read(this.store, association, after);
    this.#pieces.delete(association);
    return piece.reading;
  }

  /** Begins to read what comes after a piece that was full. */
  prepare(association: string, { isFull, end }: LogReading): void {
    if (!isFull || this.#pieces.get(association)?.after === end) return;
    if (this.#pieces.size >= PIECES_MAX && !this.#pieces.has(association)) return;
    const reading = awaitedLater(LogReading.read(this.store, association, end));
    this.#pieces.set(association, { after: end, reading });
  }
}
