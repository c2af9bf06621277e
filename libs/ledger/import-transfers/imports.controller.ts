import { Readable } from 'node:stream';
import {
  Controller,
  Delete,
  Get,
  HttpStatus,
  Inject,
  Param,
  Post,
  Query as QueryParameters,
  Req,
  Res,
  StreamableFile,
} from '@nestjs/common';
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
  ApiProduces,
  ApiTags,
  ApiTooManyRequestsResponse,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentCaller, Permit, Pseudonyms, type AssociationCaller } from '#access';
import {
  CodeField,
  decodeCursor,
  nextLink,
  pageOf,
  PageRequest,
  Refusal,
  rowsToFind,
  StreamedBody,
  UuidField,
} from '#platform';
import { importAnswer, ImportAnswer, ImportPageAnswer } from './import-answers.js';
import type { ImportJob } from './import-job.js';
import { ImportJobs } from './import-jobs.js';
import { mayFollow, posterOf } from './import-poster.js';
import { OutcomeFile } from './outcome-file.js';
import { ImportReceiver } from './receive-import.js';
import { sentFileOf } from './sent-file.js';

export class ImportPath {
  @UuidField({ description: 'Id of the import' })
  id!: string;
}

export class OutcomesRequest {
  @CodeField(['ndjson', 'csv'], { optional: true, description: 'ndjson when left out' })
  format?: 'ndjson' | 'csv';
}

@ApiTags('imports')
@Controller('v1/transfers/imports')
export class ImportsController {
  constructor(
    @Inject(ImportReceiver) private readonly receiver: ImportReceiver,
    @Inject(ImportJobs) private readonly jobs: ImportJobs,
    @Inject(OutcomeFile) private readonly files: OutcomeFile,
    @Inject(Pseudonyms) private readonly pseudonyms: Pseudonyms,
  ) {}

