import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { EventStoreError } from '#event-store';
import { isDatabaseUnavailable, Refusal, Rounds } from '#platform';
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
  readonly #rounds = new Rounds();
  #sweptAt = 0;

  constructor(
    @Inject(ImportLease) private readonly lease: ImportLease,
    @Inject(ImportRunner) private readonly runner: ImportRunner,
  ) {}

  onApplicationBootstrap(): void {
    this.#rounds.start(async () => {
      const worked = await this.#turn().catch((error: unknown) => this.#report(error));
      return worked ? 0 : POLL_MILLISECONDS;
    });
  }

  /** Ends after the step of now; the job is free for another worker at once. */
  onModuleDestroy(): Promise<void> {
    return this.#rounds.stop();
  }

  /** There may be a job. */
  hint(): void {
    this.#rounds.hint();
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
      await this.runner.run(job, this.#rounds.stopping);
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
