import { Command } from '@nestjs/cqrs';
import type { ActingCaller } from '#access';
import type { RecordingResult } from '../record-transfer/record-transfer.command.js';
import type { CorrectTransferRequest } from './correct-transfer.request.js';

export class CorrectTransfer extends Command<RecordingResult> {
  constructor(
    readonly association: string,
    readonly caller: ActingCaller,
    readonly transferId: string,
    readonly request: CorrectTransferRequest,
    readonly requestId: string | null,
  ) {
    super();
  }
}
