import { Inject, Injectable } from '@nestjs/common';
import { EVENT_STORE, type EventStore } from '#event-store';
import { transferStream } from '../domain/streams.js';
import { transferChange, type VersionHeader } from './transfer-changes.js';

/** Events that are read at once: a version may have 200,000 lines. */
const PAGE = 2_000;

/** Reads back what the lines of a version share. It is far from free, and for what is rare. */
@Injectable()
export class VersionReader {
  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  /** The version that was sealed; one of the same number that was opened before it and never sealed is none. */
  async read(association: string, transferId: string, version: number): Promise<VersionHeader> {
    let found: VersionHeader | null = null;
    for (let from = 0; ; from += PAGE) {
      const page = await this.store.readStream(association, transferStream(transferId), { from, limit: PAGE });
      for (const event of page) {
        const change = transferChange(event);
        const isBegun = change?.kind === 'opened' || change?.kind === 'whole';
        if (isBegun && change.header.version === version) found = change;
      }
      if (page.length < PAGE) break;
    }
    if (!found) throw new Error('A line moved in a version that nobody recorded.');
    return found;
  }
}
