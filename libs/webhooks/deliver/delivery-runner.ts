import { Logger } from '@nestjs/common';
import type { Pool } from 'pg';
import { Rounds } from '#platform';
import type { WebhookLog } from '../log/webhook-log.js';
import type { SendTerms } from '../send/send-message.js';
import type { WebhookSettings } from '../send/webhook-settings.js';
import { Deliverer, type DeliveryObserver } from './deliverer.js';
import { DeliveryQueue } from './delivery-queue.js';
import { Lanes, type Lane } from './lanes.js';

const ROUND_MILLISECONDS = 500;
const SWEEP_MILLISECONDS = 3_600_000;
/** A failure that lasts is told so often. */
const TOLD_EVERY_MILLISECONDS = 60_000;
/** So often a lane goes on before it is looked at who listens where. */
const DELIVERIES_PER_LANE = 50;

export interface DeliveryGround {
  /** Connections of the projector. */
  readonly pool: Pool;
  readonly log: WebhookLog;
  readonly settings: WebhookSettings;
  readonly now: () => Date;
  /** How it is sent otherwise than in use, for tests. */
  readonly terms?: Partial<SendTerms>;
}

export interface DeliveryCounts {
  readonly delivered: number;
  readonly failed: number;
}

/** Sends what is due for as long as the process runs. Of several processes each sends what it claimed. */
export class DeliveryRunner {
  readonly #log = new Logger('Webhooks');
  readonly #rounds = new Rounds();
  readonly #queue: DeliveryQueue;
  readonly #deliverer: Deliverer;
  readonly #lanes = new Lanes();
  readonly #running = new Set<Promise<void>>();
  readonly #counts = { delivered: 0, failed: 0 };
  #sweptAt = -Infinity;
  #toldAt = -Infinity;

  constructor(private readonly ground: DeliveryGround) {
    const { pool, log, settings, now, terms } = ground;
    this.#queue = new DeliveryQueue(pool);
    this.#deliverer = new Deliverer({
      queue: this.#queue,
      log,
      now,
      terms: { rules: settings, stopping: this.#rounds.stopping, ...terms },
      observer: this.#observer(),
    });
  }

  get counts(): DeliveryCounts {
    return { ...this.#counts };
  }

  start(): void {
    this.#rounds.start(async () => {
      await this.#round().catch((error: unknown) => this.#tell(error));
      return ROUND_MILLISECONDS;
    });
  }

  /** What is under way is broken off, and tried again by whoever comes next. */
  async stop(): Promise<void> {
    await this.#rounds.stop();
    await Promise.all(this.#running);
  }

  async #round(): Promise<void> {
    await this.#queue.enqueue();
    for (const lane of this.#lanes.take(await this.#queue.due())) this.#run(lane);
    if (performance.now() - this.#sweptAt < SWEEP_MILLISECONDS) return;
    this.#sweptAt = performance.now();
    await this.#queue.sweep(this.ground.settings.keepDays);
  }

  #run(lane: Lane): void {
    const running = this.#deliverer
      .run(lane.due, DELIVERIES_PER_LANE)
      .catch((error: unknown) => {
        this.#tell(error);
        return null;
      })
      .then((isSlow) => {
        this.#lanes.leave(lane, isSlow);
        this.#running.delete(running);
      });
    this.#running.add(running);
  }

  #observer(): DeliveryObserver {
    return {
      delivered: () => (this.#counts.delivered += 1),
      failed: () => (this.#counts.failed += 1),
      switchedOff: (association, webhook, why) =>
        this.#log.warn({ event: 'webhook-switched-off', association, webhook, why }),
    };
  }

  // The texts of errors could quote addresses; what kind it is will do.
  #tell(error: unknown): void {
    if (performance.now() - this.#toldAt < TOLD_EVERY_MILLISECONDS) return;
    this.#toldAt = performance.now();
    const { name, code } = error as { name?: string; code?: string };
    this.#log.warn({ event: 'webhooks-wait', ...(name && { error: name }), ...(code && { code }) });
  }
}
