import type { Pool } from 'pg';
import { projectionsOverview, type EventStore } from '#event-store';
import type { MetricsSource, Sample } from '#platform';

type Name = keyof typeof GAUGES;

const GAUGES = {
  kiroku_projection_lag_events: {
    help: 'Events that a projection has still to take in, of the log that it is farthest behind of',
    labels: ['projection'],
  },
  kiroku_projection_stopped_logs: { help: 'Logs of which an event stopped a projection', labels: ['projection'] },
  kiroku_projection_paused_logs: { help: 'Logs of which somebody paused a projection', labels: ['projection'] },
  kiroku_log_events: { help: 'Events of a log', labels: ['association'] },
} as const;

/** How far projections are behind the logs. */
export class ProjectionMetrics implements MetricsSource<Name> {
  readonly source = 'projections';
  readonly gauges = GAUGES;

  constructor(
    private readonly pool: Pool,
    private readonly store: Pick<EventStore, 'heads'>,
  ) {}

  async read(): Promise<Sample<Name>[]> {
    const all = await projectionsOverview(this.pool, this.store);
    const names = [...new Set(all.map(({ projection }) => projection))];
    const heads = new Map(all.map(({ association, head }) => [association, Number(head)]));
    return [
      ...names.flatMap((projection): Sample<Name>[] => {
        const labels = { projection };
        const logs = all.filter((one) => one.projection === projection);
        const count = (state: string) => logs.filter((one) => one.state === state).length;
        return [
          { name: 'kiroku_projection_lag_events', labels, value: Math.max(...logs.map(({ lag }) => lag)) },
          { name: 'kiroku_projection_stopped_logs', labels, value: count('stopped-by-error') },
          { name: 'kiroku_projection_paused_logs', labels, value: count('paused') },
        ];
      }),
      ...[...heads].map(([association, value]) => ({
        name: 'kiroku_log_events' as const,
        labels: { association },
        value,
      })),
    ];
  }
}
