import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { maskMyNumbers } from '#statute';
import { TransferCloser, type ClosedTransfer } from '../writing/transfer-closer.js';
import { VoidTransfer } from './void-transfer.command.js';

/** For what should not be in the books: it never was, or was posted twice under two names. */
@CommandHandler(VoidTransfer)
export class VoidTransferHandler implements ICommandHandler<VoidTransfer, ClosedTransfer> {
  constructor(@Inject(TransferCloser) private readonly closer: TransferCloser) {}

  execute({ reason, ...voiding }: VoidTransfer): Promise<ClosedTransfer> {
    return this.closer.close({
      ...voiding,
      type: 'TransferVoided',
      reason: maskMyNumbers(reason).text,
      check: () => {},
    });
  }
}
