import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Caller } from '#access';
import { Clock, Refusal } from '#platform';
import { dayInJapan, maskMyNumbers } from '#statute';
import type { TransferVersion } from '../domain/transfer.js';
import { TransferCloser, type ClosedTransfer } from '../writing/transfer-closer.js';
import type { RejectReceiptRequest } from './reject-receipt.request.js';

export class RejectReceipt extends Command<ClosedTransfer> {
  constructor(
    readonly association: string,
    readonly caller: Pick<Caller, 'role' | 'subject'>,
    readonly transferId: string,
    readonly request: RejectReceiptRequest,
    readonly requestId: string | null,
  ) {
    super();
  }
}

/** Ends a receipt in quarantine: the data went back. That it came stays on record. */
@CommandHandler(RejectReceipt)
export class RejectReceiptHandler implements ICommandHandler<RejectReceipt, ClosedTransfer> {
  constructor(
    @Inject(TransferCloser) private readonly closer: TransferCloser,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  execute({ request, ...rejecting }: RejectReceipt): Promise<ClosedTransfer> {
    const { version, returnedOn, reason } = request;
    const today = dayInJapan(this.clock.now().toISOString());
    return this.closer.close({
      ...rejecting,
      version,
      type: 'ReceiptRejected',
      data: { returnedOn },
      reason: maskMyNumbers(reason).text,
      check: (last) => refuseUnquarantined(last, returnedOn, today),
    });
  }
}

function refuseUnquarantined({ header, groups }: TransferVersion, returnedOn: string, today: string): void {
  if (!groups.some(({ quarantine }) => quarantine !== undefined)) throw new Refusal('transfer-not-quarantined');
  if (returnedOn >= header.occurredOn && returnedOn <= today) return;
  const detail = `is no day from the receipt (${header.occurredOn}) until today`;
  throw new Refusal('invalid-request', { errors: [{ pointer: '/returnedOn', detail }] });
}
