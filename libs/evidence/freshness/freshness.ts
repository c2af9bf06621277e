import { Inject, Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { Clock, ofAssociation, Refusal } from '#platform';
import { staleOf } from '../domain/staleness.js';
import type { FreshnessSettings } from './freshness-settings.js';
import { Ages, readTimes } from './read-ages.js';

export const FRESHNESS_SETTINGS = Symbol('FreshnessSettings');

/** So long what was found fresh is not looked up again. */
const KNOWN_MILLISECONDS = 1_000;
const LOGS_MAX = 10_000;

/**
 * Refuses what rests on evidence while that is stale, in strict mode alone. A fact that was done is nothing of the kind:
 * to turn it away would be to lose it.
 */
@Injectable()
export class Freshness {
  readonly #ages: Ages;
  readonly #freshAt = new Map<string, number>();

  constructor(
    @Inject(FRESHNESS_SETTINGS) private readonly settings: FreshnessSettings,
    @Inject(Pool) private readonly pool: Pool,
    @Inject(Clock) private readonly clock: Clock,
  ) {
    this.#ages = new Ages(() => clock.now());
  }

  /** The refusal of now; null where there is no reason for one. */
  async refusal(association: string): Promise<Refusal | null> {
    const { isStrict, max } = this.settings;
    if (!isStrict) return null;
    const now = this.clock.now().getTime();
    if (now - (this.#freshAt.get(association) ?? -Infinity) < KNOWN_MILLISECONDS) return null;
    const [times] = await readTimes(ofAssociation(this.pool, association), [association]);
    const stale = staleOf(this.#ages.of(times!), max);
    if (stale) return new Refusal('evidence-stale', { ...stale });
    if (this.#freshAt.size >= LOGS_MAX) this.#freshAt.clear();
    this.#freshAt.set(association, now);
    return null;
  }
}
