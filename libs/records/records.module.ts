import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { registerEventTypes } from '#event-store';
import { LedgerReadingModule, LedgerWritingModule } from '#ledger';
import { registerProblems } from '#platform';
import { ApproveDisposalHandler } from './approve-disposal/approve-disposal.command.js';
import { CloseSeriesHandler } from './close-series/close-series.command.js';
import { CloseSeriesController } from './close-series/close-series.controller.js';
import { recordEventTypes } from './domain/record-events.js';
import { recordProblems } from './domain/record-problems.js';
import { DisposedRecords } from './execute-disposal/disposed-records.js';
import { ExecuteDisposalHandler } from './execute-disposal/execute-disposal.command.js';
import { RecordDisposer } from './execute-disposal/record-disposer.js';
import { SpentKeys } from './execute-disposal/spent-keys.js';
import { ExportRegisterController } from './export-register/export-register.controller.js';
import { ExportLog } from './export-register/export-log.js';
import { RegisterExport } from './export-register/register-export.js';
import { Dependents } from './keeping/dependents.js';
import { DisposalDecisions } from './keeping/disposal-decisions.js';
import { DisposalStreams } from './keeping/disposal-streams.js';
import { DueFinder } from './keeping/due-records.js';
import { Holds } from './keeping/holds.js';
import { KeepingSettings } from './keeping/keeping-settings.js';
import { Keepings } from './keeping/record-keeping.js';
import { SeriesStates } from './keeping/series-states.js';
import { ListHoldsController } from './list-holds/list-holds.controller.js';
import { ListHoldsHandler } from './list-holds/list-holds.query.js';
import { ListRecordsController } from './list-records/list-records.controller.js';
import { ListRecordsHandler } from './list-records/list-records.query.js';
import { RecordDescriber } from './list-records/record-describer.js';
import { ListSeriesController } from './list-series/list-series.controller.js';
import { ListSeriesHandler } from './list-series/list-series.query.js';
import { MemberRecords } from './member-records/member-records.js';
import { ProposeDisposalHandler } from './propose-disposal/propose-disposal.command.js';
import { ListNumberActLogController } from './number-act-log/list-number-act-log.controller.js';
import { ListNumberActLogHandler } from './number-act-log/list-number-act-log.query.js';
import { NumberActLogProjection } from './number-act-log/number-act-log.projection.js';
import { ReconcileController } from './reconciliation/reconcile.controller.js';
import { ReconcileHandler } from './reconciliation/reconcile.query.js';
import { ReconciliationProjection } from './reconciliation/reconciliation.projection.js';
import { DisposalList } from './show-disposals/disposal-list.js';
import { DisposalsController } from './show-disposals/disposals.controller.js';
import { RecordsProjection } from './projection/records.projection.js';
import { WithdrawDisposalHandler } from './withdraw-disposal/withdraw-disposal.command.js';

registerProblems(recordProblems);
registerEventTypes(recordEventTypes);

const keeping = [
  Dependents,
  Holds,
  KeepingSettings,
  SeriesStates,
  Keepings,
  RecordDescriber,
  DueFinder,
  DisposalStreams,
  MemberRecords,
];

/** How long records are kept, and what they say. */
@Module({ imports: [LedgerReadingModule], providers: keeping, exports: keeping })
export class KeepingModule {}

/** The registers and the counts as they are asked for. */
@Module({
  imports: [CqrsModule, LedgerReadingModule, KeepingModule],
  controllers: [
    ListRecordsController,
    ListSeriesController,
    ListHoldsController,
    ReconcileController,
    ListNumberActLogController,
  ],
  providers: [ListRecordsHandler, ListSeriesHandler, ListHoldsHandler, ReconcileHandler, ListNumberActLogHandler],
})
export class RecordsModule {}

/** What officers do to records: it writes, so it is in no service that faces the outside. */
@Module({
  imports: [CqrsModule, LedgerReadingModule, LedgerWritingModule, KeepingModule],
  controllers: [CloseSeriesController, DisposalsController, ExportRegisterController],
  providers: [
    CloseSeriesHandler,
    ProposeDisposalHandler,
    DisposalDecisions,
    ApproveDisposalHandler,
    WithdrawDisposalHandler,
    ExecuteDisposalHandler,
    RecordDisposer,
    DisposedRecords,
    SpentKeys,
    DisposalList,
    RegisterExport,
    ExportLog,
  ],
  exports: [RegisterExport, ExportLog],
})
export class RecordsKeepingModule {}

const projections = [RecordsProjection, ReconciliationProjection, NumberActLogProjection];

/** The registers, and the rows for senders to compare with, as they are made. */
@Module({ imports: [LedgerReadingModule], providers: projections, exports: projections })
export class RecordsProjectionModule {}
