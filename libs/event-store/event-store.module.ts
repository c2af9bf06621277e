import { Global, Inject, Module, type BeforeApplicationShutdown } from '@nestjs/common';
import { Pool } from 'pg';
import { Clock } from '#platform';
import { EVENT_STORE, type EventStore } from './port/event-store.port.js';
import { PostgresEventStore } from './postgres/postgres-event-store.js';
import { ProjectionProgress } from './projector/progress.js';
import { UpcastingEventStore } from './upcasting/upcasting-event-store.js';

/** The event store of the process, and how far projections have come. */
@Global()
@Module({
  providers: [
    {
      provide: EVENT_STORE,
      inject: [Pool, Clock],
      useFactory: (pool: Pool, clock: Clock) =>
        new UpcastingEventStore(new PostgresEventStore(pool, () => clock.now())),
    },
    {
      provide: ProjectionProgress,
      inject: [Pool, EVENT_STORE],
      useFactory: (pool: Pool, store: EventStore) => new ProjectionProgress(pool, store),
    },
  ],
  exports: [EVENT_STORE, ProjectionProgress],
})
export class EventStoreModule implements BeforeApplicationShutdown {
  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  async beforeApplicationShutdown(): Promise<void> {
    await this.store.close();
  }
}
