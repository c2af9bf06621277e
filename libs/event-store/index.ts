export {
  EVENT_STORE,
  EventStoreError,
  isPosition,
  leafIndexOf,
  toPosition,
  type Actor,
  type Appended,
  type AppendRequest,
  type AppendResult,
  type Chain,
  type EventDraft,
  type EventsBefore,
  type EventStore,
  type ExpectedRevision,
  type Position,
  type StoredEvent,
  type StreamsRead,
} from './port/event-store.port.js';
export { UpcastingEventStore } from './upcasting/upcasting-event-store.js';
export { LogGate } from './port/log-gate.js';
export { MemoryEventStore } from './memory/memory-event-store.js';
export { PostgresEventStore } from './postgres/postgres-event-store.js';
export { EventStoreModule, EventStoreReadingModule } from './event-store.module.js';
export { EventStoreReadiness } from './event-store-readiness.js';
export { allNumbered, openEventStore, startEventStore } from './open-event-store.js';
export { eventStoreSettings, type EventStoreSettings } from './event-store-settings.js';
export { EventStore1760000000000 } from './migrations/1760000000000-event-store.js';
export { Projections1760000000500 } from './migrations/1760000000500-projections.js';
export { KurrentDbSequence1760000000600 } from './migrations/1760000000600-kurrentdb-sequence.js';
export { AcrossAssociations1760000070000 } from './migrations/1760000070000-across-associations.js';
export { BesideTables1760000070100 } from './migrations/1760000070100-beside-tables.js';
export type { KeptEvent, KeptLog, StreamFault } from './checking/kept-log.js';
export { keptLogOf, keptLogs } from './checking/kept-logs.js';
export { compareRows, type RowsAsked, type RowsCompared } from './projector/compare-rows.js';
export type { RowDifference } from './projector/row-differences.js';
export { groupsOf } from './projector/groups.js';
export { Leases } from './projector/leases.js';
export { OrderError, ProjectionOrders, type Ordered } from './projector/orders.js';
export { projectionsOverview, type ProjectionOverview } from './projector/overview.js';
export { ProjectionProgress } from './projector/progress.js';
export { Projector, type ProjectorObserver } from './projector/projector.js';
export type { Projection, ProjectionTarget } from './projector/projection.js';
export { registeredEventTypes, registerEventTypes, type EventType } from './upcasting/event-types.js';
export { EVENT_STORE_RIGHTS } from './rights.js';
