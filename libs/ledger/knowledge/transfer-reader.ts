import { Inject, Injectable } from '@nestjs/common';
import { DataKeys } from '#access';
import { EVENT_STORE, type EventStore } from '#event-store';
import { refusalStream, transferStream } from '../domain/streams.js';
import { transferOf, type Transfer } from '../domain/transfer.js';
import type { TransferEvent } from '../domain/transfer-events.js';
import { openEvents, type OpenedEvent } from '../writing/sealed-events.js';

export interface TransferHistory {
  readonly transfer: Transfer;
  readonly events: readonly OpenedEvent<TransferEvent>[];
}

/** Reads a transfer from its own stream: what it is, and how it came to be. */
@Injectable()
export class TransferReader {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(DataKeys) private readonly keys: DataKeys,
  ) {}

  async read(association: string, transferId: string): Promise<TransferHistory> {
    const streams = [transferStream(transferId), refusalStream(transferId)] as const;
    const found = await this.store.readStreams(association, streams);
    const recorded = found.get(streams[0])!;
    // A refused plan is no transfer: what was recorded under the name afterwards is.
    const events = await openEvents<TransferEvent>(recorded.length > 0 ? recorded : found.get(streams[1])!, this.keys);
    const transfer = transferOf(events.map(({ stored, fact }) => ({ subject: stored.envelope.subject, event: fact })));
    return { transfer, events };
  }
}
