import { Global, Inject, Module, type BeforeApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Pool } from 'pg';
import { Clock } from '#platform';
import { EventStoreReadiness } from './event-store-readiness.js';
import { eventStoreSettings } from './event-store-settings.js';
import { KurrentDbEventStore } from './kurrentdb/kurrentdb-event-store.js';
import { EVENT_STORE, type EventStore } from './port/event-store.port.js';
import { PostgresEventStore } from './postgres/postgres-event-store.js';
import { ProjectionProgress } from './projector/progress.js';
import { refuseOtherStore } from './refuse-other-store.js';
import { UpcastingEventStore } from './upcasting/upcasting-event-store.js';

/** The store itself, below the view of older events. */
const KEPT_STORE = Symbol('KeptStore');

/** The event store of the process, as `EVENT_STORE` says, and how far projections have come. */
@Global()
@Module({
  providers: [
    { provide: KEPT_STORE, inject: [Pool, Clock], useFactory: openStore },
    {
      provide: EVENT_STORE,
      inject: [KEPT_STORE],
      useFactory: (store: EventStore) => new UpcastingEventStore(store),
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
  exports: [EVENT_STORE, EventStoreReadiness, ProjectionProgress],
})
export class EventStoreModule implements OnModuleInit, BeforeApplicationShutdown {
  constructor(
    @Inject(KEPT_STORE) private readonly store: EventStore,
    @Inject(Pool) private readonly pool: Pool,
  ) {}

  async onModuleInit(): Promise<void> {
    const startable = this.store instanceof KurrentDbEventStore ? this.store : null;
    await refuseOtherStore(this.pool, startable ? 'kurrentdb' : 'postgres');
    await startable?.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.store.close();
  }
}

function openStore(pool: Pool, clock: Clock): EventStore {
  const settings = eventStoreSettings(process.env);
  const now = () => clock.now();
  return settings.kind === 'postgres'
    ? new PostgresEventStore(pool, now)
    : new KurrentDbEventStore(pool, settings.url, now);
}
