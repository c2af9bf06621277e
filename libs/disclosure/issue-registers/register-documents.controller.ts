import { Body, Controller, Get, Inject, Param, Post, Req, Res, StreamableFile } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import {
  ApiConflictResponse,
  ApiForbiddenResponse,
  ApiGoneResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiProduces,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentCaller, CurrentLooker, Permit, type AssociationCaller, type Looker } from '#access';
import { DISPOSAL_DATA_SCHEMA } from '../domain/documents/disposal-data.js';
import { REGISTER_DATA_SCHEMA } from '../domain/documents/register-data.js';
import { RETENTION_DATA_SCHEMA } from '../domain/documents/retention-data.js';
import type { IssuedDocument } from '../issue-documents/document-issuer.js';
import { streamed } from '../issue-documents/documents-http.js';
import { IssuedDocuments } from '../issue-documents/issued-documents.js';
import { IssuingRegister, statedIn } from './issuing-register.js';
import { CertifyDisposal } from './certify-disposal.command.js';
import { IssueRegister, type RegisterOrder } from './issue-register.command.js';
import { type IssuedRegisterAnswer, listedAnswer, RegisterDocumentListAnswer } from './register-document.answer.js';
import {
  CertifiedDisposalPath,
  DocumentFormRequest,
  formOf,
  IssueRegisterRequest,
  RegisterDocumentPath,
} from './register-document.request.js';
import { TakenDocuments } from './taken-documents.js';

const BINARY = { schema: { type: 'string', format: 'binary' } } as const;
const DATA = { schema: { oneOf: [REGISTER_DATA_SCHEMA, RETENTION_DATA_SCHEMA, DISPOSAL_DATA_SCHEMA] as object[] } };

/** Registers and certificates as documents that verify. */
@ApiTags('records')
@Controller('v1')
export class RegisterDocumentsController {
  constructor(
    @Inject(CommandBus) private readonly commands: CommandBus,
    @Inject(IssuedDocuments) private readonly documents: IssuedDocuments,
    @Inject(TakenDocuments) private readonly taken: TakenDocuments,
  ) {}

  @Post('registers/documents')
  @Permit('register:export')
  @ApiOperation({
    operationId: 'issueRegister',
    summary: '提供記録簿・受領記録簿: issue a register of a period as a document',
    description:
      'Up to 10,000 records, oldest day first, each statutory field by its legal name, what is missing, and what a ' +
      'corrected record said before. Without the restricted chain, whoever asks. That it is taken away, and the look ' +
      'at each person, stand in the log before a record is read.',
  })
  @IssuingRegister()
  async issue(
    @CurrentLooker() looker: Looker,
    @Body() request: IssueRegisterRequest,
    @Req() http: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<IssuedRegisterAnswer> {
    return statedIn(reply, await this.#issue(looker, request, { kind: 'REGISTER', http }));
  }

  @Post('registers/retention-certificates')
  @Permit('register:export')
  @ApiOperation({
    operationId: 'certifyRetention',
    summary: '保存証明: issue until when the records of a period are kept, by which rule; in sums, without persons',
  })
  @IssuingRegister()
  async certify(
    @CurrentLooker() looker: Looker,
    @Body() request: IssueRegisterRequest,
    @Req() http: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<IssuedRegisterAnswer> {
    return statedIn(reply, await this.#issue(looker, request, { kind: 'RETENTION_CERTIFICATE', http }));
  }

  @Post('disposals/:id/documents')
  @Permit('register:export')
  @ApiOperation({
    operationId: 'certifyDisposal',
    summary: '廃棄証明: issue the certificate of a disposal that was executed; it names no persons',
  })
  @IssuingRegister()
  @ApiNotFoundResponse({ description: 'disposal-unknown' })
  @ApiConflictResponse({ description: 'disposal-not-executed, document-differs' })
  async certifyDisposal(
    @CurrentLooker() caller: Looker,
    @Param() { id }: CertifiedDisposalPath,
    @Body() request: DocumentFormRequest,
    @Req() http: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<IssuedRegisterAnswer> {
    return statedIn(reply, await this.commands.execute(new CertifyDisposal(caller, id, formOf(request, http))));
  }

  @Get('registers/documents')
  @Permit('record:read')
  @ApiOperation({
    operationId: 'listRegisterDocuments',
    summary: 'Registers and certificates that were issued, the newest first',
  })
  @ApiOkResponse({ type: RegisterDocumentListAnswer })
  async list(@CurrentCaller() { association }: AssociationCaller): Promise<RegisterDocumentListAnswer> {
    return { documents: (await this.documents.list(association, {})).map((row) => listedAnswer(row)) };
  }

  @Get('registers/documents/:documentId/file')
  @Permit('register:export')
  @ApiOperation({
    operationId: 'takeRegisterDocument',
    summary: 'Take the file of a register or certificate; a PDF with its proof inside',
    description:
      'A look at each person in it. Officers take what anybody had issued, auditors what they had issued themselves.',
  })
  @ApiOkResponse({ content: { 'application/pdf': BINARY, 'text/csv': BINARY, 'application/json': DATA } })
  @ApiForbiddenResponse({ description: 'document-of-another' })
  @ApiNotFoundResponse({ description: 'document-unknown' })
  @ApiGoneResponse({ description: 'document-gone' })
  async file(@CurrentLooker() looker: Looker, @Param() { documentId }: RegisterDocumentPath): Promise<StreamableFile> {
    return streamed(await this.taken.file(looker, documentId));
  }

  @Get('registers/documents/:documentId/proof')
  @Permit('register:export')
  @ApiOperation({
    operationId: 'proveRegisterDocument',
    summary: 'The proof of a register or certificate: kiroku verify FILE --proof PROOF',
    description: 'It holds all that the document says, so it is a look as well.',
  })
  @ApiProduces('application/json')
  @ApiOkResponse(BINARY)
  @ApiForbiddenResponse({ description: 'document-of-another' })
  @ApiNotFoundResponse({ description: 'document-unknown' })
  @ApiGoneResponse({ description: 'document-gone' })
  async proof(@CurrentLooker() looker: Looker, @Param() { documentId }: RegisterDocumentPath): Promise<StreamableFile> {
    const bytes = Buffer.from(JSON.stringify(await this.taken.proof(looker, documentId)));
    return new StreamableFile(bytes, { type: 'application/json', disposition: 'attachment; filename="proof.json"' });
  }

  #issue(
    looker: Looker,
    request: IssueRegisterRequest,
    { kind, http }: { readonly kind: RegisterOrder['kind']; readonly http: FastifyRequest },
  ): Promise<IssuedDocument> {
    const { register, from, to, ground } = request;
    const order = { kind, register, from, to, ground, ...formOf(request, http) };
    return this.commands.execute(new IssueRegister(looker, order));
  }
}
