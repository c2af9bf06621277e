import { Global, Inject, Module, type BeforeApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Pool } from 'pg';
import { Clock } from '#platform';
import { EventStoreReadiness } from './event-store-readiness.js';
import { openEventStore, startEventStore } from './open-event-store.js';
import { EVENT_STORE, type EventStore } from './port/event-store.port.js';
import { LogGate } from './port/log-gate.js';
import { ProjectionProgress } from './projector/progress.js';
import { UpcastingEventStore } from './upcasting/upcasting-event-store.js';

/** The store itself, below the view of older events. */
const KEPT_STORE = Symbol('KeptStore');

/** The event store of the process, as `EVENT_STORE` says, and how far projections have come. */
@Global()
@Module({
  providers: [
    { provide: LogGate, useFactory: () => new LogGate() },
    {
      provide: KEPT_STORE,
      inject: [Pool, Clock],
      useFactory: (pool: Pool, clock: Clock) => openEventStore(pool, process.env, () => clock.now()),
    },
    {
      provide: EVENT_STORE,
      inject: [KEPT_STORE, LogGate],
      useFactory: (store: EventStore, gate: LogGate) => new UpcastingEventStore(store, gate),
    },
    {
      provide: ProjectionProgress,
      inject: [Pool, EVENT_STORE],
      useFactory: (pool: Pool, store: EventStore) => new ProjectionProgress(pool, store),
    },
    {
      provide: EventStoreReadiness,
      inject: [KEPT_STORE],
      useFactory: (store: EventStore) => new EventStoreReadiness(store),
    },
  ],
  exports: [EVENT_STORE, EventStoreReadiness, LogGate, ProjectionProgress],
})
export class EventStoreModule implements OnModuleInit, BeforeApplicationShutdown {
  constructor(
    @Inject(KEPT_STORE) private readonly store: EventStore,
    @Inject(Pool) private readonly pool: Pool,
  ) {}

  async onModuleInit(): Promise<void> {
    await startEventStore(this.pool, this.store);
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.store.close();
  }
}

/** The store for a process that reads alone: it is not started, and takes no event. */
@Global()
@Module({
  providers: [
    {
      provide: EVENT_STORE,
      inject: [Pool],
      useFactory: async (pool: Pool) => new UpcastingEventStore(await openEventStore(pool, process.env)),
    },
  ],
  exports: [EVENT_STORE],
})
export class EventStoreReadingModule implements BeforeApplicationShutdown {
  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  async beforeApplicationShutdown(): Promise<void> {
    await this.store.close();
  }
}
