import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { registerEventTypes } from '#event-store';
import { EvidenceModule } from '#evidence';
import { ArrangementReader, KnowledgeReader, LedgerReadingModule, LedgerWritingModule } from '#ledger';
import { registerProblems } from '#platform';
import { KeepingModule } from '#records';
import { requestEventTypes } from './domain/requests/request-events.js';
import { requestProblems } from './domain/requests/request-problems.js';
import { DecisionRelease } from './issue-documents/decision-release.js';
import { DisclosedCompleteness } from './issue-documents/disclosed-completeness.js';
import { DocumentSweeper } from './issue-documents/document-sweeper.js';
import { DocumentsModule } from './issue-documents/documents.module.js';
import { FindDocumentController } from './issue-documents/find-document.controller.js';
import { OwnDocumentsController } from './issue-documents/own-documents.controller.js';
import { RequestDocumentsController } from './issue-documents/request-documents.controller.js';
import { RequestDocuments } from './issue-documents/request-documents.js';
import { RequestPapers } from './issue-documents/request-papers.js';
import { ChangedRegistrations } from './keep-requests/changed-registrations.js';
import { CorrectedTransfers } from './keep-requests/corrected-transfers.js';
import { DisclosableRecords } from './keep-requests/disclosable-records.js';
import { KeepRequestHandler } from './keep-requests/keep-request.command.js';
import { RequestReader } from './keep-requests/request-reader.js';
import { RequestSettings } from './keep-requests/request-settings.js';
import { RequestStops } from './keep-requests/request-stops.js';
import { VoluntaryExtras } from './keep-requests/voluntary-extras.js';
import { CourtesyController } from './courtesy-requests/courtesy.controller.js';
import { CourtesyReader } from './courtesy-requests/courtesy-reader.js';
import { KeepCourtesyHandler } from './courtesy-requests/keep-courtesy.command.js';
import { CourtesyQueueHandler, ListCourtesyHandler } from './courtesy-requests/list-courtesy.query.js';
import { courtesyEventTypes } from './domain/courtesy/courtesy-events.js';
import { courtesyProblems } from './domain/courtesy/courtesy-problems.js';
import { RequestsController } from './keep-requests/requests.controller.js';
import { ListRequestsController } from './list-requests/list-requests.controller.js';
import { ListRequestsHandler, ShowRequestHandler } from './list-requests/list-requests.query.js';
import { RequestQueueHandler } from './list-requests/queue.query.js';
import { KnownUses } from './list-requests/known-uses.js';
import { RequestTasksHandler } from './list-requests/tasks.query.js';
import { RequestRecordsHandler } from './list-requests/request-records.query.js';
import { OwnDisclosedHandler } from './own-requests/own-disclosed.query.js';
import { OwnRequestsController } from './own-requests/own-requests.controller.js';
import { OwnRequestsHandler } from './own-requests/own-requests.query.js';
import { SubmitOwnRequestHandler } from './own-requests/submit-own-request.command.js';
import { OpenStreams } from './watch-requests/open-streams.js';
import { RequestWatch } from './watch-requests/request-watch.js';
import { watchProblems } from './watch-requests/watch-problems.js';
import { WatchRequestsController } from './watch-requests/watch-requests.controller.js';

registerProblems(requestProblems);
registerProblems(watchProblems);
registerProblems(courtesyProblems);
registerEventTypes(courtesyEventTypes);
registerEventTypes(requestEventTypes);

const keeping = [
  RequestReader,
  RequestSettings,
  DisclosableRecords,
  VoluntaryExtras,
  CorrectedTransfers,
  ChangedRegistrations,
  KnowledgeReader,
  RequestStops,
  KeepRequestHandler,
];

@Module({
  imports: [CqrsModule, LedgerReadingModule, LedgerWritingModule, KeepingModule],
  providers: keeping,
  exports: keeping,
})
class RequestKeepingModule {}

/** What bereaved families ask: beside the requests of the Act. */
@Module({
  imports: [CqrsModule, LedgerWritingModule, RequestKeepingModule],
  controllers: [CourtesyController],
  providers: [CourtesyReader, KeepCourtesyHandler, ListCourtesyHandler, CourtesyQueueHandler],
})
class CourtesyModule {}

const documents = [DecisionRelease, DisclosedCompleteness, RequestPapers, RequestDocuments];

@Module({
  imports: [RequestKeepingModule, DocumentsModule, EvidenceModule, LedgerReadingModule],
  providers: documents,
  exports: [...documents, DocumentsModule],
})
class RequestDocumentsModule {}

/** Disclosure requests as officers keep them. */
@Module({
  imports: [CqrsModule, RequestKeepingModule, CourtesyModule, RequestDocumentsModule],
  controllers: [RequestsController, ListRequestsController, RequestDocumentsController, FindDocumentController],
  providers: [
    DocumentSweeper,
    ListRequestsHandler,
    ShowRequestHandler,
    RequestQueueHandler,
    RequestRecordsHandler,
    RequestTasksHandler,
    KnownUses,
    ArrangementReader,
  ],
})
export class RequestsModule {}

/** A member's own requests: for the service that faces the outside. */
@Module({
  imports: [CqrsModule, RequestKeepingModule, RequestDocumentsModule],
  controllers: [OwnRequestsController, OwnDocumentsController, WatchRequestsController],
  providers: [OwnRequestsHandler, OwnDisclosedHandler, SubmitOwnRequestHandler, RequestWatch, OpenStreams],
})
export class OwnRequestsModule {}
