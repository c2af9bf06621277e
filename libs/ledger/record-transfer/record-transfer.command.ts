import { Command } from '@nestjs/cqrs';
import type { ActingCaller } from '#access';
import type { RecordTransferRequest } from './record-transfer.request.js';
import type { transferAnswer } from './transfer-answer.js';

export interface RecordingResult {
  readonly answer: ReturnType<typeof transferAnswer>;
  /** False when this very transfer was recorded before and the first answer is given again. */
  readonly isNew: boolean;
}

export class RecordTransfer extends Command<RecordingResult> {
  constructor(
    readonly association: string,
    readonly caller: ActingCaller,
    readonly request: RecordTransferRequest,
    readonly requestId: string | null,
  ) {
    super();
  }
}
