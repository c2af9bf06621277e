import { Readable } from 'node:stream';
import {
  Body,
  Controller,
  Get,
  HttpCode,
  HttpStatus,
  Inject,
  Param,
  Post,
  Query as QueryParameters,
  Req,
  Res,
  StreamableFile,
} from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import {
  ApiConflictResponse,
  ApiCreatedResponse,
  ApiForbiddenResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiProduces,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentCaller, Permit, type AssociationCaller } from '#access';
import { nextLink, PageRequest, UuidField } from '#platform';
import { ApproveDisposal } from '../approve-disposal/approve-disposal.command.js';
import { ExecuteDisposal } from '../execute-disposal/execute-disposal.command.js';
import { DisposalStreams } from '../keeping/disposal-streams.js';
import { ProposeDisposal, ProposeDisposalRequest } from '../propose-disposal/propose-disposal.command.js';
import { WithdrawDisposal } from '../withdraw-disposal/withdraw-disposal.command.js';
import { DisposalAnswer, DisposalPageAnswer } from './answers.js';
import { disposalAnswer, listedRecords } from './disposal-answer.js';
import { DisposalList } from './disposal-list.js';

export class DisposalPath {
  @UuidField({ description: 'Id of the disposal' })
  id!: string;
}

@ApiTags('records')
@Controller('v1/disposals')
export class DisposalsController {
  constructor(
    @Inject(CommandBus) private readonly commands: CommandBus,
    @Inject(DisposalStreams) private readonly streams: DisposalStreams,
    @Inject(DisposalList) private readonly disposals: DisposalList,
  ) {}

  @Post()
  @Permit('record:dispose')
  @ApiOperation({
    operationId: 'proposeDisposal',
    summary: 'List the records whose time is over, as of a day, and why some of them are kept all the same',
    description:
      'Nothing is disposed of yet: a second person approves it, and then it is executed. Up to 10,000 records at once.',
  })
  @ApiCreatedResponse({ type: DisposalAnswer })
  @ApiOkResponse({ type: DisposalAnswer, description: 'Proposed so before' })
  @ApiConflictResponse({ description: 'disposal-differs: this id is of a disposal as of another day' })
  async propose(
    @CurrentCaller() caller: AssociationCaller,
    @Body() request: ProposeDisposalRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DisposalAnswer> {
    const { disposal, isNew } = await this.commands.execute(new ProposeDisposal(caller.association, caller, request));
    void reply.status(isNew ? HttpStatus.CREATED : HttpStatus.OK);
    return disposalAnswer(disposal, false);
  }

  @Post(':id/approval')
  @HttpCode(200)
  @Permit('record:dispose')
  @ApiOperation({ operationId: 'approveDisposal', summary: 'Agree to a disposal that somebody else proposed' })
  @ApiOkResponse({ type: DisposalAnswer })
  @ApiForbiddenResponse({ description: 'disposal-same-person: whoever proposed it cannot approve it' })
  @ApiNotFoundResponse({ description: 'disposal-unknown' })
  @ApiConflictResponse({ description: 'disposal-approved: by another person before; disposal-withdrawn' })
  async approve(@CurrentCaller() caller: AssociationCaller, @Param() { id }: DisposalPath): Promise<DisposalAnswer> {
    const { disposal } = await this.commands.execute(new ApproveDisposal(caller.association, caller, id));
    return disposalAnswer(disposal, false);
  }

  @Post(':id/withdrawal')
  @HttpCode(200)
  @Permit('record:dispose')
  @ApiOperation({ operationId: 'withdrawDisposal', summary: 'Take back a proposal that nobody is to approve' })
  @ApiOkResponse({ type: DisposalAnswer })
  @ApiNotFoundResponse({ description: 'disposal-unknown' })
  @ApiConflictResponse({ description: 'disposal-approved: it is too late' })
  async withdraw(@CurrentCaller() caller: AssociationCaller, @Param() { id }: DisposalPath): Promise<DisposalAnswer> {
    const { disposal } = await this.commands.execute(new WithdrawDisposal(caller.association, caller, id));
    return disposalAnswer(disposal, false);
  }

  @Post(':id/execution')
  @HttpCode(200)
  @Permit('record:dispose')
  @ApiOperation({
    operationId: 'executeDisposal',
    summary: 'Dispose of what was approved, save what came to be kept meanwhile, and certify it',
    description: 'Broken off, it goes on when it is asked for again.',
  })
  @ApiOkResponse({ type: DisposalAnswer })
  @ApiNotFoundResponse({ description: 'disposal-unknown' })
  @ApiConflictResponse({ description: 'disposal-not-approved, disposal-withdrawn' })
  async execute(@CurrentCaller() caller: AssociationCaller, @Param() { id }: DisposalPath): Promise<DisposalAnswer> {
    const { disposal } = await this.commands.execute(new ExecuteDisposal(caller.association, caller, id));
    return disposalAnswer(disposal, false);
  }

  @Get()
  @Permit('record:read')
  @ApiOperation({ operationId: 'listDisposals', summary: 'Disposals, newest first' })
  @ApiOkResponse({ type: DisposalPageAnswer })
  async list(
    @CurrentCaller() { association, role }: AssociationCaller,
    @QueryParameters() request: PageRequest,
    @Req() http: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DisposalPageAnswer> {
    const page = await this.disposals.page(association, request, role === 'auditor');
    if (page.next) void reply.header('Link', nextLink(http.url, page.next));
    return page;
  }

  @Get(':id')
  @Permit('record:read')
  @ApiOperation({ operationId: 'showDisposal', summary: 'How far a disposal came, and its certificate' })
  @ApiOkResponse({ type: DisposalAnswer })
  @ApiNotFoundResponse({ description: 'disposal-unknown' })
  async show(
    @CurrentCaller() { association, role }: AssociationCaller,
    @Param() { id }: DisposalPath,
  ): Promise<DisposalAnswer> {
    return disposalAnswer(await this.streams.read(association, id), role === 'auditor');
  }

  @Get(':id/records')
  @Permit('record:read')
  @ApiOperation({
    operationId: 'listDisposalRecords',
    summary: 'What a disposal lists, record by record, with the reasons of those that are kept',
    description:
      'One `{record, decision, reasons}` per line; decision is dispose, keep, or spare: kept since the proposal.',
  })
  @ApiProduces('application/x-ndjson')
  @ApiOkResponse({ schema: { type: 'string' } })
  @ApiNotFoundResponse({ description: 'disposal-unknown' })
  async records(
    @CurrentCaller() { association, role }: AssociationCaller,
    @Param() { id }: DisposalPath,
  ): Promise<StreamableFile> {
    const disposal = await this.streams.read(association, id);
    const file = Readable.from(listedRecords(disposal, role === 'auditor'), { objectMode: false });
    return new StreamableFile(file, { type: 'application/x-ndjson' });
  }
}
