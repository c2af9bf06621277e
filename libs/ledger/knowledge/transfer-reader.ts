import { Inject, Injectable } from '@nestjs/common';
import { DataKeys } from '#access';
import { EVENT_STORE, type EventStore, type StoredEvent } from '#event-store';
import { refusalStream, transferStream } from '../domain/streams.js';
import { TransferFold, transferOf, type Transfer, type TransferVersion } from '../domain/transfer.js';
import type { TransferEvent } from '../domain/transfer-events.js';
import { openEvents, type OpenedEvent } from '../writing/sealed-events.js';

export interface TransferHistory {
  readonly transfer: Transfer;
  readonly events: readonly OpenedEvent<TransferEvent>[];
}

/** How a transfer was first recorded, without what is sealed of it. */
export interface FirstRecording {
  readonly version: TransferVersion;
  /** The event that made it count. */
  readonly seal: StoredEvent;
}

/** A transfer that was opened and has no seal: somebody is writing it now, or was stopped. */
export interface Unsealed {
  readonly lastRevision: number;
  readonly lastRecordedAt: string;
}

const PAGE = 1_000;

/** Reads a transfer from its own stream: what it is, and how it came to be. */
@Injectable()
export class TransferReader {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(DataKeys) private readonly keys: DataKeys,
  ) {}

  async read(association: string, transferId: string): Promise<TransferHistory> {
    const streams = [transferStream(transferId), refusalStream(transferId)] as const;
    const { streams: found } = await this.store.readStreams(association, streams);
    const recorded = found.get(streams[0])!;
    // A refused plan is no transfer: what was recorded under the name afterwards is.
    const events = await openEvents<TransferEvent>(recorded.length > 0 ? recorded : found.get(streams[1])!, this.keys);
    const transfer = transferOf(events.map(({ stored, fact }) => ({ subject: stored.envelope.subject, event: fact })));
    return { transfer, events };
  }

  /** Reads on until the first version is sealed; a page at a time, for it may have 200,000 lines. Null: never opened. */
  async first(association: string, transferId: string): Promise<FirstRecording | Unsealed | null> {
    const fold = new TransferFold();
    let last: StoredEvent | null = null;
    for (;;) {
      const from: number = last ? last.envelope.revision + 1 : 0;
      const page = await this.store.readStream(association, transferStream(transferId), { from, limit: PAGE });
      for (const stored of page) {
        const { type, data, subject } = stored.envelope;
        fold.take({ subject, event: { type, data, sealed: null } as unknown as TransferEvent });
        const [version] = fold.transfer.versions;
        if (version) return { version, seal: stored };
      }
      last = page.at(-1) ?? last;
      if (page.length < PAGE) break;
    }
    return last && { lastRevision: last.envelope.revision, lastRecordedAt: last.envelope.recordedAt };
  }
}
