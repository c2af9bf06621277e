import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { LedgerReadingModule } from '#ledger';
import { ListRecordsController } from './list-records/list-records.controller.js';
import { ListRecordsHandler } from './list-records/list-records.query.js';
import { RecordsProjection } from './projection/records.projection.js';

/** The registers as they are asked for. */
@Module({
  imports: [CqrsModule, LedgerReadingModule],
  controllers: [ListRecordsController],
  providers: [ListRecordsHandler],
})
export class RecordsModule {}

/** The registers as they are made. */
@Module({ imports: [LedgerReadingModule], providers: [RecordsProjection], exports: [RecordsProjection] })
export class RecordsProjectionModule {}
