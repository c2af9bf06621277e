import type { Pool } from 'pg';
import { inTransaction } from '#platform';
import { EventStoreError, type AppendRequest, type AppendResult } from '../port/event-store.port.js';
import { appendBatch } from './append-batch.js';
import type { Settled } from './decide-batch.js';
import { concernsOneRequest, isDuplicate, toStoreError } from './postgres-errors.js';

/** Events that one transaction may carry; a larger single request travels alone. Past 500 latency grows faster than throughput. */
const BATCH_EVENTS_MAX = 500;
/** Requests that may wait. Beyond it the caller is told to come again, instead of memory growing. */
const WAITING_REQUESTS_MAX = 10_000;

interface Waiting {
  readonly request: AppendRequest;
  readonly resolve: (result: AppendResult) => void;
  readonly reject: (error: unknown) => void;
}

/** Group commit: requests that arrive while a batch commits share the next transaction, and its fsync. */
export class AppendQueue {
  readonly #waiting: Waiting[] = [];
  #draining: Promise<void> | null = null;

  constructor(
    private readonly pool: Pool,
    private readonly now: () => Date,
    private readonly onAppended: () => void,
  ) {}

  push(request: AppendRequest): Promise<AppendResult> {
    if (this.#waiting.length >= WAITING_REQUESTS_MAX) {
      return Promise.reject(
        new EventStoreError('busy', 'Too many requests wait to be written; try again in a second.'),
      );
    }
    return new Promise((resolve, reject) => {
      this.#waiting.push({ request, resolve, reject });
      this.#draining ??= this.#drain();
    });
  }

  async idle(): Promise<void> {
    await this.#draining;
  }

  async #drain(): Promise<void> {
    // Letting the current turn end gathers requests that arrived together.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#waiting.length > 0) await this.#write(this.#take());
    this.#draining = null;
  }

  #take(): Waiting[] {
    let events = this.#waiting[0]!.request.events.length;
    let count = 1;
    while (count < this.#waiting.length) {
      events += this.#waiting[count]!.request.events.length;
      if (events > BATCH_EVENTS_MAX) break;
      count += 1;
    }
    return this.#waiting.splice(0, count);
  }

  async #write(batch: readonly Waiting[]): Promise<void> {
    const requests = batch.map(({ request }) => request);
    let results: readonly Settled[];
    try {
      results = await inTransaction(this.pool, (client) => appendBatch(client, requests, this.now()));
    } catch (error) {
      return this.#recover(batch, error);
    }
    batch.forEach(({ resolve, reject }, index) => {
      const result = results[index]!;
      if (result instanceof EventStoreError) reject(result);
      else resolve(result);
    });
    if (results.some((result) => 'outcome' in result && result.outcome === 'appended')) this.onAppended();
  }

  async #recover(batch: readonly Waiting[], error: unknown): Promise<void> {
    if (batch.length > 1 && concernsOneRequest(error)) {
      // One bad request must not take the others down: each is tried alone.
      for (const waiting of batch) await this.#write([waiting]);
    } else {
      for (const waiting of batch) this.#fail(waiting, error);
    }
  }

  #fail({ resolve, reject }: Waiting, error: unknown): void {
    if (isDuplicate(error)) resolve({ outcome: 'duplicate-event' });
    else reject(toStoreError(error));
  }
}
