import { EventStoreError, type AppendRequest, type AppendResult } from '../port/event-store.port.js';
import { unwanted } from '../port/request-check.js';
import { APPEND_LIMITS, type AppendLimits } from './append-limits.js';
import type { BatchWriter } from './batch-writer.js';
import type { Settled } from './plan-batch.js';
import { concernsOneRequest, toStoreError } from './postgres-errors.js';
import { WaitingLine, type Waiting } from './waiting-line.js';

/** Group commit: requests that arrive while a batch commits share the next transaction, and its fsync. */
export class AppendQueue {
  readonly #line: WaitingLine;
  #underWay = 0;
  #gathering = false;
  #idle: (() => void)[] = [];

  constructor(
    private readonly writer: BatchWriter,
    private readonly onAppended: () => void,
    private readonly limits: AppendLimits = APPEND_LIMITS,
  ) {
    this.#line = new WaitingLine(limits);
  }

  push(request: AppendRequest): Promise<AppendResult> {
    return new Promise((resolve, reject) => {
      if (this.#line.add(request, { resolve, reject })) this.#gather();
      else reject(new EventStoreError('busy', 'Too many requests wait to be written; try again in a second.'));
    });
  }

  /** Resolves once nothing waits and nothing is under way. */
  async idle(): Promise<void> {
    if (this.#underWay > 0 || this.#gathering) await new Promise<void>((resolve) => this.#idle.push(resolve));
    await this.writer.idle();
  }

  /** Lets requests come together; those that were answered just now ask again in this turn. */
  #gather(): void {
    if (this.#gathering) return;
    this.#gathering = true;
    const start = () => {
      this.#gathering = false;
      this.#start();
    };
    const { gatherMilliseconds } = this.limits;
    if (gatherMilliseconds > 0 && this.#underWay === 0) setTimeout(start, gatherMilliseconds);
    else setImmediate(start);
  }

  #start(): void {
    while (!this.#line.isEmpty && this.#mayStart()) {
      const taken = this.#line.take();
      // All that waits follows from what is under way.
      if (taken.length === 0) return;
      const batch = this.#wanted(taken);
      if (batch.length === 0) continue;
      this.#underWay += 1;
      void this.#run(batch);
    }
    if (this.#underWay > 0) return;
    for (const resolve of this.#idle.splice(0)) resolve();
  }

  /** Those that somebody still waits for: what was decided too long ago may be wrong by now. */
  #wanted(batch: readonly Waiting[]): Waiting[] {
    const given = batch.filter(({ request }) => request.isWanted?.() === false);
    for (const { reject } of given) reject(unwanted());
    this.#line.leave(given);
    return batch.filter((waiting) => !given.includes(waiting));
  }

  #mayStart(): boolean {
    return this.#underWay === 0 || (this.#underWay < this.limits.batchesUnderWayMax && this.#line.isFull);
  }

  async #run(batch: readonly Waiting[]): Promise<void> {
    await this.#write(batch);
    this.#line.leave(batch);
    this.#underWay -= 1;
    this.#gather();
  }

  async #write(batch: readonly Waiting[]): Promise<void> {
    let results: Settled[];
    try {
      results = await this.writer.write(batch.map(({ request }) => request));
    } catch (error) {
      return this.#recover(batch, error);
    }
    batch.forEach((waiting, index) => settle(waiting, results[index]!));
    if (results.some(isAppended)) this.onAppended();
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

function settle({ resolve, reject }: Waiting, result: Settled): void {
  if (result instanceof EventStoreError) reject(result);
  else resolve(result);
}

function isAppended(result: Settled): boolean {
  return 'outcome' in result && result.outcome === 'appended';
}
