import { Body, Controller, Get, HttpStatus, Inject, Param, Post, Req, Res, type StreamableFile } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentCaller, Permit, type AssociationCaller } from '#access';
import type { IssuedProof } from '#proof';
import { OwnRequestPath } from '../keep-requests/request.request.js';
import { DocumentListAnswer, IssuedDocumentAnswer, issuedAnswer, listAnswer } from './document.answer.js';
import { DocumentProofAnswer } from './document-proof.answer.js';
import { idempotencyKeyOf, IssueOwnDocumentRequest, OwnDocumentPath } from './document.request.js';
import { FILE_TYPES, Issuing, streamed, Taking } from './documents-http.js';
import { RequestDocuments, type RequestPlace } from './request-documents.js';

const UNKNOWN = 'disclosure-request-unknown';

/** Documents that answer a request of mine, once it is delivered. */
@ApiTags('documents')
@Controller('v1/me/disclosure-requests/:id/documents')
export class OwnDocumentsController {
  constructor(@Inject(RequestDocuments) private readonly documents: RequestDocuments) {}

  @Post()
  @Permit('own-disclosure-request:keep')
  @ApiOperation({
    operationId: 'issueOwnRequestDocument',
    summary: '書面の発行: have a document of what was answered to me',
    description:
      'Once the answer is delivered; that it takes longer, as soon as it was told. The log holds its digest alone.',
  })
  @ApiCreatedResponse({ type: IssuedDocumentAnswer })
  @ApiOkResponse({ type: IssuedDocumentAnswer, description: 'Issued before under this Idempotency-Key' })
  @Issuing(UNKNOWN)
  async issue(
    @CurrentCaller() caller: AssociationCaller,
    @Param() path: OwnRequestPath,
    @Body() { kind, format, language }: IssueOwnDocumentRequest,
    @Req() http: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<IssuedDocumentAnswer> {
    const order = { causation: http.id, idempotencyKey: idempotencyKeyOf(http) };
    const wanted = { kind, ...(format && { format }), ...(language && { language }) };
    const issued = await this.documents.issue(placeOf(caller, path), wanted, order);
    void reply.status(issued.isNew ? HttpStatus.CREATED : HttpStatus.OK);
    return issuedAnswer(issued);
  }

  @Get()
  @Permit('own-disclosure-request:read')
  @ApiOperation({
    operationId: 'listOwnRequestDocuments',
    summary: 'Which documents were issued for a request of mine',
  })
  @ApiOkResponse({ type: DocumentListAnswer })
  @Taking(UNKNOWN)
  async list(@CurrentCaller() caller: AssociationCaller, @Param() path: OwnRequestPath): Promise<DocumentListAnswer> {
    return listAnswer(await this.documents.list(placeOf(caller, path)));
  }

  @Get(':documentId/file')
  @Permit('own-disclosure-request:read')
  @ApiOperation({
    operationId: 'takeOwnRequestDocument',
    summary: 'The file of a document; a PDF brings its proof, which `kiroku verify` and the check page read',
  })
  @ApiProduces(...FILE_TYPES)
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  @Taking(`document-unknown, ${UNKNOWN}`)
  async file(@CurrentCaller() caller: AssociationCaller, @Param() path: OwnDocumentPath): Promise<StreamableFile> {
    return streamed(await this.documents.file(placeOf(caller, path), path.documentId));
  }

  @Get(':documentId/proof')
  @Permit('own-disclosure-request:read')
  @ApiOperation({
    operationId: 'proveOwnRequestDocument',
    summary: 'The proof of a document, beside a file that has none inside',
  })
  @ApiOkResponse({ type: DocumentProofAnswer })
  @Taking(`document-unknown, ${UNKNOWN}`)
  proof(@CurrentCaller() caller: AssociationCaller, @Param() path: OwnDocumentPath): Promise<IssuedProof> {
    return this.documents.proof(placeOf(caller, path), path.documentId);
  }
}

function placeOf(
  { association, role, subject, member }: AssociationCaller,
  { id: requestId }: OwnRequestPath,
): RequestPlace {
  return { association, caller: { role, subject }, member: member!, requestId };
}
