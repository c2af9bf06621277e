import { Inject, Injectable } from '@nestjs/common';
import { EVENT_STORE, type EventStore, type StoredEvent } from '#event-store';
import type { TransferHeader } from '../domain/transfer-events.js';
import { transferChange, transferChanges, type ChangedLine, type TransferChange } from './transfer-changes.js';

/** Lines that are read at once: a transfer may have 200,000, which nobody wants in memory together. */
const LINES_PER_PAGE = 2_000;

/** A version of a transfer, complete. */
export interface SealedVersion {
  readonly kind: 'version';
  readonly association: string;
  readonly transferId: string;
  readonly position: string;
  /** When the version was recorded: what it says was done had been done by then. */
  readonly recordedAt: string;
  /** Everything acknowledged up to here was known to the judgement; null at the start of a log. */
  readonly knowledgeAt: string | null;
  readonly header: TransferHeader;
  readonly lines: LinesOfVersion;
}

/** The one line of a version of one member; or where the lines of the others stand in the transfer's stream. */
export type LinesOfVersion =
  | { readonly kind: 'one'; readonly line: ChangedLine }
  | { readonly kind: 'stream'; readonly stream: string; readonly from: number; readonly count: number };

/** What happened to a transfer: a version once it is sealed, or a void. */
export type SealedChange = SealedVersion | Extract<TransferChange, { kind: 'voided' }>;

/** Turns events of a log into what happened to transfers, for projections that need nothing of a version before its seal. */
@Injectable()
export class SealedVersions {
  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  async of(events: readonly StoredEvent[]): Promise<SealedChange[]> {
    const changes: SealedChange[] = [];
    for (const change of transferChanges(events)) {
      if (change.kind === 'whole') changes.push(wholeVersion(change));
      else if (change.kind === 'sealed') changes.push(await this.#sealed(change));
      else if (change.kind === 'voided') changes.push(change);
    }
    return changes;
  }

  /** The lines of a version, so many at once as fit into memory. */
  async *pagesOf({ association, position, lines }: SealedVersion): AsyncGenerator<readonly ChangedLine[]> {
    if (lines.kind === 'one') {
      yield [lines.line];
      return;
    }
    const { stream, from, count } = lines;
    for (let read = 0; read < count; read += LINES_PER_PAGE) {
      const limit = Math.min(LINES_PER_PAGE, count - read);
      const events = await this.store.readStream(association, stream, { from: from + read, limit });
      const page = events.map(transferChange).flatMap((change) => (change?.kind === 'line' ? [change.line] : []));
      if (page.length !== limit) throw lacking(position);
      yield page;
    }
  }

  // Header and lines stand right before their seal.
  async #sealed(seal: Extract<TransferChange, { kind: 'sealed' }>): Promise<SealedVersion> {
    const { association, transferId, position, recordedAt, stream, revision, count } = seal;
    const from = revision - count;
    const [first] = await this.store.readStream(association, stream, { from: from - 1, limit: 1 });
    const opened = first && transferChange(first);
    if (opened?.kind !== 'opened') throw lacking(position);
    const { knowledgeAt, header } = opened;
    const lines = { kind: 'stream', stream, from, count } as const;
    return { kind: 'version', association, transferId, position, recordedAt, knowledgeAt, header, lines };
  }
}

function wholeVersion(change: Extract<TransferChange, { kind: 'whole' }>): SealedVersion {
  const { association, transferId, position, recordedAt, knowledgeAt, header, line } = change;
  const lines = { kind: 'one', line } as const;
  return { kind: 'version', association, transferId, position, recordedAt, knowledgeAt, header, lines };
}

function lacking(position: string): Error {
  return new Error(`The transfer sealed at ${position} lacks its header or a line.`);
}
