import { Command } from '@nestjs/cqrs';
import type { ActingCaller } from '#access';
import type { AssessmentAnswer } from './answers.js';
import type { AssessTransferRequest } from './assess-transfer.request.js';

/** A question, but a command: that it was asked is written before it is answered. */
export class AssessTransfer extends Command<AssessmentAnswer> {
  constructor(
    readonly association: string,
    readonly caller: ActingCaller,
    readonly request: AssessTransferRequest,
    readonly requestId: string | null,
  ) {
    super();
  }
}
