import { Body, Controller, Get, Inject, Param, Post, Req, Res, type StreamableFile } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentLooker, Permit, type Looker } from '#access';
import type { IssuedProof } from '#proof';
import { DocumentProofAnswer } from '../issue-documents/document-proof.answer.js';
import { FILE_TYPES, streamed, Taking } from '../issue-documents/documents-http.js';
import { CertifyMemberRetention } from './certify-member-retention.command.js';
import { IssuingRegister, statedIn } from './issuing-register.js';
import { MemberCertificates } from './member-certificates.js';
import { listedAnswer, RegisterDocumentListAnswer, type IssuedRegisterAnswer } from './register-document.answer.js';
import {
  CertifiedMemberPath,
  DocumentFormRequest,
  formOf,
  MemberCertificatePath,
} from './register-document.request.js';

const placeOf = (ref: string) => `/v1/members/${ref}/retention-certificates`;

/** Until when the records of one person are kept, as documents that verify. */
@ApiTags('records')
@Controller('v1/members/:ref/retention-certificates')
export class MemberCertificatesController {
  constructor(
    @Inject(CommandBus) private readonly commands: CommandBus,
    @Inject(MemberCertificates) private readonly certificates: MemberCertificates,
  ) {}

  @Post()
  @Permit('register:export')
  @ApiOperation({
    operationId: 'certifyMemberRetention',
    summary: '保存証明: issue until when the records of one person are kept, record by record and by which rule',
    description: 'Of the open chain alone, sealed with the key of the person: once that is destroyed, it is gone.',
  })
  @IssuingRegister()
  @ApiNotFoundResponse({ description: 'no-such-member' })
  async certify(
    @CurrentLooker() looker: Looker,
    @Param() { ref }: CertifiedMemberPath,
    @Body() request: DocumentFormRequest,
    @Req() http: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<IssuedRegisterAnswer> {
    const issued = await this.commands.execute(new CertifyMemberRetention(looker, ref, formOf(request, http)));
    return statedIn(reply, issued, placeOf(ref));
  }

  @Get()
  @Permit('record:read')
  @ApiOperation({ operationId: 'listMemberCertificates', summary: 'Retention certificates of one person' })
  @ApiOkResponse({ type: RegisterDocumentListAnswer })
  @ApiNotFoundResponse({ description: 'no-such-member' })
  async list(
    @CurrentLooker() looker: Looker,
    @Param() { ref }: CertifiedMemberPath,
  ): Promise<RegisterDocumentListAnswer> {
    const rows = await this.certificates.list(looker, ref);
    return { documents: rows.map((row) => listedAnswer(row, placeOf(ref))) };
  }

  @Get(':documentId/file')
  @Permit('register:export')
  @ApiOperation({
    operationId: 'takeMemberCertificate',
    summary: 'Take the file of a retention certificate; a PDF with its proof inside',
  })
  @ApiProduces(...FILE_TYPES)
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  @Taking('document-unknown, no-such-member')
  async file(
    @CurrentLooker() looker: Looker,
    @Param() { ref, documentId }: MemberCertificatePath,
  ): Promise<StreamableFile> {
    return streamed(await this.certificates.file(looker, ref, documentId));
  }

  @Get(':documentId/proof')
  @Permit('register:export')
  @ApiOperation({
    operationId: 'proveMemberCertificate',
    summary: 'The proof of a retention certificate: kiroku verify FILE --proof PROOF',
    description: 'It holds all that the certificate says, so it is a look as well.',
  })
  @ApiOkResponse({ type: DocumentProofAnswer })
  @Taking('document-unknown, no-such-member')
  proof(@CurrentLooker() looker: Looker, @Param() { ref, documentId }: MemberCertificatePath): Promise<IssuedProof> {
    return this.certificates.proof(looker, ref, documentId);
  }
}
