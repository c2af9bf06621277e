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
import { ErasuresProjection } from '#access';
import { DisclosureProjectionModule, LooksProjection, MemberViewProjection } from '#disclosure';
import {
  EVENT_STORE,
  groupsOf,
  Projector,
  type EventStore,
  type Projection,
  type ProjectorObserver,
} from '#event-store';
import { EvidenceProjectionModule, TreeProjection } from '#evidence';
import { FindingsProjection, GroundsProjection, LateKnowledgeModule, LateKnowledgeProjection } from '#ledger';
import { createPool } from '#platform';
import { NumberActLogProjection, ReconciliationProjection, RecordsProjection, RecordsProjectionModule } from '#records';

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

/** Runs all projections from start to stop. */
@Module({
  imports: [RecordsProjectionModule, DisclosureProjectionModule, LateKnowledgeModule, EvidenceProjectionModule],
  providers: [
    ErasuresProjection,
    {
      provide: Projector,
      inject: [
        EVENT_STORE,
        RowsPool,
        RecordsProjection,
        MemberViewProjection,
        ReconciliationProjection,
        LateKnowledgeProjection,
        GroundsProjection,
        NumberActLogProjection,
        FindingsProjection,
        LooksProjection,
        ErasuresProjection,
        TreeProjection,
      ],
      useFactory: (store: EventStore, { pool }: RowsPool, ...projections: Projection[]) =>
        new Projector(store, pool, projections, { groups: groupsOf(process.env), observer }),
    },
  ],
  exports: [Projector],
})
export class ProjectorModule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(@Inject(Projector) private readonly projector: Projector) {}

  /** In the process of the projector alone, over its connections. */
  static alone(): DynamicModule {
    const rows = { provide: RowsPool, inject: [Pool], useFactory: (pool: Pool) => new RowsPool(pool, false) };
    return { module: ProjectorModule, providers: [rows] };
  }

  /** Beside services whose connections may not write rows, over connections of its own. */
  static beside(url: string): DynamicModule {
    const rows = { provide: RowsPool, useFactory: () => new RowsPool(createPool(url), true) };
    return { module: ProjectorModule, providers: [rows] };
  }

  onApplicationBootstrap(): void {
    this.projector.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
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
