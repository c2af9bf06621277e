export { AnnounceArrangement } from './announce-arrangement/announce-arrangement.command.js';
export { AnnounceArrangementRequest } from './announce-arrangement/announce-arrangement.request.js';
export { KnowledgeReader } from './knowledge/knowledge.js';
export { DeclareStanding } from './declare-standing/declare-standing.command.js';
export { DeclareStandingRequest } from './declare-standing/declare-standing.request.js';
export { registerOf, registerOfLine } from './domain/decide-transfer.js';
export { associationOn } from './domain/association.js';
export { recordReference, type RecordReference } from './domain/record-reference.js';
export type { AssessmentAsked } from './domain/look-events.js';
export { sampleLoaded } from './domain/import-events.js';
export type { LineOutcome, RecordLinks, RecordsDisposed, TransferHeader } from './domain/transfer-events.js';
export { IMPORT_COLUMNS } from './import-transfers/import-rules.js';
export {
  LateKnowledgeModule,
  LedgerProjectionModule,
  LedgerModule,
  LedgerOutsideModule,
  LedgerReadingModule,
  LedgerWritingModule,
} from './ledger.module.js';
export { LedgerFindings1760000020000 } from './migrations/1760000020000-ledger-findings.js';
export { Findings1760000054000 } from './migrations/1760000054000-findings.js';
export { WatchedKnowledge1760000054500 } from './migrations/1760000054500-watched-knowledge.js';
export { FindingsProjection } from './projection/findings.projection.js';
export { FeedWatch } from './watch-feeds/feed-watch.js';
export { MergedMembers1760000050500 } from './migrations/1760000050500-merged-members.js';
export { LedgerImports1760000030000 } from './migrations/1760000030000-ledger-imports.js';
export { RegisterImports1760000042000 } from './migrations/1760000042000-register-imports.js';
export { LedgerAcross1760000070500 } from './migrations/1760000070500-ledger-across.js';
export { LedgerGrounds1760000050000 } from './migrations/1760000050000-ledger-grounds.js';
export { GroundsProjection } from './projection/grounds.projection.js';
export { LateKnowledgeProjection } from './projection/late-knowledge.projection.js';
export type { HoldPlaced, HoldReleased } from './domain/hold-events.js';
export { courtesyStream, holdStream, personalStreams, requestsStream, transferStream } from './domain/streams.js';
export { ArrangementReader } from './knowledge/arrangement-reader.js';
export { TransferNews } from './tell-transfers/transfer-news.js';
export { TransferSeals } from './find-transfer/transfer-seals.js';
export { RecordFinder } from './knowledge/record-finder.js';
export { TransferReader, type TransferHistory } from './knowledge/transfer-reader.js';
export { ArrangementEnds } from './reading/arrangement-ends.js';
export { fiscalYear, FactWriter } from './writing/fact-writer.js';
export { recordsDisposed } from './writing/records-disposed.js';
export { RegisterOnce, type Registered } from './writing/register-once.js';
export { RegisteredAnswer } from './writing/registered.answer.js';
export { canonicalText } from './domain/canonical-text.js';
export { maskTexts } from './writing/mask-texts.js';
export { openEvents, type DecisionContext } from './writing/sealed-events.js';
export { GroundRows } from './reading/ground-rows.js';
export { AssociationReader } from './reading/association-reader.js';
export {
  transferChange,
  type ChangedLine,
  type SealedPart,
  type TransferChange,
  type VersionHeader,
} from './reading/transfer-changes.js';
export {
  cursorOf,
  lineToDescribe,
  seenLine,
  selectShownLines,
  ShownTransferRow,
  TransferLineRow,
  type ShownLine,
} from './reading/shown-lines.js';
export { forgetParties } from './reading/forget-parties.js';
export { SealedVersions, type SealedVersion } from './reading/sealed-versions.js';
export { VersionReader } from './reading/version-reader.js';
export { VersionRows, type LineOfVersion, type MovedLine, type VersionRowsOptions } from './reading/version-rows.js';
export { createVersionTables, type VersionRow } from './reading/version-tables.js';
export {
  TransferDescriber,
  type DescribedLine,
  type LineToDescribe,
  type NamedCode,
} from './reading/transfer-describer.js';
export { CitationAnswer, StatutoryFieldAnswer } from './record-transfer/answers.js';
export { PeriodRequest } from './record-transfer/statement-parts.request.js';
export { transferIdentity } from './record-transfer/transfer-identity.js';
export { NamedCodeAnswer, PartyAnswer } from './show-transfer/answers.js';
export { RegisterAssociation } from './register-association/register-association.command.js';
export { RegisterAssociationRequest } from './register-association/register-association.request.js';
export { RegisterParty } from './register-party/register-party.command.js';
export { RegisterPartyRequest } from './register-party/register-party.request.js';
export { LEDGER_RIGHTS } from './rights.js';
export { EVIDENCE_FRESHNESS, type EvidenceFreshness } from './record-transfer/evidence-freshness.port.js';
