import {
  Inject,
  Logger,
  Module,
  type BeforeApplicationShutdown,
  type DynamicModule,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { Pool } from 'pg';
import {
  EVENT_STORE,
  groupsOf,
  Leases,
  Projector,
  type EventStore,
  type Projection,
  type ProjectorObserver,
} from '#event-store';
import { Clock, createPool, Metrics } from '#platform';
import {
  EvidenceModule,
  EvidenceWatch,
  freshnessSettings,
  KEPT_CHECKPOINTS,
  LogKeys,
  LogSigner,
  makeKeeper,
  MAP_ROOTS,
  SIGNING_GATE,
  TimestampRunner,
  timestampSettings,
  type Keeper,
  type KeptCheckpoints,
  type MapRoots,
  type SigningGate,
} from '#evidence';
import { LateKnowledgeModule } from '#ledger';
import { ProjectionMetrics } from './projection-metrics.js';
import { DeliveryMetrics, DeliveryRunner, WebhookLog, webhookSettings } from '#webhooks';
import { PROJECTIONS, ProjectionsModule } from './projections.module.js';

/** Connections by which rows are written. */
class RowsPool implements OnApplicationShutdown {
  constructor(
    readonly pool: Pool,
    private readonly isOwn: boolean,
  ) {}

  async onApplicationShutdown(): Promise<void> {
    if (this.isOwn) await this.pool.end();
  }
}

const KEEPER = Symbol('Keeper');
const KEEPS_CHECKPOINTS = Symbol('KeepsCheckpoints');
const PROJECTION_METRICS = Symbol('ProjectionMetrics');
const TIMESTAMPS = Symbol('Timestamps');

/** Runs all projections from start to stop, signs what logs have become by them, and tells who wants to be told. */
@Module({
  imports: [ProjectionsModule, LateKnowledgeModule, EvidenceModule],
  providers: [
    {
      provide: Projector,
      inject: [EVENT_STORE, RowsPool, PROJECTIONS],
      useFactory: (store: EventStore, { pool }: RowsPool, projections: readonly Projection[]) =>
        new Projector(store, pool, projections, { groups: groupsOf(process.env), observer }),
    },
    {
      provide: KEEPER,
      inject: [RowsPool, EVENT_STORE, LogKeys, LogSigner, KEPT_CHECKPOINTS, MAP_ROOTS, SIGNING_GATE, Clock],
      useFactory: (
        { pool }: RowsPool,
        store: EventStore,
        keys: LogKeys,
        signer: LogSigner,
        kept: KeptCheckpoints,
        roots: MapRoots,
        gate: SigningGate,
        clock: Clock,
      ) => {
        const leases = new Leases(pool, { groups: groupsOf(process.env) });
        return makeKeeper(leases, { pool, store, keys, signer, kept, roots, gate, clock });
      },
    },
    {
      provide: EvidenceWatch,
      inject: [RowsPool, EVENT_STORE, Clock],
      useFactory: ({ pool }: RowsPool, store: EventStore, clock: Clock) =>
        new EvidenceWatch(pool, store, freshnessSettings(process.env).max, () => clock.now()),
    },
    {
      provide: PROJECTION_METRICS,
      inject: [RowsPool, EVENT_STORE],
      useFactory: ({ pool }: RowsPool, store: EventStore) => new ProjectionMetrics(pool, store),
    },
    {
      provide: TIMESTAMPS,
      inject: [RowsPool, EVENT_STORE, Clock],
      useFactory: ({ pool }: RowsPool, store: EventStore, clock: Clock) => {
        const settings = timestampSettings(process.env);
        const leases = new Leases(pool, { groups: groupsOf(process.env) });
        return settings && new TimestampRunner(leases, { pool, store, settings, now: () => clock.now() });
      },
    },
    {
      provide: DeliveryRunner,
      inject: [RowsPool, WebhookLog, Clock],
      useFactory: ({ pool }: RowsPool, log: WebhookLog, clock: Clock) =>
        new DeliveryRunner({ pool, log, settings: webhookSettings(process.env), now: () => clock.now() }),
    },
    {
      provide: DeliveryMetrics,
      inject: [RowsPool, DeliveryRunner],
      useFactory: ({ pool }: RowsPool, runner: DeliveryRunner) => new DeliveryMetrics(pool, runner),
    },
  ],
  exports: [Projector, EvidenceWatch],
})
export class ProjectorModule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(
    @Inject(Projector) private readonly projector: Projector,
    @Inject(KEEPER) private readonly keeper: Keeper,
    @Inject(TIMESTAMPS) private readonly timestamps: TimestampRunner | null,
    @Inject(KEEPS_CHECKPOINTS) private readonly keepsCheckpoints: boolean,
    @Inject(Metrics) metrics: Metrics,
    @Inject(EvidenceWatch) evidence: EvidenceWatch,
    @Inject(PROJECTION_METRICS) projections: ProjectionMetrics,
    @Inject(DeliveryRunner) private readonly deliveries: DeliveryRunner,
    @Inject(DeliveryMetrics) deliveryMetrics: DeliveryMetrics,
  ) {
    metrics.add(projections);
    metrics.add(deliveryMetrics);
    if (keepsCheckpoints) metrics.add(evidence);
  }

  /** In the process of the projector alone, over its connections. */
  static alone(): DynamicModule {
    const rows = { provide: RowsPool, inject: [Pool], useFactory: (pool: Pool) => new RowsPool(pool, false) };
    return { module: ProjectorModule, providers: [rows, { provide: KEEPS_CHECKPOINTS, useValue: true }] };
  }

  /** Beside services whose connections may not write rows, over connections of its own. */
  static beside(url: string, keepsCheckpoints: boolean): DynamicModule {
    const rows = { provide: RowsPool, useFactory: () => new RowsPool(createPool(url), true) };
    return { module: ProjectorModule, providers: [rows, { provide: KEEPS_CHECKPOINTS, useValue: keepsCheckpoints }] };
  }

  onApplicationBootstrap(): void {
    this.projector.start();
    this.deliveries.start();
    if (!this.keepsCheckpoints) return;
    this.keeper.start();
    this.timestamps?.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.timestamps?.stop();
    await this.keeper.stop();
    await this.deliveries.stop();
    await this.projector.stop();
  }
}

const logger = new Logger('Projector');

/** Tells the log; lines name projections, associations and positions, and no person. */
const observer: ProjectorObserver = {
  stopped: (failure) => logger.error({ event: 'projection-stopped', ...failure }),
  recovered: (place) => logger.warn({ event: 'projection-recovered', ...place }),
  rebuildFailed: (projection, error) => logger.error({ event: 'projection-rebuild-failed', projection, error }),
};
