import { Body, Controller, Get, HttpStatus, Inject, Param, Post, Req, Res, type StreamableFile } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentCaller, CurrentLooker, LookLog, Permit, type AssociationCaller, type Looker } from '#access';
import type { IssuedProof } from '#proof';
import { RequestPath } from '../keep-requests/request.request.js';
import { DocumentListAnswer, IssuedDocumentAnswer, issuedAnswer, listAnswer } from './document.answer.js';
import { DocumentProofAnswer } from './document-proof.answer.js';
import { DocumentPath, idempotencyKeyOf, IssueDocumentRequest } from './document.request.js';
import { FILE_TYPES, Issuing, streamed, Taking } from './documents-http.js';
import { RequestDocuments, type RequestPlace } from './request-documents.js';

const UNKNOWN = 'disclosure-request-unknown, no-such-member';

/** Documents that answer a request, for officers. Whoever reads one is on record. */
@ApiTags('documents')
@Controller('v1/members/:ref/disclosure-requests/:id/documents')
export class RequestDocumentsController {
  constructor(
    @Inject(RequestDocuments) private readonly documents: RequestDocuments,
    @Inject(LookLog) private readonly looks: LookLog,
  ) {}

  @Post()
  @Permit('disclosure-request:keep')
  @ApiOperation({
    operationId: 'issueRequestDocument',
    summary: '書面の発行: issue a document that answers a request, or that tells of an extension',
    description:
      'The file is kept sealed with the key of the person; the log holds its digest alone. Issued anew – in another ' +
      'language or format, or after a slip – it may take the place of the one before.',
  })
  @ApiCreatedResponse({ type: IssuedDocumentAnswer })
  @ApiOkResponse({ type: IssuedDocumentAnswer, description: 'Issued before under this Idempotency-Key' })
  @Issuing(UNKNOWN)
  async issue(
    @CurrentCaller() caller: AssociationCaller,
    @Param() path: RequestPath,
    @Body() request: IssueDocumentRequest,
    @Req() http: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<IssuedDocumentAnswer> {
    const order = { causation: http.id, idempotencyKey: idempotencyKeyOf(http) };
    const issued = await this.documents.issue(placeOf(caller, path), { ...request }, order);
    void reply.status(issued.isNew ? HttpStatus.CREATED : HttpStatus.OK);
    return issuedAnswer(issued);
  }

  @Get()
  @Permit('disclosure-request:read')
  @ApiOperation({ operationId: 'listRequestDocuments', summary: 'Which documents were issued for a request' })
  @ApiOkResponse({ type: DocumentListAnswer })
  @Taking(UNKNOWN)
  async list(@CurrentLooker() looker: Looker, @Param() path: RequestPath): Promise<DocumentListAnswer> {
    await this.#look(looker, path.ref);
    return listAnswer(await this.documents.list(placeOf(looker, path)));
  }

  @Get(':documentId/file')
  @Permit('disclosure-request:read')
  @ApiOperation({
    operationId: 'takeRequestDocument',
    summary: 'The file of a document; a PDF brings its proof, which `kiroku verify` and the check page read',
  })
  @ApiProduces(...FILE_TYPES)
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  @Taking(`document-unknown, ${UNKNOWN}`)
  async file(@CurrentLooker() looker: Looker, @Param() path: DocumentPath): Promise<StreamableFile> {
    await this.#look(looker, path.ref);
    return streamed(await this.documents.file(placeOf(looker, path), path.documentId));
  }

  @Get(':documentId/proof')
  @Permit('disclosure-request:read')
  @ApiOperation({
    operationId: 'proveRequestDocument',
    summary: 'The proof of a document, beside a file that has none inside',
  })
  @ApiOkResponse({ type: DocumentProofAnswer })
  @Taking(`document-unknown, ${UNKNOWN}`)
  async proof(@CurrentLooker() looker: Looker, @Param() path: DocumentPath): Promise<IssuedProof> {
    await this.#look(looker, path.ref);
    return this.documents.proof(placeOf(looker, path), path.documentId);
  }

  async #look(looker: Looker, member: string): Promise<void> {
    await this.looks.write(looker, { what: 'DISCLOSURE_REQUESTS', member, seen: [] });
  }
}

function placeOf(
  { association, role, subject }: Pick<AssociationCaller, 'association' | 'role' | 'subject'>,
  { ref: member, id: requestId }: RequestPath,
): RequestPlace {
  return { association, caller: { role, subject }, member, requestId };
}
