import type { EventType } from '#event-store';
import type { FindingEvent } from './finding-events.js';
import type { HoldEvent } from './hold-events.js';
import type { ImportCompleted } from './import-events.js';
import type {
  ArrangementVersionAnnounced,
  AssociationRegistered,
  PartyRegistered,
  StandingDeclared,
  StandingWithdrawn,
} from './registration-events.js';
import { SCHEMA_VERSION } from './registration-events.js';
import type { TransferEvent } from './transfer-events.js';

type LedgerEvent =
  | AssociationRegistered
  | PartyRegistered
  | ArrangementVersionAnnounced
  | StandingDeclared
  | StandingWithdrawn
  | TransferEvent
  | FindingEvent
  | HoldEvent
  | ImportCompleted;

const current: EventType = { version: SCHEMA_VERSION };

/** Every event type of this lib. */
export const ledgerEventTypes: Readonly<Record<LedgerEvent['type'], EventType>> = {
  AssociationRegistered: current,
  PartyRegistered: current,
  ArrangementVersionAnnounced: current,
  StandingDeclared: current,
  StandingWithdrawn: current,
  TransferOpened: current,
  MemberLineRecorded: current,
  TransferSealed: current,
  TransferRecorded: current,
  TransferRefused: current,
  TransferVoided: current,
  TransferNotSent: current,
  ReceiptRejected: current,
  RecordsDisposed: current,
  HoldPlaced: current,
  HoldReleased: current,
  FindingOpened: current,
  LinesReexamined: current,
  ImportCompleted: current,
};
