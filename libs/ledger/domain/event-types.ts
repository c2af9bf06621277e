import type { EventType } from '#event-store';
import type { ArrangementEvent } from './arrangement-events.js';
import type { AssociationEvent } from './association-events.js';
import type { BreachEvent } from './breach-events.js';
import type { FindingEvent } from './finding-events.js';
import type { HoldEvent } from './hold-events.js';
import type { ImportCompleted } from './import-events.js';
import type { AssessmentAsked } from './look-events.js';
import type { PartyEvent } from './party-events.js';
import type { StandingDeclared, StandingWithdrawn } from './registration-events.js';
import { SCHEMA_VERSION } from './registration-events.js';
import { withCadence, withChain } from './upcasts.js';
import type { RegisterMappingSaved } from './register-mapping-events.js';
import type { TransferEvent } from './transfer-events.js';

type LedgerEvent =
  | AssociationEvent
  | PartyEvent
  | ArrangementEvent
  | StandingDeclared
  | StandingWithdrawn
  | TransferEvent
  | AssessmentAsked
  | FindingEvent
  | HoldEvent
  | BreachEvent
  | ImportCompleted
  | RegisterMappingSaved;

const current: EventType = { version: SCHEMA_VERSION };

/** Every event type of this lib. */
export const ledgerEventTypes: Readonly<Record<LedgerEvent['type'], EventType>> = {
  AssociationRegistered: current,
  AssociationAmended: current,
  SettingsChanged: current,
  PartyRegistered: current,
  PartyAmended: current,
  ArrangementVersionAnnounced: { version: 2, upcasts: { 1: withCadence } },
  ArrangementEnded: current,
  EquivalenceChecked: current,
  // What differs is sealed, and told apart by whoever opens it.
  StandingDeclared: { version: 2, upcasts: { 1: (data: StandingDeclared['data']) => data } },
  StandingWithdrawn: current,
  AssessmentAsked: { version: 2, upcasts: { 1: withChain } },
  TransferOpened: current,
  MemberLineRecorded: current,
  TransferSealed: current,
  TransferRecorded: current,
  TransferRefused: current,
  LineMovedAway: current,
  LineMovedHere: current,
  TransferVoided: current,
  TransferNotSent: current,
  ReceiptRejected: current,
  RecordsDisposed: current,
  HoldPlaced: current,
  HoldReleased: current,
  FindingOpened: current,
  LinesReexamined: current,
  WatchFindingOpened: current,
  FindingAssigned: current,
  FindingClosed: current,
  FindingReopened: current,
  BreachOpened: current,
  BreachAmended: current,
  PreliminaryReported: current,
  FinalReported: current,
  PersonsNotified: current,
  BreachClosed: current,
  ImportCompleted: current,
  RegisterMappingSaved: current,
};

/** The schema version in which an event is written now. */
export function versionOf(type: string): number {
  return (ledgerEventTypes as Readonly<Record<string, EventType>>)[type]?.version ?? SCHEMA_VERSION;
}
