import { Inject, Injectable } from '@nestjs/common';
import { EVENT_STORE, type EventStore, type StoredEvent } from '#event-store';
import { outcomeOnly } from '../domain/decide-transfer.js';
import type { LineData, TransferHeader, TransferRecorded, TransferSealed } from '../domain/transfer-events.js';
import type { ChangedLine, SealedPart } from './transfer-changes.js';

/** What happened to a transfer, complete: a version once it is sealed, or a void. */
export type SealedChange =
  | {
      readonly kind: 'version';
      readonly association: string;
      readonly transferId: string;
      readonly position: string;
      /** When the version was recorded: what it says was done had been done by then. */
      readonly recordedAt: string;
      readonly ruleset: string;
      /** Everything acknowledged up to here was known to the judgement; null at the start of a log. */
      readonly knowledgeAt: string | null;
      readonly header: TransferHeader;
      readonly headerPart: SealedPart | null;
      readonly lines: readonly ChangedLine[];
    }
  | { readonly kind: 'voided'; readonly association: string; readonly transferId: string; readonly position: string };

/** Turns events of a log into what happened to transfers, for projections of other libs. */
@Injectable()
export class SealedVersions {
  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  async of(events: readonly StoredEvent[]): Promise<SealedChange[]> {
    const changes: SealedChange[] = [];
    for (const event of events) {
      const change = await this.#change(event);
      if (change) changes.push(change);
    }
    return changes;
  }

  async #change(event: StoredEvent): Promise<SealedChange | null> {
    switch (event.envelope.type) {
      case 'TransferRecorded':
        return single(event);
      case 'TransferSealed':
        return this.#sealed(event);
      case 'TransferVoided':
        return { kind: 'voided', ...placeOf(event) };
      default:
        return null;
    }
  }

  // Header and lines stand right before their seal; a version is read whole, so no row of it shows before.
  async #sealed(seal: StoredEvent): Promise<SealedChange> {
    const { association, stream, revision } = seal.envelope;
    const { count } = seal.envelope.data as TransferSealed['data'];
    const [header, ...lines] = await this.store.readStream(association, stream, {
      from: revision - count - 1,
      limit: count + 1,
    });
    const areLines = lines.length === count && lines.every(({ envelope }) => envelope.type === 'MemberLineRecorded');
    if (header?.envelope.type !== 'TransferOpened' || !areLines) {
      throw new Error(`The transfer sealed at ${seal.position} lacks its header or a line.`);
    }
    return {
      kind: 'version',
      ...placeOf(seal),
      recordedAt: seal.envelope.recordedAt,
      ruleset: header.envelope.ruleset!,
      knowledgeAt: header.envelope.knowledgeAt,
      header: header.envelope.data as TransferHeader,
      headerPart: partOf(header),
      lines: lines.map((event) => {
        const { line, outcome } = event.envelope.data as LineData;
        return { line, ref: event.envelope.subject!, outcome, part: partOf(event) };
      }),
    };
  }
}

function single(event: StoredEvent): SealedChange {
  const { header, group } = event.envelope.data as TransferRecorded['data'];
  return {
    kind: 'version',
    ...placeOf(event),
    recordedAt: event.envelope.recordedAt,
    ruleset: event.envelope.ruleset!,
    knowledgeAt: event.envelope.knowledgeAt,
    header,
    headerPart: partOf(event),
    lines: [{ line: 1, ref: event.envelope.subject!, outcome: outcomeOnly(group), part: null }],
  };
}

function placeOf({ position, envelope }: StoredEvent): { association: string; transferId: string; position: string } {
  return { association: envelope.association, transferId: envelope.stream.slice('transfer-'.length), position };
}

function partOf({ envelope }: StoredEvent): SealedPart | null {
  if (envelope.keyId === null || envelope.sealed === null) return null;
  return { eventId: envelope.id, keyId: envelope.keyId, sealed: envelope.sealed };
}
