import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { EventStoreError } from '#event-store';
import { Clock, isDatabaseUnavailable, Refusal, Rounds } from '#platform';
import { BundleLease, LEASE_SECONDS, LeaseLostError } from './bundle-lease.js';
import { BundleLog } from './bundle-log.js';
import { BundleMaker, NoCheckpointError } from './bundle-maker.js';
import type { BundleFailure, BundleRow } from './bundle-row.js';
import { BUNDLE_SETTINGS, type BundleSettings } from './bundle-settings.js';
import { BundleStore } from './bundle-store.js';
import { BundleWishes } from './bundle-wish.js';

/** How long an idle worker sleeps; a bundle that was asked for at this process wakes it. */
const POLL_MILLISECONDS = 1_000;
const RENEW_MILLISECONDS = (LEASE_SECONDS * 1_000) / 5;
const SWEEP_MILLISECONDS = 60_000;
const log = new Logger('Bundle');

/** Makes bundles, one at a time, as long as the service runs. Several services share them by their leases. */
@Injectable()
export class BundleWorker implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #rounds = new Rounds();
  #sweptAt = 0;

  constructor(
    @Inject(BundleLease) private readonly lease: BundleLease,
    @Inject(BundleMaker) private readonly maker: BundleMaker,
    @Inject(BundleStore) private readonly files: BundleStore,
    @Inject(BundleWishes) private readonly wishes: BundleWishes,
    @Inject(BundleLog) private readonly bundles: BundleLog,
    @Inject(BUNDLE_SETTINGS) private readonly settings: BundleSettings,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.#rounds.start(async () => {
      const worked = await this.#turn().catch((error: unknown) => this.#report(error));
      return worked ? 0 : POLL_MILLISECONDS;
    });
  }

  /** A bundle that is under way is given up, and begun again by whoever takes it next. */
  onModuleDestroy(): Promise<void> {
    return this.#rounds.stop();
  }

  /** There may be a bundle to make. */
  hint(): void {
    this.#rounds.hint();
  }

  async #turn(): Promise<boolean> {
    await this.#sweep();
    const row = await this.lease.claim();
    if (!row) return false;
    try {
      await this.#make(row);
    } catch (error) {
      await this.#endOf(row, error);
    }
    return true;
  }

  async #make(row: BundleRow): Promise<void> {
    const progress = { read: 0, size: null as number | null };
    let lost: unknown = null;
    const renew = () => this.lease.renew(row, progress.read, progress.size).catch((error: unknown) => (lost = error));
    const renewing = setInterval(() => void renew(), RENEW_MILLISECONDS);
    const part = await this.files.partOf(row);
    try {
      const wish = await this.wishes.open(row);
      const made = await this.maker.make(row, wish, part, (read, size) => {
        Object.assign(progress, { read, size });
        if (lost instanceof LeaseLostError || this.#rounds.stopping.aborted)
          throw lost ?? new LeaseLostError('Stopping.');
      });
      await this.lease.renew(row, progress.read, made.size);
      await this.files.keep(row, part);
      await this.bundles.made(row, wish, made);
      await this.lease.finish(row, made, this.settings.keptHours);
    } finally {
      clearInterval(renewing);
      await this.files.deletePart(part).catch(() => {});
    }
  }

  async #endOf(row: BundleRow, error: unknown): Promise<void> {
    if (error instanceof LeaseLostError || isPassing(error)) {
      await this.lease.release(row).catch(() => {});
      return;
    }
    log.error({ bundle: row.bundle_id, error: kindOf(error) });
    await this.lease.fail(row, failureOf(error)).catch(() => {});
  }

  async #sweep(): Promise<void> {
    if (Date.now() - this.#sweptAt < SWEEP_MILLISECONDS) return;
    for (const expired of await this.lease.expire()) await this.files.delete(expired);
    await this.files.sweep(this.clock.now().getTime());
    this.#sweptAt = Date.now();
  }

  // The text of an unknown error may quote what it read: its kind alone is told.
  #report(error: unknown): false {
    log.warn({ problem: 'Bundles wait to be made.', error: kindOf(error) });
    return false;
  }
}

/** What passes by itself: it is tried again and counts for nothing. */
function isPassing(error: unknown): boolean {
  if (error instanceof EventStoreError) return ['unavailable', 'busy', 'not-yet-visible'].includes(error.code);
  return isDatabaseUnavailable(error);
}

/** Why a bundle cannot be made, as whoever asked for it is told. */
export function failureOf(error: unknown): BundleFailure {
  if (error instanceof NoCheckpointError) return 'no-checkpoint';
  if (error instanceof Refusal && error.code === 'key-destroyed') return 'key-destroyed';
  const { code } = error as { code?: unknown };
  return code === 'ENOSPC' || code === 'EDQUOT' ? 'disk-full' : 'failed';
}

function kindOf(error: unknown): string {
  return error instanceof Error ? `${error.name} ${(error as { code?: string }).code ?? ''}`.trim() : typeof error;
}
