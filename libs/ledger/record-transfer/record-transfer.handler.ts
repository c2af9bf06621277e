import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { PostingQueue } from './posting-queue.js';
import { RecordTransfer, type RecordingResult } from './record-transfer.command.js';

@CommandHandler(RecordTransfer)
export class RecordTransferHandler implements ICommandHandler<RecordTransfer, RecordingResult> {
  constructor(@Inject(PostingQueue) private readonly queue: PostingQueue) {}

  execute({ association, caller, request, requestId }: RecordTransfer): Promise<RecordingResult> {
    return this.queue.record(association, { caller, request, requestId });
  }
}
