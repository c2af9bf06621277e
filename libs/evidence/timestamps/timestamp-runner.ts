import { Logger } from '@nestjs/common';
import type { EventStore, Leases } from '#event-store';
import { Rounds } from '#platform';
import { Checkpoints } from '../checkpoints/checkpoints.js';
import { KeptTimestamps } from './kept-timestamps.js';
import { TimestampKeeper, type TimestampObserver } from './timestamp-keeper.js';
import type { TimestampSettings } from './timestamp-settings.js';
import type { Pool } from 'pg';

/** What the right to ask for timestamps is called among the leases of projections. */
export const TIMESTAMP_KEEPER = 'timestamps';
/** A lease that is not renewed in time goes to another keeper, so rounds are short; those that ask for nothing cost little. */
const ROUND_MILLISECONDS = 1_000;
/** A failure that lasts is told so often. */
const TOLD_EVERY_MILLISECONDS = 60_000;

export interface TimestampGround {
  /** Connections that may write timestamps. */
  readonly pool: Pool;
  readonly store: Pick<EventStore, 'heads'>;
  readonly settings: TimestampSettings;
  readonly now: () => Date;
}

/** Has checkpoints stamped for as long as the process runs; of several processes each has the logs of its leases. */
export class TimestampRunner {
  readonly #log = new Logger('Timestamps');
  readonly #keeper: TimestampKeeper;
  readonly #rounds = new Rounds();
  #toldAt = -Infinity;

  constructor(
    private readonly leases: Leases,
    private readonly ground: TimestampGround,
  ) {
    const { pool, settings, now } = ground;
    this.#keeper = new TimestampKeeper(
      settings,
      new Checkpoints(pool),
      new KeptTimestamps(pool),
      this.#observer(),
      now,
    );
  }

  start(): void {
    this.#rounds.start(async () => {
      await this.#round().catch((error: unknown) => this.#tell(error));
      return ROUND_MILLISECONDS;
    });
  }

  async stop(): Promise<void> {
    await this.#rounds.stop();
    await this.leases.release().catch(() => {});
  }

  async #round(): Promise<void> {
    await this.leases.hold([TIMESTAMP_KEEPER]);
    const heads = [...(await this.ground.store.heads()).keys()];
    await this.#keeper.round(heads.filter((one) => this.leases.of(TIMESTAMP_KEEPER, one) !== undefined));
  }

  #observer(): TimestampObserver {
    return {
      failed: (error) => this.#log.warn({ event: 'timestamp-failed', ...kindOf(error) }),
      recovered: () => this.#log.warn({ event: 'timestamp-authority-answers-again' }),
    };
  }

  #tell(error: unknown): void {
    if (performance.now() - this.#toldAt < TOLD_EVERY_MILLISECONDS) return;
    this.#toldAt = performance.now();
    this.#log.warn({ event: 'timestamps-wait', ...kindOf(error) });
  }
}

/** Texts of databases and of what stands between could quote anything; what kind it is will do. */
function kindOf(error: unknown): { error?: string; code?: string; fault?: string } {
  const { name, code, fault } = error as { name?: string; code?: string; fault?: string };
  return { ...(name && { error: name }), ...(code && { code }), ...(fault && { fault }) };
}
