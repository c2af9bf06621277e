import { Command } from '@nestjs/cqrs';
import type { ActingCaller } from '#access';
import type { RecordingResult } from '../record-transfer/record-transfer.command.js';
import type { ClosedTransfer } from '../writing/transfer-closer.js';
import type { CompleteTransferRequest } from './complete-transfer.request.js';

/** A completed transfer is answered like a recorded one; one that was not sent like a void. */
export type Completion = RecordingResult | ClosedTransfer;

export class CompleteTransfer extends Command<Completion> {
  constructor(
    readonly association: string,
    readonly caller: ActingCaller,
    readonly transferId: string,
    readonly request: CompleteTransferRequest,
    readonly requestId: string | null,
  ) {
    super();
  }
}
