import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { registerEventTypes } from '#event-store';
import { registerLineCodes, registerProblems } from '#platform';
import { AmendAssociationHandler } from './amend-association/amend-association.command.js';
import { AmendPartyHandler } from './amend-party/amend-party.command.js';
import { TransferAmender } from './amend-transfer/amend-transfer.js';
import { AnnounceArrangementHandler } from './announce-arrangement/announce-arrangement.command.js';
import { AnnounceArrangementController } from './announce-arrangement/announce-arrangement.controller.js';
import { AskingBudget } from './assess-transfer/asking-budget.js';
import { AssessTransferController } from './assess-transfer/assess-transfer.controller.js';
import { AssessTransferHandler } from './assess-transfer/assess-transfer.handler.js';
import { Looks } from './assess-transfer/looks.js';
import { ChangeSettingsHandler } from './change-settings/change-settings.command.js';
import { CheckEquivalenceHandler } from './check-equivalence/check-equivalence.command.js';
import { CheckEquivalenceController } from './check-equivalence/check-equivalence.controller.js';
import { ComposeHouseholdNoticeController } from './compose-household-notice/compose-household-notice.controller.js';
import { ComposeHouseholdNoticeHandler } from './compose-household-notice/compose-household-notice.command.js';
import { CompleteTransferController } from './complete-transfer/complete-transfer.controller.js';
import { CompleteTransferHandler } from './complete-transfer/complete-transfer.handler.js';
import { CorrectTransferController } from './correct-transfer/correct-transfer.controller.js';
import { CorrectTransferHandler } from './correct-transfer/correct-transfer.handler.js';
import { DeclareStandingHandler } from './declare-standing/declare-standing.command.js';
import { DeclareStandingController } from './declare-standing/declare-standing.controller.js';
import { Minors } from './declare-standing/minors.js';
import { WithdrawStandingHandler } from './declare-standing/withdraw-standing.command.js';
import { ledgerEventTypes } from './domain/event-types.js';
import { ledgerProblems } from './domain/ledger-problems.js';
import { EndArrangementHandler } from './end-arrangement/end-arrangement.command.js';
import { EndArrangementController } from './end-arrangement/end-arrangement.controller.js';
import { FindTransferController } from './find-transfer/find-transfer.controller.js';
import { FindTransferHandler } from './find-transfer/find-transfer.query.js';
import { TransferSeals } from './find-transfer/transfer-seals.js';
import { importProviders } from './import-transfers/import-providers.js';
import { OUTCOME_CODES } from './import-transfers/outcome-codes.js';
import { ImportRegisterController } from './import-register/import-register.controller.js';
import { ImportsController } from './import-transfers/imports.controller.js';
import { ArrangementReader } from './knowledge/arrangement-reader.js';
import { RegisterMappingsController } from './keep-register-mapping/register-mappings.controller.js';
import { RegisterMappings } from './keep-register-mapping/register-mappings.js';
import { SaveRegisterMappingHandler } from './keep-register-mapping/save-register-mapping.command.js';
import { KnowledgeReader } from './knowledge/knowledge.js';
import { MemberResolver } from './knowledge/member-resolver.js';
import { PartyReader } from './knowledge/party-reader.js';
import { RecordFinder } from './knowledge/record-finder.js';
import { ArrangementEnds } from './reading/arrangement-ends.js';
import { AssociationReader } from './reading/association-reader.js';
import { GroundRows } from './reading/ground-rows.js';
import { SealedVersions } from './reading/sealed-versions.js';
import { TransferDescriber } from './reading/transfer-describer.js';
import { VersionReader } from './reading/version-reader.js';
import { TransferReader } from './knowledge/transfer-reader.js';
import { ArrangementTasksController } from './list-arrangement-tasks/arrangement-tasks.controller.js';
import { ListArrangementTasksHandler } from './list-arrangement-tasks/list-arrangement-tasks.query.js';
import { ArrangementsController } from './list-arrangements/arrangements.controller.js';
import { ListArrangementsHandler } from './list-arrangements/list-arrangements.query.js';
import { ShowArrangementHandler } from './list-arrangements/show-arrangement.query.js';
import { LintPublicationController } from './lint-publication/lint-publication.controller.js';
import { LintPublicationHandler } from './lint-publication/lint-publication.query.js';
import { FindingRows } from './list-findings/finding-rows.js';
import { ListFindingsController } from './list-findings/list-findings.controller.js';
import { ListFindingsHandler } from './list-findings/list-findings.query.js';
import { ListPartiesHandler } from './list-parties/list-parties.query.js';
import { PartiesController } from './list-parties/parties.controller.js';
import { ShowPartyHandler } from './list-parties/show-party.query.js';
import { GroundsProjection } from './projection/grounds.projection.js';
import { FindingsProjection } from './projection/findings.projection.js';
import { BreachReader } from './keep-breaches/breach-reader.js';
import { BreachTransfers } from './keep-breaches/breach-transfers.js';
import { BreachesController } from './keep-breaches/breaches.controller.js';
import { ChangeBreachHandler } from './keep-breaches/change-breach.command.js';
import { ListBreachesHandler, ShowBreachHandler } from './keep-breaches/list-breaches.query.js';
import { OpenBreachHandler } from './keep-breaches/open-breach.command.js';
import { KeepFindingHandler } from './keep-finding/keep-finding.command.js';
import { KeepFindingController } from './keep-finding/keep-finding.controller.js';
import { LateKnowledgeProjection } from './projection/late-knowledge.projection.js';
import { LineMover } from './move-line/line-mover.js';
import { MoveLineHandler } from './move-line/move-line.command.js';
import { MoveLineController } from './move-line/move-line.controller.js';
import { PlaceHoldHandler } from './place-hold/place-hold.command.js';
import { PlaceHoldController } from './place-hold/place-hold.controller.js';
import { ReleaseHoldHandler } from './place-hold/release-hold.command.js';
import { PlanRefuser } from './record-transfer/plan-refuser.js';
import { RecordTransferController } from './record-transfer/record-transfer.controller.js';
import { PostingQueue } from './record-transfer/posting-queue.js';
import { SeriesNames } from './record-transfer/series-names.js';
import { RecordTransferHandler } from './record-transfer/record-transfer.handler.js';
import { LateLines } from './reexamine-transfers/late-lines.js';
import { ReexaminationLoop } from './reexamine-transfers/reexamination-loop.js';
import { Reexaminer } from './reexamine-transfers/reexaminer.js';
import { TransferRecorder } from './record-transfer/transfer-recorder.js';
import { RejectReceiptHandler } from './reject-receipt/reject-receipt.command.js';
import { RejectReceiptController } from './reject-receipt/reject-receipt.controller.js';
import { RegisterAssociationHandler } from './register-association/register-association.command.js';
import { RegisterAssociationController } from './register-association/register-association.controller.js';
import { RegisterPartyHandler } from './register-party/register-party.command.js';
import { RegisterPartyController } from './register-party/register-party.controller.js';
import { ShowArticlesController } from './show-articles/show-articles.controller.js';
import { AssociationController } from './show-association/association.controller.js';
import { ShowAssociationHandler } from './show-association/show-association.query.js';
import { ShowCatalogueController } from './show-catalogue/show-catalogue.controller.js';
import { ShowRulesetsController } from './show-rulesets/show-rulesets.controller.js';
import { SettingsController } from './show-settings/settings.controller.js';
import { ShowSettingsHandler } from './show-settings/show-settings.query.js';
import { ShowTransferController } from './show-transfer/show-transfer.controller.js';
import { ShowTransferHandler } from './show-transfer/show-transfer.query.js';
import { SplitMemberHandler } from './split-member/split-member.command.js';
import { SplitMemberController } from './split-member/split-member.controller.js';
import { VoidTransferController } from './void-transfer/void-transfer.controller.js';
import { VoidTransferHandler } from './void-transfer/void-transfer.handler.js';
import { ListStandingHandler } from './list-standing/list-standing.query.js';
import { DeclareOwnStandingHandler } from './own-standing/declare-own-standing.command.js';
import { OwnStandingController } from './own-standing/own-standing.controller.js';
import { WithdrawOwnStandingHandler } from './own-standing/withdraw-own-standing.command.js';
import { PublicationController } from './publish-grounds/publication.controller.js';
import { ShowPublicationHandler } from './publish-grounds/show-publication.query.js';
import { FeedWatch } from './watch-feeds/feed-watch.js';
import { FeedWatchLoop } from './watch-feeds/feed-watch-loop.js';
import { WatchRows } from './watch-feeds/watch-rows.js';
import { FactWriter } from './writing/fact-writer.js';
import { TransferCloser } from './writing/transfer-closer.js';
import { RegisterOnce } from './writing/register-once.js';

