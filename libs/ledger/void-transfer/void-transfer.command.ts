import { Command } from '@nestjs/cqrs';
import type { ActingCaller } from '#access';
import type { ClosedTransfer } from '../writing/transfer-closer.js';

export class VoidTransfer extends Command<ClosedTransfer> {
  constructor(
    readonly association: string,
    readonly caller: ActingCaller,
    readonly transferId: string,
    readonly version: number,
    readonly reason: string,
    readonly requestId: string | null,
  ) {
    super();
  }
}
