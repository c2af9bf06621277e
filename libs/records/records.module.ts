import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { LedgerReadingModule } from '#ledger';
import { ListRecordsController } from './list-records/list-records.controller.js';
import { ListRecordsHandler } from './list-records/list-records.query.js';
import { ReconcileController } from './reconciliation/reconcile.controller.js';
import { ReconcileHandler } from './reconciliation/reconcile.query.js';
import { ReconciliationProjection } from './reconciliation/reconciliation.projection.js';
import { RecordsProjection } from './projection/records.projection.js';

/** The registers and the counts as they are asked for. */
@Module({
  imports: [CqrsModule, LedgerReadingModule],
  controllers: [ListRecordsController, ReconcileController],
  providers: [ListRecordsHandler, ReconcileHandler],
})
export class RecordsModule {}

const projections = [RecordsProjection, ReconciliationProjection];

/** The registers, and the rows for senders to compare with, as they are made. */
@Module({ imports: [LedgerReadingModule], providers: projections, exports: projections })
export class RecordsProjectionModule {}
