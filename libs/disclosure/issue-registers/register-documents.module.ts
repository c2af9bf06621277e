import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { LedgerReadingModule } from '#ledger';
import { registerProblems as register } from '#platform';
import { KeepingModule, RecordsKeepingModule } from '#records';
import { registerProblems } from '../domain/documents/register-problems.js';
import { DocumentsModule } from '../issue-documents/documents.module.js';
import { CertifyDisposalHandler } from './certify-disposal.command.js';
import { CertifyMemberRetentionHandler } from './certify-member-retention.command.js';
import { IssueRegisterHandler } from './issue-register.command.js';
import { MemberCertificates } from './member-certificates.js';
import { MemberCertificatesController } from './member-certificates.controller.js';
import { RegisterDocumentsController } from './register-documents.controller.js';
import { RegisterLimits } from './register-limits.js';
import { TakenDocuments } from './taken-documents.js';

register(registerProblems);

/** Registers and certificates as documents: for the service inside the association. */
@Module({
  imports: [CqrsModule, LedgerReadingModule, KeepingModule, RecordsKeepingModule, DocumentsModule],
  controllers: [RegisterDocumentsController, MemberCertificatesController],
  providers: [
    RegisterLimits,
    IssueRegisterHandler,
    CertifyDisposalHandler,
    CertifyMemberRetentionHandler,
    TakenDocuments,
    MemberCertificates,
  ],
})
export class RegisterDocumentsModule {}
