import type { StoredEvent } from '#event-store';
import { outcomeOnly } from '../domain/decide-transfer.js';
import type {
  LineData,
  LineOutcome,
  TransferHeader,
  TransferRecorded,
  TransferSealed,
} from '../domain/transfer-events.js';

/** A sealed part as a row keeps it: opened only when somebody who may read asks. */
export interface SealedPart {
  readonly eventId: string;
  readonly keyId: string;
  readonly sealed: string;
}

export interface ChangedLine {
  readonly line: number;
  readonly ref: string;
  readonly outcome: LineOutcome;
  /** Null where header and line are sealed together, in the header's part. */
  readonly part: SealedPart | null;
}

interface OfTransfer {
  readonly association: string;
  readonly transferId: string;
  readonly position: string;
  /** When the event was recorded: what it says was done had been done by then. */
  readonly recordedAt: string;
}

/** What the lines of one version share. */
export interface VersionHeader extends OfTransfer {
  readonly ruleset: string;
  /** Everything acknowledged up to here was known to the judgement; null at the start of a log. */
  readonly knowledgeAt: string | null;
  readonly header: TransferHeader;
  readonly headerPart: SealedPart | null;
}

/**
 * What an event says of a transfer. A version of several members is opened, gets its lines and is sealed; before the
 * seal nothing of it shows, and one that never gets there is as if it had not been. One of one member is `whole`.
 */
export type TransferChange =
  | ({ readonly kind: 'opened' } & VersionHeader)
  | ({ readonly kind: 'line'; readonly line: ChangedLine } & OfTransfer)
  | ({ readonly kind: 'sealed'; readonly version: number; readonly count: number } & OfTransfer)
  | ({ readonly kind: 'whole'; readonly line: ChangedLine } & VersionHeader)
  | ({ readonly kind: 'voided' } & OfTransfer);

/** Turns an event of a log into what it says of a transfer, for projections of other libs; null where it says nothing. */
export function transferChange(event: StoredEvent): TransferChange | null {
  const { type, data, subject } = event.envelope;
  switch (type) {
    case 'TransferOpened':
      return { kind: 'opened', ...versionOf(event, data as TransferHeader) };
    case 'MemberLineRecorded': {
      const { line, outcome } = data as LineData;
      return { kind: 'line', ...placeOf(event), line: { line, ref: subject!, outcome, part: partOf(event) } };
    }
    case 'TransferSealed': {
      const { version, count } = data as TransferSealed['data'];
      return { kind: 'sealed', ...placeOf(event), version, count };
    }
    case 'TransferRecorded': {
      const { header, group } = data as TransferRecorded['data'];
      const line = { line: 1, ref: subject!, outcome: outcomeOnly(group), part: null };
      return { kind: 'whole', ...versionOf(event, header), line };
    }
    case 'TransferVoided':
      return { kind: 'voided', ...placeOf(event) };
    default:
      return null;
  }
}

function versionOf(event: StoredEvent, header: TransferHeader): VersionHeader {
  const { ruleset, knowledgeAt } = event.envelope;
  return { ...placeOf(event), ruleset: ruleset!, knowledgeAt, header, headerPart: partOf(event) };
}

function placeOf({ position, envelope }: StoredEvent): OfTransfer {
  const { association, stream, recordedAt } = envelope;
  return { association, transferId: stream.slice('transfer-'.length), position, recordedAt };
}

function partOf({ envelope }: StoredEvent): SealedPart | null {
  if (envelope.keyId === null || envelope.sealed === null) return null;
  return { eventId: envelope.id, keyId: envelope.keyId, sealed: envelope.sealed };
}
