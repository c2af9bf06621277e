import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { AcknowledgementsModule } from '#evidence';
import { LedgerWritingModule } from '#ledger';
import { AcknowledgeTransferController } from './acknowledge-transfer.controller.js';
import { AcknowledgeTransferHandler } from './acknowledge-transfer.query.js';

/** What a poster takes away as proof, where transfers are posted. */
@Module({
  imports: [CqrsModule, AcknowledgementsModule, LedgerWritingModule],
  controllers: [AcknowledgeTransferController],
  providers: [AcknowledgeTransferHandler],
})
export class AcknowledgementModule {}
