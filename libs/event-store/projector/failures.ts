import type { Position } from '../port/event-store.port.js';

/** Rest after a failure, so that a broken projection does not spin. */
export const FAILURE_PAUSE_MILLISECONDS = 1_000;

export interface ProjectionFailure {
  readonly projection: string;
  readonly association: string;
  /** The projection stands after this position: the event that it cannot take is among the next ones. */
  readonly after: Position;
  readonly error: unknown;
}

/** What is stopped by an error now, each by the place where it stopped. */
export class Failures {
  readonly #failures = new Map<string, { failure: ProjectionFailure; restsUntil: number }>();

  constructor(private readonly onFailure: (failure: ProjectionFailure) => void) {}

  all(): ProjectionFailure[] {
    return [...this.#failures.values()].map(({ failure }) => failure);
  }

  rests(place: string): boolean {
    return (this.#failures.get(place)?.restsUntil ?? 0) > Date.now();
  }

  /** Lets everything be tried at once, still as known failures. */
  endRests(): void {
    for (const [place, { failure }] of this.#failures) this.#failures.set(place, { failure, restsUntil: 0 });
  }

  /** Kept until the place moves; told only when it is new. */
  add(place: string, failure: ProjectionFailure): void {
    const isNew = !this.#failures.has(place);
    this.#failures.set(place, { failure, restsUntil: Date.now() + FAILURE_PAUSE_MILLISECONDS });
    if (isNew) this.onFailure(failure);
  }

  remove(place: string): void {
    this.#failures.delete(place);
  }

  clear(): void {
    this.#failures.clear();
  }
}