registerProblems(ledgerProblems);
registerLineCodes(OUTCOME_CODES);
registerEventTypes(ledgerEventTypes);

const reading = [
  PartyReader,
  ArrangementReader,
  SealedVersions,
  VersionReader,
  TransferDescriber,
  AssociationReader,
  ArrangementEnds,
  GroundRows,
];

/** What other libs read of the ledger: associations, and lines put into words. */
@Module({ providers: reading, exports: reading })
export class LedgerReadingModule {}

const writing = [TransferReader, TransferSeals, RecordFinder, FactWriter, RegisterOnce];

/** For libs that write facts of their own into the log of an association. */
@Module({ providers: writing, exports: writing })
export class LedgerWritingModule {}

/** What members declare, whoever takes it down. */
@Module({
  imports: [CqrsModule, LedgerReadingModule, LedgerWritingModule],
  providers: [KnowledgeReader, Minors, DeclareStandingHandler, WithdrawStandingHandler, ListStandingHandler],
  exports: [KnowledgeReader],
})
class StandingModule {}

/** What faces the outside: publications for anybody, and a member's own word. */
@Module({
  imports: [CqrsModule, LedgerReadingModule, StandingModule],
  controllers: [PublicationController, OwnStandingController],
  providers: [ShowPublicationHandler, DeclareOwnStandingHandler, WithdrawOwnStandingHandler],
})
export class LedgerOutsideModule {}

