import { EventStoreError, type AppendRequest, type AppendResult } from '../port/event-store.port.js';
import { OVERTAKEN, type BatchWriter } from './batch-writer.js';
import { concernsOneRequest, toStoreError } from './postgres-errors.js';
import { roughBytes } from './rough-bytes.js';

/** What a queue takes and hands on. */
export interface AppendLimits {
  /** Events of one transaction; a larger single request travels alone. Past 500 latency grows faster than throughput. */
  readonly batchEventsMax: number;
  /** Bytes of one transaction, roughly; a larger single request travels alone. */
  readonly batchBytesMax: number;
  /** How long the first request waits for company; 0 is the rest of the turn. A batch under way gathers the next one anyway. */
  readonly gatherMilliseconds: number;
  /** Requests that may wait, and their bytes, roughly. Beyond it the caller is told to come again, instead of memory growing. */
  readonly waitingRequestsMax: number;
  readonly waitingBytesMax: number;
}

export const APPEND_LIMITS: AppendLimits = {
  batchEventsMax: 500,
  batchBytesMax: 4 * 1024 * 1024,
  gatherMilliseconds: 0,
  waitingRequestsMax: 10_000,
  waitingBytesMax: 64 * 1024 * 1024,
};

/** A request that others overtook so often has its streams held for it. */
const OVERTAKEN_MAX = 2;

interface Waiting {
  readonly request: AppendRequest;
  readonly bytes: number;
  readonly resolve: (result: AppendResult) => void;
  readonly reject: (error: unknown) => void;
  overtaken: number;
}

/** Group commit: requests that arrive while a batch commits share the next transaction, and its fsync. */
export class AppendQueue {
  #waiting: Waiting[] = [];
  #waitingBytes = 0;
  #draining: Promise<void> | null = null;

  constructor(
    private readonly writer: BatchWriter,
    private readonly onAppended: () => void,
    private readonly limits: AppendLimits = APPEND_LIMITS,
  ) {}

  push(request: AppendRequest): Promise<AppendResult> {
    const bytes = roughBytes(request);
    if (!this.#hasRoomFor(bytes)) {
      return Promise.reject(
        new EventStoreError('busy', 'Too many requests wait to be written; try again in a second.'),
      );
    }
    return new Promise((resolve, reject) => {
      this.#waiting.push({ request, bytes, resolve, reject, overtaken: 0 });
      this.#waitingBytes += bytes;
      this.#draining ??= this.#drain();
    });
  }

  async idle(): Promise<void> {
    await this.#draining;
    await this.writer.idle();
  }

  // A request larger than all the room is taken where nothing else waits: it would never be taken otherwise.
  #hasRoomFor(bytes: number): boolean {
    if (this.#waiting.length === 0) return true;
    const { waitingRequestsMax, waitingBytesMax } = this.limits;
    return this.#waiting.length < waitingRequestsMax && this.#waitingBytes + bytes <= waitingBytesMax;
  }

  async #drain(): Promise<void> {
    await this.#gather();
    while (this.#waiting.length > 0) await this.#write(this.#take());
    this.#draining = null;
  }

  #gather(): Promise<void> {
    const { gatherMilliseconds } = this.limits;
    return new Promise((resolve) => {
      if (gatherMilliseconds > 0) setTimeout(resolve, gatherMilliseconds);
      else setImmediate(resolve);
    });
  }

  /** The next requests in their order. One that brings an id of another waits until that one is decided. */
  #take(): Waiting[] {
    const ids = new Set<string>();
    let events = 0;
    let bytes = 0;
    let count = 0;
    for (const { request, bytes: own } of this.#waiting) {
      events += request.events.length;
      bytes += own;
      const fits = events <= this.limits.batchEventsMax && bytes <= this.limits.batchBytesMax;
      if (count > 0 && (!fits || request.events.some(({ id }) => ids.has(id)))) break;
      for (const { id } of request.events) ids.add(id);
      count += 1;
    }
    const taken = this.#waiting.slice(0, count);
    this.#waiting = this.#waiting.slice(count);
    this.#waitingBytes -= taken.reduce((sum, { bytes: own }) => sum + own, 0);
    return taken;
  }

  async #write(batch: readonly Waiting[]): Promise<void> {
    const hold = batch.some(({ overtaken }) => overtaken >= OVERTAKEN_MAX);
    const requests = batch.map(({ request }) => request);
    try {
      this.#settle(batch, await this.writer.write(requests, hold));
    } catch (error) {
      await this.#recover(batch, error);
    }
  }

  #settle(batch: readonly Waiting[], results: Awaited<ReturnType<BatchWriter['write']>>): void {
    const again: Waiting[] = [];
    let appended = false;
    batch.forEach((waiting, index) => {
      const result = results[index]!;
      if (result === OVERTAKEN) again.push(waiting);
      else if (result instanceof EventStoreError) waiting.reject(result);
      else waiting.resolve(result);
      appended ||= result !== OVERTAKEN && 'outcome' in result && result.outcome === 'appended';
    });
    for (const waiting of again) {
      waiting.overtaken += 1;
      this.#waitingBytes += waiting.bytes;
    }
    if (again.length > 0) this.#waiting = [...again, ...this.#waiting];
    if (appended) this.onAppended();
  }

  async #recover(batch: readonly Waiting[], error: unknown): Promise<void> {
    if (batch.length > 1 && concernsOneRequest(error)) {
      // One bad request must not take the others down: each is tried alone.
      for (const waiting of batch) await this.#write([waiting]);
    } else {
      for (const { reject } of batch) reject(toStoreError(error));
    }
  }
}
