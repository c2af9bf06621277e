import { Module } from '@nestjs/common';
import { registerEventTypes } from '#event-store';
import { AcknowledgementsModule, EvidenceModule } from '#evidence';
import { LedgerReadingModule, LedgerWritingModule } from '#ledger';
import { registerProblems } from '#platform';
import { documentEventTypes } from '../domain/documents/document-events.js';
import { documentProblems } from '../domain/documents/document-problems.js';
import { DrawPapersModule } from '../draw-papers/draw-papers.module.js';
import { DocumentFiles } from './document-files.js';
import { DocumentForms } from './document-forms.js';
import { DocumentIssuer } from './document-issuer.js';
import { DrawnForms } from './drawn-forms.js';
import { DocumentSchemaController } from './document-schema.js';
import { IssuedDocuments } from './issued-documents.js';

registerProblems(documentProblems);
registerEventTypes(documentEventTypes);

const issuing = [DocumentFiles, { provide: DocumentForms, useClass: DrawnForms }, DocumentIssuer, IssuedDocuments];

/** Documents as they are issued, whatever they are about. */
@Module({
  imports: [DrawPapersModule, LedgerReadingModule, LedgerWritingModule, EvidenceModule, AcknowledgementsModule],
  controllers: [DocumentSchemaController],
  providers: issuing,
  exports: issuing,
})
export class DocumentsModule {}
