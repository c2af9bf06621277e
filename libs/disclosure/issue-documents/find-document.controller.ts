import { Controller, Get, Inject, Param } from '@nestjs/common';
import { ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentLooker, LookLog, Permit, Persons, type Looker } from '#access';
import { CodeField, DayField, ObjectField, Refusal, TextField, UuidField } from '#platform';
import { REQUEST_FORMATS } from '#statute';
import { IssuedDocuments } from './issued-documents.js';
import { REQUEST_DOCUMENTS } from './request-papers.js';

class NamedDocumentPath {
  @UuidField({ description: 'The document' })
  documentId!: string;
}

class FoundDocumentLinksAnswer {
  @TextField({ description: 'The documents of its request' })
  documents!: string;

  @TextField()
  file!: string;

  @TextField()
  proof!: string;
}

class FoundDocumentAnswer {
  @UuidField()
  id!: string;

  @CodeField(REQUEST_DOCUMENTS, { enumName: 'RequestDocumentKind' })
  kind!: string;

  @CodeField(REQUEST_FORMATS, { enumName: 'RequestFormat' })
  format!: string;

  @DayField()
  issuedOn!: string;

  @UuidField({ description: 'Member reference' })
  member!: string;

  @UuidField({ description: 'The disclosure request that it answers' })
  request!: string;

  @ObjectField(() => FoundDocumentLinksAnswer)
  links!: FoundDocumentLinksAnswer;
}

/** A document by its id alone, as a webhook names it: whose it is, and where it is taken. */
@ApiTags('documents')
@Controller('v1/documents/:documentId')
export class FindDocumentController {
  constructor(
    @Inject(IssuedDocuments) private readonly documents: IssuedDocuments,
    @Inject(Persons) private readonly persons: Persons,
    @Inject(LookLog) private readonly looks: LookLog,
  ) {}

  @Get()
  @Permit('disclosure-request:keep')
  @ApiOperation({
    operationId: 'findDocument',
    summary: 'Whose a document is that answers a disclosure request, and where it is taken',
  })
  @ApiOkResponse({ type: FoundDocumentAnswer })
  @ApiNotFoundResponse({ description: 'document-unknown' })
  async find(
    @CurrentLooker() looker: Looker,
    @Param() { documentId }: NamedDocumentPath,
  ): Promise<FoundDocumentAnswer> {
    const { association } = looker;
    const known = await this.documents.read(association, documentId);
    const { kind, format, issuedOn, of } = known.issued;
    if (known.subject === null || of === null || !(REQUEST_DOCUMENTS as readonly string[]).includes(kind))
      throw new Refusal('document-unknown');
    const [member] = await this.persons.references(association, known.subject);
    await this.looks.write(looker, { what: 'DISCLOSURE_REQUESTS', member, seen: [] });
    const documents = `/v1/members/${member}/disclosure-requests/${of}/documents`;
    const links = { documents, file: `${documents}/${documentId}/file`, proof: `${documents}/${documentId}/proof` };
    return { id: documentId, kind, format, issuedOn, member, request: of, links };
  }
}
