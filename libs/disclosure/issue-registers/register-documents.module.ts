import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { AcknowledgementsModule } from '#evidence';
import { LedgerReadingModule, LedgerWritingModule } from '#ledger';
import { registerProblems as register } from '#platform';
import { KeepingModule, RecordsKeepingModule } from '#records';
import { registerProblems } from '../domain/documents/register-problems.js';
import { DrawPapersModule } from '../draw-papers/draw-papers.module.js';
import { DocumentFiles } from '../issue-documents/document-files.js';
import { DocumentForms } from '../issue-documents/document-forms.js';
import { DocumentIssuer } from '../issue-documents/document-issuer.js';
import { DrawnForms } from '../issue-documents/drawn-forms.js';
import { IssuedDocuments } from '../issue-documents/issued-documents.js';
import '../issue-documents/documents.module.js';
import { CertifyDisposalHandler } from './certify-disposal.command.js';
import { IssueRegisterHandler } from './issue-register.command.js';
import { RegisterDocumentsController } from './register-documents.controller.js';
import { TakenDocuments } from './taken-documents.js';

register(registerProblems);

/** Registers and certificates as documents: for the service inside the association. */
@Module({
  imports: [
    CqrsModule,
    LedgerReadingModule,
    LedgerWritingModule,
    KeepingModule,
    RecordsKeepingModule,
    AcknowledgementsModule,
    DrawPapersModule,
  ],
  controllers: [RegisterDocumentsController],
  providers: [
    DocumentFiles,
    DocumentIssuer,
    IssuedDocuments,
    { provide: DocumentForms, useClass: DrawnForms },
    IssueRegisterHandler,
    CertifyDisposalHandler,
    TakenDocuments,
  ],
})
export class RegisterDocumentsModule {}
