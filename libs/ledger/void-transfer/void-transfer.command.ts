import { Command } from '@nestjs/cqrs';
import type { Caller } from '#access';
import type { ClosedTransfer } from '../writing/transfer-closer.js';

export class VoidTransfer extends Command<ClosedTransfer> {
  constructor(
    readonly association: string,
    readonly caller: Pick<Caller, 'role' | 'subject'>,
    readonly transferId: string,
    readonly version: number,
    readonly reason: string,
    readonly requestId: string | null,
  ) {
    super();
  }
}
