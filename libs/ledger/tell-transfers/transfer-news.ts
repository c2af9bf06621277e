import { Inject, Injectable } from '@nestjs/common';
import { EVENT_STORE, type EventStore, type StoredEvent } from '#event-store';
import type {
  LineData,
  TransferHeader,
  TransferOpened,
  TransferRecorded,
  TransferRefused,
  TransferSealed,
} from '../domain/transfer-events.js';
import type { LineRanges } from '../domain/line-ranges.js';

/** What of a transfer may be told to systems outside: that it is, never what it says or of whom. */
export interface ToldTransfer {
  readonly type: string;
  readonly id: string;
  readonly links: Readonly<Record<string, string>>;
  readonly arrangement: string | null;
}

const LINES_PER_PAGE = 2_000;

/** The last word on a transfer, by the type of its event. */
const ENDINGS: Readonly<Record<string, string>> = {
  TransferVoided: 'transfer.voided',
  TransferNotSent: 'transfer.not-sent',
  ReceiptRejected: 'transfer.rejected',
};

const TOLD: ReadonlySet<string> = new Set([
  'TransferRecorded',
  'TransferSealed',
  'TransferRefused',
  ...Object.keys(ENDINGS),
]);

/**
 * Tells of transfers, by types that systems outside know. Of one of which any line was ever in the restricted chain
 * nothing is told: its mere existence may not be known. What shows as hidden stands in that chain.
 */
@Injectable()
export class TransferNews {
  readonly isForIntegrators = true;
  readonly types = {
    'transfer.recorded': { ja: '授受が記録された', en: 'A transfer was recorded' },
    'transfer.planned': { ja: '授受が予定された', en: 'A transfer was planned' },
    'transfer.completed': { ja: '予定の授受が実施された', en: 'A planned transfer was completed' },
    'transfer.corrected': { ja: '授受が訂正された', en: 'A transfer was corrected' },
    'transfer.voided': { ja: '授受が取り消された', en: 'A transfer was voided' },
    'transfer.not-sent': { ja: '予定の授受が行われなかった', en: 'A planned transfer did not happen' },
    'transfer.rejected': { ja: '受領が拒まれた', en: 'A receipt was rejected' },
    'transfer.refused': { ja: '予定の授受が拒否された', en: 'A planned transfer was refused' },
  } as const;

  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  mayTell({ envelope }: StoredEvent): boolean {
    return TOLD.has(envelope.type);
  }

  async newsOf(event: StoredEvent): Promise<ToldTransfer | null> {
    const { type, data, stream } = event.envelope;
    switch (type) {
      case 'TransferRefused': {
        const { header, groups } = data as TransferRefused['data'];
        return groups.some(isRestricted) ? null : told('transfer.refused', stream, header);
      }
      case 'TransferRecorded': {
        const { header, group } = data as TransferRecorded['data'];
        return isRestricted(group) ? null : told(typeOf(header), stream, header);
      }
      case 'TransferSealed': {
        const header = await this.#headerOf(event);
        return (await this.#hidesSeal(event)) ? null : told(typeOf(header), stream, header);
      }
      default: {
        const header = await this.#lastShownHeader(event);
        return header && told(ENDINGS[type]!, stream, header);
      }
    }
  }

  // Header and lines stand right before their seal.
  async #headerOf({ envelope, position }: StoredEvent): Promise<TransferHeader> {
    const { association, stream, revision } = envelope;
    const { count } = envelope.data as TransferSealed['data'];
    const opened = await this.#at(association, stream, revision - count - 1);
    if (opened?.envelope.type !== 'TransferOpened')
      throw new Error(`The transfer sealed at ${position} lacks its header.`);
    return opened.envelope.data as TransferOpened['data'];
  }

  /** Whether a sealed version has a line in the restricted chain: lines without a group say so themselves. */
  async #hidesSeal({ envelope }: StoredEvent): Promise<boolean> {
    const { association, stream, revision } = envelope;
    const { groups, count } = envelope.data as TransferSealed['data'];
    if (groups.some(isRestricted)) return true;
    if (groups.reduce((sum, { lines }) => sum + linesIn(lines), 0) >= count) return false;
    for (let from = revision - count; from < revision; from += LINES_PER_PAGE) {
      const limit = Math.min(LINES_PER_PAGE, revision - from);
      const lines = await this.store.readStream(association, stream, { from, limit });
      if (lines.some(({ envelope: { data } }) => isRestricted((data as LineData).outcome))) return true;
    }
    return false;
  }

  /** The header that stood before an event; null where any version before it is hidden. */
  async #lastShownHeader({ envelope }: StoredEvent): Promise<TransferHeader | null> {
    const { association, stream, revision: end } = envelope;
    let last: TransferHeader | null = null;
    for (let at = 0; at < end;) {
      const event = await this.#at(association, stream, at);
      if (!event) return null;
      const { type, data } = event.envelope;
      if (type === 'TransferSealed' && (await this.#hidesSeal(event))) return null;
      if (type === 'TransferRecorded' && isRestricted((data as TransferRecorded['data']).group)) return null;
      if (type === 'TransferSealed') last = await this.#headerOf(event);
      if (type === 'TransferRecorded') last = (data as TransferRecorded['data']).header;
      // Over the lines to their seal; where a crash cut them off, the seal of what was opened again is farther on.
      at += type === 'TransferOpened' ? 1 + (data as TransferHeader).count : 1;
    }
    return last;
  }

  async #at(association: string, stream: string, from: number): Promise<StoredEvent | undefined> {
    return (await this.store.readStream(association, stream, { from, limit: 1 }))[0];
  }
}

function isRestricted({ chain, view }: { readonly chain: string; readonly view: string }): boolean {
  return chain === 'restricted' || view === 'hidden';
}

function linesIn(ranges: LineRanges): number {
  return ranges.reduce((sum, [first, last]) => sum + last - first + 1, 0);
}

function typeOf({ change, phase }: TransferHeader): string {
  if (change === 'completion') return 'transfer.completed';
  if (change === 'correction') return 'transfer.corrected';
  return phase === 'planned' ? 'transfer.planned' : 'transfer.recorded';
}

function told(type: string, stream: string, { arrangement }: TransferHeader): ToldTransfer {
  const id = stream.slice(stream.indexOf('-') + 1);
  return { type, id, links: { self: `/v1/transfers/${id}` }, arrangement: arrangement?.id ?? null };
}