@Module({
  imports: [CqrsModule, LedgerReadingModule, LedgerWritingModule, StandingModule],
  controllers: [
    RegisterAssociationController,
    AssociationController,
    SettingsController,
    RegisterPartyController,
    PartiesController,
    AnnounceArrangementController,
    EndArrangementController,
    CheckEquivalenceController,
    ArrangementsController,
    ArrangementTasksController,
    DeclareStandingController,
    ComposeHouseholdNoticeController,
    ShowCatalogueController,
    LintPublicationController,
    ShowArticlesController,
    ShowRulesetsController,
    RecordTransferController,
    AssessTransferController,
    ImportsController,
    ImportRegisterController,
    RegisterMappingsController,
    CorrectTransferController,
    CompleteTransferController,
    VoidTransferController,
    RejectReceiptController,
    PlaceHoldController,
    MoveLineController,
    SplitMemberController,
    ShowTransferController,
    ListFindingsController,
    KeepFindingController,
    BreachesController,
    FindTransferController,
  ],
  providers: [
    KnowledgeReader,
    MemberResolver,
    SeriesNames,
    RegisterAssociationHandler,
    AmendAssociationHandler,
    ShowAssociationHandler,
    ChangeSettingsHandler,
    ShowSettingsHandler,
    RegisterPartyHandler,
    AmendPartyHandler,
    ListPartiesHandler,
    ShowPartyHandler,
    AnnounceArrangementHandler,
    EndArrangementHandler,
    CheckEquivalenceHandler,
    ListArrangementsHandler,
    ShowArrangementHandler,
    ListArrangementTasksHandler,
    ComposeHouseholdNoticeHandler,
    RecordTransferHandler,
    PostingQueue,
    AssessTransferHandler,
    AskingBudget,
    Looks,
    TransferRecorder,
    PlanRefuser,
    TransferAmender,
    TransferCloser,
    CorrectTransferHandler,
    CompleteTransferHandler,
    VoidTransferHandler,
    RejectReceiptHandler,
    PlaceHoldHandler,
    ReleaseHoldHandler,
    LineMover,
    MoveLineHandler,
    SplitMemberHandler,
    ShowTransferHandler,
    FindingRows,
    LateLines,
    ListFindingsHandler,
    LintPublicationHandler,
    KeepFindingHandler,
    BreachReader,
    BreachTransfers,
    OpenBreachHandler,
    ChangeBreachHandler,
    ListBreachesHandler,
    ShowBreachHandler,
    FindTransferHandler,
    RegisterMappings,
    SaveRegisterMappingHandler,
    ...importProviders,
  ],
})
export class LedgerModule {}

const projections = [LateKnowledgeProjection, GroundsProjection, FindingsProjection];

/** What is folded from the log, for whoever folds it. */
@Module({ imports: [LedgerReadingModule], providers: projections, exports: projections })
export class LedgerProjectionModule {}

/** Late knowledge as it is folded and examined, in the process that runs the projections. */
@Module({
  imports: [LedgerReadingModule, LedgerProjectionModule],
  providers: [
    WatchRows,
    FeedWatch,
    FeedWatchLoop,
    LateLines,
    KnowledgeReader,
    TransferReader,
    FactWriter,
    Reexaminer,
    ReexaminationLoop,
  ],
  exports: [LedgerProjectionModule],
})
export class LateKnowledgeModule {}