  @Post()
  @Permit('transfer:import')
  @StreamedBody()
  @ApiOperation({
    operationId: 'importTransfers',
    summary: 'Send a file of transfers, of up to 1 GiB',
    description:
      'NDJSON: `{"t":"transfer","key",…a transfer without members…}`, `{"t":"line","key",…a member…}`, `{"t":"end","key","count"}`, ' +
      'the lines of a transfer together. CSV: a header row and one row per member; columns are the fields of a transfer by ' +
      'their path (`source`, `party.id`, `items` with codes separated by blanks), those of the member behind `member.`, and ' +
      '`key`, by which rows are one transfer; `count` may say how many rows it has. Content-Type says the charset, utf-8 or ' +
      'shift_jis; Content-Encoding: gzip is understood. The same file again is the same facts.',
  })
  @ApiConsumes('application/x-ndjson', 'text/csv')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    description: 'The same key and file give the first job again',
  })
  @ApiAcceptedResponse({ type: ImportAnswer })
  @ApiOkResponse({ type: ImportAnswer, description: 'This file came before under this idempotency key' })
  @ApiConflictResponse({ description: 'import-differs: another file came under this idempotency key' })
  @ApiPayloadTooLargeResponse({ description: 'import-too-large' })
  @ApiTooManyRequestsResponse({ description: 'imports-too-many: wait until some have ended, or cancel them' })
  async receive(
    @CurrentCaller() caller: AssociationCaller,
    @Req() http: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ImportAnswer> {
    // Whoever is refused is not to go on sending; an answer to a file that came in whole keeps the connection.
    void reply.header('Connection', 'close');
    const { job, isNew } = await this.receiver.receive(caller, sentFileOf(http));
    void reply.removeHeader('Connection');
    const answer = importAnswer(job);
    void reply.status(isNew ? HttpStatus.ACCEPTED : HttpStatus.OK).header('Location', answer.links.self);
    return answer;
  }

  @Get()
  @Permit('transfer:import')
  @ApiOperation({
    operationId: 'listImports',
    summary: 'How far imports came, newest first: for officers those of the association, for integrators their own',
  })
  @ApiOkResponse({ type: ImportPageAnswer })
  async list(
    @CurrentCaller() caller: AssociationCaller,
    @QueryParameters() page: PageRequest,
    @Req() http: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ImportPageAnswer> {
    const [before] = page.cursor ? decodeCursor(page.cursor, ['position']) : [null];
    const poster = caller.role === 'officer' ? null : await posterOf(this.pseudonyms, caller);
    const found = await this.jobs.list(caller.association, poster, before as string | null, rowsToFind(page));
    const { rows, next } = pageOf(found, page, ({ number }) => [number]);
    if (next) void reply.header('Link', nextLink(http.url, next));
    return { imports: rows.map(importAnswer), next };
  }

  @Get(':id')
  @Permit('transfer:import')
  @ApiOperation({ operationId: 'showImport', summary: 'How far an import came' })
  @ApiOkResponse({ type: ImportAnswer })
  @ApiNotFoundResponse({ description: 'import-unknown' })
  async show(@CurrentCaller() caller: AssociationCaller, @Param() { id }: ImportPath): Promise<ImportAnswer> {
    const job = caller.role === 'officer' ? await this.jobs.find(caller.association, id) : await this.#own(caller, id);
    if (!job) throw new Refusal('import-unknown');
    return importAnswer(job);
  }

  @Get(':id/outcomes')
  @Permit('transfer:import')
  @ApiOperation({
    operationId: 'listImportOutcomes',
    summary: 'What became of each line so far, in the order of the file: for whoever sent it',
    description:
      'One `{line, status, transfer, position, code, pointer, detail}` per line that is not blank. /docs/problems explains the codes.',
  })
  @ApiProduces('application/x-ndjson', 'text/csv')
  @ApiOkResponse({ schema: { type: 'string' } })
  @ApiNotFoundResponse({
    description:
      'import-unknown, also for the import of somebody else; of before senders were known, officers follow it',
  })
  async outcomes(
    @CurrentCaller() caller: AssociationCaller,
    @Param() { id }: ImportPath,
    @QueryParameters() { format = 'ndjson' }: OutcomesRequest,
  ): Promise<StreamableFile> {
    const job = await this.#followed(caller, id);
    const type = format === 'csv' ? 'text/csv; charset=utf-8' : 'application/x-ndjson';
    return new StreamableFile(Readable.from(this.files.outcomes(job, format), { objectMode: false }), { type });
  }

  @Get(':id/rejected')
  @Permit('transfer:import')
  @ApiOperation({
    operationId: 'listRejectedLines',
    summary: 'The lines that were not recorded, as they were sent: for whoever sent them',
    description: 'One `{line, code, pointer, detail, text}` per line; kept for 90 days. Individual numbers are masked.',
  })
  @ApiProduces('application/x-ndjson')
  @ApiOkResponse({ schema: { type: 'string' } })
  @ApiNotFoundResponse({ description: 'import-unknown, also for the import of somebody else' })
  async rejected(@CurrentCaller() caller: AssociationCaller, @Param() { id }: ImportPath): Promise<StreamableFile> {
    const job = await this.#own(caller, id);
    const file = Readable.from(this.files.rejected(job), { objectMode: false });
    return new StreamableFile(file, { type: 'application/x-ndjson' });
  }

  @Delete(':id')
  @Permit('transfer:import')
  @ApiOperation({
    operationId: 'cancelImport',
    summary: 'End an import of your own before its time; what was recorded stays on record',
  })
  @ApiOkResponse({ type: ImportAnswer })
  @ApiNotFoundResponse({
    description: 'import-unknown, also for the import of somebody else; of before senders were known, officers end it',
  })
  @ApiConflictResponse({ description: 'import-ended' })
  async cancel(@CurrentCaller() caller: AssociationCaller, @Param() { id }: ImportPath): Promise<ImportAnswer> {
    await this.#followed(caller, id);
    const cancelled = await this.jobs.cancel(caller.association, id);
    if (!cancelled) throw new Refusal('import-ended');
    return importAnswer(cancelled);
  }

  /** Outcomes tell of transfers that others may not be shown: they are the sender's, where anybody is known as such. */
  async #followed(caller: AssociationCaller, id: string): Promise<ImportJob> {
    const [job, asking] = await this.#asked(caller, id);
    if (!job || !mayFollow(job.postedBy, asking)) throw new Refusal('import-unknown');
    return job;
  }

  /** Lines tell of members: they are the sender's alone. */
  async #own(caller: AssociationCaller, id: string): Promise<ImportJob> {
    const [job, asking] = await this.#asked(caller, id);
    if (job?.postedBy !== asking) throw new Refusal('import-unknown');
    return job;
  }

  #asked(caller: AssociationCaller, id: string): Promise<[ImportJob | null, string]> {
    return Promise.all([this.jobs.find(caller.association, id), posterOf(this.pseudonyms, caller)]);
  }
}
