import { Controller, HttpStatus, Inject, Post, Query, Req, Res } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBody,
  ApiConflictResponse,
  ApiConsumes,
  ApiHeader,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiPayloadTooLargeResponse,
  ApiTags,
  ApiTooManyRequestsResponse,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentCaller, Permit, type AssociationCaller } from '#access';
import { Refusal, StreamedBody, TextField } from '#platform';
import { importAnswer, ImportAnswer } from '../import-transfers/import-answers.js';
import { ImportReceiver } from '../import-transfers/receive-import.js';
import { sentFileOf } from '../import-transfers/sent-file.js';
import { MAPPING_NAME } from '../keep-register-mapping/register-mapping.request.js';
import { RegisterMappings } from '../keep-register-mapping/register-mappings.js';

export class ImportRegisterRequest {
  @TextField({ ...MAPPING_NAME, description: 'The saved mapping by which it is read' })
  mapping!: string;
}

@ApiTags('old registers')
@Controller('v1/registers/imports')
export class ImportRegisterController {
  constructor(
    @Inject(ImportReceiver) private readonly receiver: ImportReceiver,
    @Inject(RegisterMappings) private readonly mappings: RegisterMappings,
  ) {}

  @Post()
  @Permit('register:import')
  @StreamedBody()
  @ApiOperation({
    operationId: 'importRegister',
    summary: 'Bring in a register that was kept so far (CSV), of up to 1 GiB, by a saved mapping',
    description:
      'Each row becomes a record with its own days, marked as not evidenced before it came in. It is not judged anew: no ' +
      'finding is opened. The same row again is the same record. Progress, outcomes and rejected rows are those of any ' +
      'import. Content-Type says the charset, utf-8 or shift_jis; Content-Encoding: gzip is understood.',
  })
  @ApiConsumes('text/csv')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    description: 'The same key and file give the first job again',
  })
  @ApiAcceptedResponse({ type: ImportAnswer })
  @ApiOkResponse({ type: ImportAnswer, description: 'This file came before under this idempotency key' })
  @ApiNotFoundResponse({ description: 'register-mapping-unknown' })
  @ApiConflictResponse({ description: 'import-differs: another file came under this idempotency key' })
  @ApiPayloadTooLargeResponse({ description: 'import-too-large' })
  @ApiTooManyRequestsResponse({ description: 'imports-too-many: wait until some have ended, or cancel them' })
  async receive(
    @CurrentCaller() caller: AssociationCaller,
    @Query() { mapping }: ImportRegisterRequest,
    @Req() http: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ImportAnswer> {
    void reply.header('Connection', 'close');
    const file = sentFileOf(http);
    if (file.format !== 'csv') throw new Refusal('unsupported-media-type', { detail: 'Send text/csv.' });
    const saved = await this.mappings.read(caller.association, mapping);
    const { job, isNew } = await this.receiver.receive(caller, file, saved);
    void reply.removeHeader('Connection');
    const answer = importAnswer(job);
    void reply.status(isNew ? HttpStatus.ACCEPTED : HttpStatus.OK).header('Location', answer.links.self);
    return answer;
  }
}
