import type { Pool } from 'pg';
import type { MetricsSource, Sample } from '#platform';
import { IS_LISTENING } from './delivery-queue.js';
import type { DeliveryRunner } from './delivery-runner.js';

type Name = keyof typeof GAUGES;

const GAUGES = {
  kiroku_webhooks_delivered: { help: 'Messages that this process delivered since it started', labels: [] },
  kiroku_webhooks_failed: { help: 'Tries of this process that failed since it started', labels: [] },
  kiroku_webhooks_waiting: { help: 'Messages that wait to be delivered, or to be tried again', labels: [] },
  kiroku_webhooks_oldest_seconds: {
    help: 'Age of the oldest message that waits for a webhook that is told; 0 where none does',
    labels: [],
  },
  kiroku_webhooks_off: { help: 'Webhooks that are switched off because they failed', labels: [] },
} as const;

/** How deliveries go, of all associations; no label tells of which. */
export class DeliveryMetrics implements MetricsSource<Name> {
  readonly source = 'webhooks';
  readonly gauges = GAUGES;

  constructor(
    private readonly pool: Pool,
    private readonly runner: Pick<DeliveryRunner, 'counts'>,
  ) {}

  async read(): Promise<Sample<Name>[]> {
    const { rows } = await this.pool.query<{ waiting: string; oldest: number; off: string }>(
      `SELECT count(*) AS waiting, coalesce(extract(epoch FROM clock_timestamp() - min(d.recorded_at)
           FILTER (WHERE ${IS_LISTENING})), 0)::float8 AS oldest,
         (SELECT count(*) FROM webhooks.webhook WHERE status = 'off' AND webhook->>'why' = 'failing') AS off
       FROM webhooks.delivery AS d JOIN webhooks.webhook AS w USING (association, webhook_id)
       WHERE d.status = 'waiting'`,
    );
    const { waiting, oldest, off } = rows[0]!;
    const { delivered, failed } = this.runner.counts;
    return [
      { name: 'kiroku_webhooks_delivered', value: delivered },
      { name: 'kiroku_webhooks_failed', value: failed },
      { name: 'kiroku_webhooks_waiting', value: Number(waiting) },
      { name: 'kiroku_webhooks_oldest_seconds', value: oldest },
      { name: 'kiroku_webhooks_off', value: Number(off) },
    ];
  }
}
