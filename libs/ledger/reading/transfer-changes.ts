import type { StoredEvent } from '#event-store';
import { outcomeOnly } from '../domain/decide-transfer.js';
import type { LineRanges } from '../domain/line-ranges.js';
import type {
  Explanation,
  LineData,
  LineMovedAway,
  LineMovedHere,
  LineOutcome,
  RecordsDisposed,
  TransferHeader,
  TransferRecorded,
  TransferSealed,
} from '../domain/transfer-events.js';
import { HeaderText } from './header-text.js';

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
  /** What was wrong with the line, where it carries its reasons itself. */
  readonly findings?: Explanation['findings'];
  /** Null where header and line are sealed together, in the header's part. */
  readonly part: SealedPart | null;
  /** Of its event in the log: where it stands, and what its bytes hash to. */
  readonly position: string;
  readonly leafHash: Uint8Array;
}

interface OfTransfer {
  readonly association: string;
  readonly transferId: string;
  readonly position: string;
  /** When the event was recorded: what it says was done had been done by then. */
  readonly recordedAt: string;
}

/** Where a seal stands in its stream: right after header and lines. */
interface PlaceOfSeal {
  readonly stream: string;
  readonly revision: number;
}

/** What the lines of one version share. */
export interface VersionHeader extends OfTransfer {
  readonly ruleset: string;
  /** Everything acknowledged up to here was known to the judgement; null at the start of a log. */
  readonly knowledgeAt: string | null;
  readonly header: TransferHeader;
  readonly headerPart: SealedPart | null;
  readonly text: HeaderText;
}

/**
 * What an event says of a transfer. A version of several members is opened, gets its lines and is sealed; before the
 * seal nothing of it shows, and one that never gets there is as if it had not been. One of one member is `whole`. A
 * line that turned out to be about somebody else is `taken` from the one and `given` to the other.
 */
export type TransferChange =
  | ({ readonly kind: 'opened' } & VersionHeader)
  | ({ readonly kind: 'line'; readonly line: ChangedLine } & OfTransfer)
  | ({ readonly kind: 'sealed'; readonly version: number; readonly count: number } & OfTransfer & PlaceOfSeal)
  | ({ readonly kind: 'whole'; readonly line: ChangedLine } & VersionHeader)
  | ({ readonly kind: 'taken'; readonly version: number; readonly line: number; readonly ref: string } & OfTransfer)
  | ({
      readonly kind: 'given';
      readonly version: number;
      readonly line: ChangedLine;
      readonly knowledgeAt: string | null;
    } & OfTransfer)
  | ({ readonly kind: 'voided' } & OfTransfer)
  | ({ readonly kind: 'rejected' } & OfTransfer)
  | ({ readonly kind: 'disposed'; readonly lines: LineRanges } & OfTransfer);

/** By the events of a step: several projections fold the same ones. */
const known = new WeakMap<readonly StoredEvent[], readonly TransferChange[]>();

/** What events of a log say of transfers, in their order, for projections of other libs. */
export function transferChanges(events: readonly StoredEvent[]): readonly TransferChange[] {
  const before = known.get(events);
  if (before) return before;
  const changes = events.map(transferChange).filter((change) => change !== null);
  known.set(events, changes);
  return changes;
}

/** What one event says of a transfer; null where it says nothing. */
export function transferChange(event: StoredEvent): TransferChange | null {
  const { type, data, subject } = event.envelope;
  switch (type) {
    case 'TransferOpened':
      return { kind: 'opened', ...versionOf(event, data as TransferHeader) };
    case 'MemberLineRecorded': {
      const { line, outcome, explanation } = data as LineData;
      const { association, transferId, position, recordedAt } = placeOf(event);
      const { leafHash } = event;
      const findings = explanation?.findings;
      const changed = {
        line,
        ref: subject!,
        outcome,
        ...(findings && { findings }),
        part: partOf(event),
        position,
        leafHash,
      };
      return { kind: 'line', association, transferId, position, recordedAt, line: changed };
    }
    case 'TransferSealed': {
      const { version, count } = data as TransferSealed['data'];
      const { stream, revision } = event.envelope;
      return { kind: 'sealed', ...placeOf(event), version, count, stream, revision };
    }
    case 'TransferRecorded': {
      const { header, group } = data as TransferRecorded['data'];
      const { position, leafHash } = event;
      const line = { line: 1, ref: subject!, outcome: outcomeOnly(group), part: null, position, leafHash };
      return { kind: 'whole', ...versionOf(event, header), line };
    }
    case 'LineMovedAway': {
      const { version, line } = data as LineMovedAway['data'];
      return { kind: 'taken', ...placeOf(event), version, line, ref: subject! };
    }
    case 'LineMovedHere': {
      const { version, line, outcome } = data as LineMovedHere['data'];
      const { knowledgeAt } = event.envelope;
      const { position, leafHash } = event;
      const changed = { line, ref: subject!, outcome, part: partOf(event), position, leafHash };
      return { kind: 'given', ...placeOf(event), version, knowledgeAt, line: changed };
    }
    case 'TransferVoided':
      return { kind: 'voided', ...placeOf(event) };
    case 'ReceiptRejected':
      return { kind: 'rejected', ...placeOf(event) };
    case 'RecordsDisposed':
      return { kind: 'disposed', ...placeOf(event), lines: (data as RecordsDisposed['data']).lines };
    default:
      return null;
  }
}

function versionOf(event: StoredEvent, header: TransferHeader): VersionHeader {
  const { association, transferId, position, recordedAt } = placeOf(event);
  const { ruleset, knowledgeAt } = event.envelope;
  const headerPart = partOf(event);
  const text = new HeaderText({ header, headerPart });
  return { association, transferId, position, recordedAt, ruleset: ruleset!, knowledgeAt, header, headerPart, text };
}

function placeOf({ position, envelope }: StoredEvent): OfTransfer {
  const { association, stream, recordedAt } = envelope;
  return { association, transferId: stream.slice('transfer-'.length), position, recordedAt };
}

function partOf({ envelope }: StoredEvent): SealedPart | null {
  if (envelope.keyId === null || envelope.sealed === null) return null;
  return { eventId: envelope.id, keyId: envelope.keyId, sealed: envelope.sealed };
}
