import { Inject, Logger, Module, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Pool } from 'pg';
import { DisclosureProjectionModule, MemberViewProjection } from '#disclosure';
import { EVENT_STORE, Projector, type EventStore, type Projection, type ProjectionFailure } from '#event-store';
import { LateKnowledgeModule, LateKnowledgeProjection } from '#ledger';
import { ReconciliationProjection, RecordsProjection, RecordsProjectionModule } from '#records';

/** Runs all projections from start to stop. */
@Module({
  imports: [RecordsProjectionModule, DisclosureProjectionModule, LateKnowledgeModule],
  providers: [
    {
      provide: Projector,
      inject: [
        EVENT_STORE,
        Pool,
        RecordsProjection,
        MemberViewProjection,
        ReconciliationProjection,
        LateKnowledgeProjection,
      ],
      useFactory: (store: EventStore, pool: Pool, ...projections: Projection[]) =>
        new Projector(store, pool, projections, report),
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

// The text of an error can quote rows, so only its kind is logged.
function report({ projection, association, after, error }: ProjectionFailure): void {
  const { name, code } = error as { name?: string; code?: string };
  new Logger('Projector').error({ event: 'projection-stopped', projection, association, after, error: name, code });
}
