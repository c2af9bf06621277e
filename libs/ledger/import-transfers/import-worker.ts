import { setTimeout as wait } from 'node:timers/promises';
import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { EventStoreError } from '#event-store';
import { isDatabaseUnavailable, Refusal } from '#platform';
import type { ImportJob } from './import-job.js';
import { ImportLease, LEASE_SECONDS, LeaseLostError } from './import-lease.js';
import { ImportRunner } from './import-runner.js';

/** How long an idle worker sleeps; a file that came in at this process wakes it. */
const POLL_MILLISECONDS = 500;
const RENEW_MILLISECONDS = (LEASE_SECONDS * 1_000) / 5;
const SWEEP_MILLISECONDS = 600_000;
const log = new Logger('Import');

/** Works on import jobs, one at a time, as long as the service runs. Several services share the jobs by their leases. */
@Injectable()
export class ImportWorker implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #stopping = new AbortController();
  #wake = new AbortController();
  #running: Promise<void> | null = null;
  #sweptAt = 0;

  constructor(
    @Inject(ImportLease) private readonly lease: ImportLease,
    @Inject(ImportRunner) private readonly runner: ImportRunner,
  ) {}

  onApplicationBootstrap(): void {
    this.#running = this.#loop();
  }

  /** Ends after the step of now; the job is free for another worker at once. */
  async onModuleDestroy(): Promise<void> {
    this.#stopping.abort();
    this.hint();
    await this.#running;
  }

  /** There may be a job. */
  hint(): void {
    this.#wake.abort();
  }

  async #loop(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      this.#wake = new AbortController();
      const worked = await this.#turn().catch((error: unknown) => this.#report(error));
      if (!worked && !this.#stopping.signal.aborted) {
        await wait(POLL_MILLISECONDS, undefined, { signal: this.#wake.signal, ref: false }).catch(() => {});
      }
    }
  }

  async #turn(): Promise<boolean> {
    if (Date.now() - this.#sweptAt > SWEEP_MILLISECONDS) {
      await this.lease.sweep();
      this.#sweptAt = Date.now();
    }
    const job = await this.lease.claim();
    if (!job) return false;
    const renewing = setInterval(() => void this.lease.renew(job).catch(() => {}), RENEW_MILLISECONDS);
    try {
      await this.runner.run(job, this.#stopping.signal);
    } catch (error) {
      await this.#endOf(job, error);
    } finally {
      clearInterval(renewing);
    }
    return true;
  }

  /** Another try follows, here or elsewhere, at once or when the lease is over; a job that never moves is ended by it. */
  async #endOf(job: ImportJob, error: unknown): Promise<void> {
    if (error instanceof LeaseLostError) return;
    if (error instanceof Refusal && error.code === 'key-destroyed') {
      await this.lease.fail(job, { code: error.code, line: job.place.line, details: [] });
      return;
    }
    // What passes is no fault of the job and does not count against it.
    if (isPassing(error)) await this.lease.release(job).catch(() => {});
    else log.error({ import: job.id, after: job.place.line, error: kindOf(error) });
    throw error;
  }

  // The text of an unknown error may quote a line: its kind alone is told.
  #report(error: unknown): false {
    log.warn({ problem: 'Imports wait to be tried again.', error: kindOf(error) });
    return false;
  }
}

/** What passes by itself; any other error of the store would come again with every try. */
export function isPassing(error: unknown): boolean {
  if (error instanceof EventStoreError) return ['unavailable', 'busy', 'log-unproven'].includes(error.code);
  return isDatabaseUnavailable(error);
}

function kindOf(error: unknown): string {
  return error instanceof Error ? `${error.name} ${(error as { code?: string }).code ?? ''}`.trim() : typeof error;
}
