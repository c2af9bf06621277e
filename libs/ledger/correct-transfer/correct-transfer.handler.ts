import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Refusal } from '#platform';
import { maskMyNumbers } from '#statute';
import { TransferAmender } from '../amend-transfer/amend-transfer.js';
import type { RecordingResult } from '../record-transfer/record-transfer.command.js';
import { CorrectTransfer } from './correct-transfer.command.js';

/** A correction is one more version; the wrong one stays as it was written. */
@CommandHandler(CorrectTransfer)
export class CorrectTransferHandler implements ICommandHandler<CorrectTransfer, RecordingResult> {
  constructor(@Inject(TransferAmender) private readonly amender: TransferAmender) {}

  async execute({ association, caller, transferId, request, requestId }: CorrectTransfer): Promise<RecordingResult> {
    const { version, reason, ...changes } = request;
    if (Object.values(changes).every((value) => value === undefined)) {
      throw new Refusal('invalid-request', {
        errors: [{ pointer: '', detail: 'changes nothing: say at least one field as it should be' }],
      });
    }
    const { text, found } = maskMyNumbers(reason);
    return this.amender.amend({
      association,
      caller,
      transferId,
      version,
      change: 'correction',
      reason: { text, masked: found > 0 },
      changes,
      requestId,
      check: () => {},
    });
  }
}
