import { Inject, Logger, Module, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
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
import { FindingsProjection, GroundsProjection, LateKnowledgeModule, LateKnowledgeProjection } from '#ledger';
import { NumberActLogProjection, ReconciliationProjection, RecordsProjection, RecordsProjectionModule } from '#records';

/** Runs all projections from start to stop. */
@Module({
  imports: [RecordsProjectionModule, DisclosureProjectionModule, LateKnowledgeModule],
  providers: [
    ErasuresProjection,
    {
      provide: Projector,
      inject: [
        EVENT_STORE,
        Pool,
        RecordsProjection,
        MemberViewProjection,
        ReconciliationProjection,
        LateKnowledgeProjection,
        GroundsProjection,
        NumberActLogProjection,
        FindingsProjection,
        LooksProjection,
        ErasuresProjection,
      ],
      useFactory: (store: EventStore, pool: Pool, ...projections: Projection[]) =>
        new Projector(store, pool, projections, { groups: groupsOf(process.env), observer }),
    },
  ],
  exports: [Projector],
})
export class ProjectorModule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(@Inject(Projector) private readonly projector: Projector) {}

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
