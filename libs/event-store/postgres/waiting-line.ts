import type { AppendRequest, AppendResult } from '../port/event-store.port.js';
import type { AppendLimits } from './append-limits.js';
import { keyOf } from './plan-batch.js';
import { roughBytes } from './rough-bytes.js';

export interface Waiting {
  readonly request: AppendRequest;
  /** The place of its stream. */
  readonly key: string;
  /** Roughly. */
  readonly bytes: number;
  readonly resolve: (result: AppendResult) => void;
  readonly reject: (error: unknown) => void;
}

/** Requests that wait to be written, within limits, and the batches that they leave in. */
export class WaitingLine {
  #waiting: Waiting[] = [];
  #bytes = 0;
  #events = 0;
  /** Streams and ids of the batches under way. */
  readonly #streams = new Set<string>();
  readonly #ids = new Set<string>();

  constructor(private readonly limits: AppendLimits) {}

  get isEmpty(): boolean {
    return this.#waiting.length === 0;
  }

  /** Whether what waits fills a batch. */
  get isFull(): boolean {
    return this.#events >= this.limits.batchEventsMax;
  }

  /** Puts a request at the end; false where there is no room for it. */
  add(request: AppendRequest, { resolve, reject }: Pick<Waiting, 'resolve' | 'reject'>): boolean {
    const bytes = roughBytes(request);
    // A request larger than all the room is taken where nothing else waits: it would never be taken otherwise.
    const { waitingRequestsMax, waitingBytesMax } = this.limits;
    const isRoom = this.#waiting.length < waitingRequestsMax && this.#bytes + bytes <= waitingBytesMax;
    if (!isRoom && !this.isEmpty) return false;
    this.#waiting.push({ request, key: keyOf(request), bytes, resolve, reject });
    this.#count([this.#waiting.at(-1)!], 1);
    return true;
  }

  /**
   * The next batch in the order of the requests; `leave` says when it is done. A request to a stream of a batch under
   * way stays until that one is decided, for its revision follows from it; so does one that brings the same id.
   */
  take(): Waiting[] {
    const taken: Waiting[] = [];
    const left: Waiting[] = [];
    const streams = new Set<string>();
    const ids = new Set<string>();
    const behind = new Set<string>();
    let events = 0;
    let bytes = 0;
    let next = 0;
    for (; next < this.#waiting.length; next += 1) {
      const waiting = this.#waiting[next]!;
      const own = waiting.request.events;
      const isHeldUp =
        this.#streams.has(waiting.key) ||
        behind.has(waiting.key) ||
        own.some(({ id }) => this.#ids.has(id) || ids.has(id));
      if (isHeldUp) {
        // Nothing overtakes it on its stream.
        behind.add(waiting.key);
        left.push(waiting);
        continue;
      }
      events += own.length;
      bytes += waiting.bytes;
      if (taken.length > 0 && (events > this.limits.batchEventsMax || bytes > this.limits.batchBytesMax)) break;
      streams.add(waiting.key);
      for (const { id } of own) ids.add(id);
      taken.push(waiting);
    }
    this.#waiting = [...left, ...this.#waiting.slice(next)];
    this.#count(taken, -1);
    for (const key of streams) this.#streams.add(key);
    for (const id of ids) this.#ids.add(id);
    return taken;
  }

  /** A batch is done: what waits for its streams and ids may go. */
  leave(batch: readonly Waiting[]): void {
    for (const { key, request } of batch) {
      this.#streams.delete(key);
      for (const { id } of request.events) this.#ids.delete(id);
    }
  }

  #count(waiting: readonly Waiting[], sign: 1 | -1): void {
    for (const { bytes, request } of waiting) {
      this.#bytes += sign * bytes;
      this.#events += sign * request.events.length;
    }
  }
}
