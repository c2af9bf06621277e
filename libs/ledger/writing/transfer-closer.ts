import { Inject, Injectable } from '@nestjs/common';
import { Pseudonyms, type ActingCaller } from '#access';
import { Clock, Refusal } from '#platform';
import { transferStream } from '../domain/streams.js';
import type { TransferVersion } from '../domain/transfer.js';
import { TransferReader, type TransferHistory } from '../knowledge/transfer-reader.js';
import { FactWriter } from './fact-writer.js';
import { readUnhidden, refuseHidden } from './refuse-hidden.js';

const STATUS_AFTER = { TransferVoided: 'voided', TransferNotSent: 'not-sent', ReceiptRejected: 'rejected' } as const;
type ClosingType = keyof typeof STATUS_AFTER;

export interface Closing {
  readonly association: string;
  readonly caller: ActingCaller;
  readonly transferId: string;
  readonly version: number;
  readonly type: ClosingType;
  /** What is said of it in clear beside its version. */
  readonly data?: Readonly<Record<string, string>>;
  readonly reason: string | null;
  readonly requestId: string | null;
  /** Refuses a transfer that cannot be closed so. */
  readonly check: (last: TransferVersion) => void;
}

export interface ClosedTransfer {
  readonly id: string;
  readonly status: (typeof STATUS_AFTER)[ClosingType];
  readonly position: string;
  readonly recordedAt: string;
}

/** Writes the last word on a transfer: voided, or never sent. Nothing is taken out of the books. */
@Injectable()
export class TransferCloser {
  constructor(
    @Inject(TransferReader) private readonly transfers: TransferReader,
    @Inject(FactWriter) private readonly writer: FactWriter,
    @Inject(Pseudonyms) private readonly pseudonyms: Pseudonyms,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async close(closing: Closing): Promise<ClosedTransfer> {
    const { association, caller, transferId, version, type, reason, requestId } = closing;
    const history = await readUnhidden(this.transfers, closing, this.pseudonyms);
    const last = history.transfer.versions.at(-1);
    if (!last || history.transfer.status === 'refused') throw new Refusal('transfer-unknown');
    await refuseHidden(closing, history, this.pseudonyms);
    if (isClosed(closing, history)) return closedOf(closing, history);
    if (history.transfer.status !== 'recorded' || last.header.version !== version) {
      throw new Refusal('transfer-changed', { version: last.header.version, status: history.transfer.status });
    }
    closing.check(last);
    const context = {
      association,
      actor: await this.pseudonyms.actor(association, caller),
      causation: requestId,
      occurredAt: null,
      ruleset: null,
      knowledgeAt: null,
    };
    const fact = { type, data: { version, ...closing.data }, sealed: reason === null ? null : { reason } };
    const expected = history.lastRevision;
    const place = { stream: transferStream(transferId), expected, at: this.clock.now() };
    const result = await this.writer.write(place, context, [{ fact, subject: null }]);
    const after = await this.transfers.read(association, transferId);
    // What stands there instead may be the same, sent before by somebody who was not told what became of it.
    if (result.outcome !== 'appended' && !isClosed(closing, after)) throw new Refusal('transfer-changed');
    return closedOf(closing, after);
  }
}

function isClosed({ version, type }: Closing, { transfer: { versions, status } }: TransferHistory): boolean {
  return versions.at(-1)?.header.version === version && status === STATUS_AFTER[type];
}

function closedOf({ transferId, type }: Closing, history: TransferHistory): ClosedTransfer {
  const { stored } = history.events.find((event) => event.type === type)!;
  const { recordedAt } = stored.envelope;
  return { id: transferId, status: STATUS_AFTER[type], position: stored.position, recordedAt };
}
