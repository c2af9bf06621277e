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
} from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import {
  ApiConflictResponse,
  ApiCreatedResponse,
  ApiForbiddenResponse,
  ApiGoneResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { nextLink } from '#platform';
import type { Erasure } from '../domain/erasure.js';
import { CurrentLooker, type Looker } from '../looks/looker.js';
import { CurrentCaller, Permit, type AssociationCaller } from '../tokens/permit.js';
import { DecideErasure, type ErasureDecision } from './decide-erasure.command.js';
import { ErasureAnswer, ErasurePageAnswer } from './erasure.answer.js';
import type { ErasureActor } from './erasure-streams.js';
import { ErasureWords } from './erasure-words.js';
import { ErasurePath, ListErasuresRequest, ProposeErasureRequest } from './erasures.request.js';
import { ExecuteErasure } from './execute-erasure.command.js';
import { ProposeErasure } from './propose-erasure.command.js';
import { ListErasures, ShowErasure } from './show-erasures.query.js';

@ApiTags('members')
@Controller('v1/erasures')
export class ErasuresController {
  constructor(
    @Inject(CommandBus) private readonly commands: CommandBus,
    @Inject(QueryBus) private readonly queries: QueryBus,
    @Inject(ErasureWords) private readonly words: ErasureWords,
  ) {}

  @Post()
  @Permit('member:erase')
  @ApiOperation({
    operationId: 'proposeErasure',
    summary: '消去: propose that all that is known of a member be made unreadable',
    description:
      'Nothing is erased yet: a second person approves it, and then it is executed. Records that the law still wants kept, and holds, stand against it, save for a stated reason.',
  })
  @ApiCreatedResponse({ type: ErasureAnswer })
  @ApiOkResponse({ type: ErasureAnswer, description: 'Proposed so before' })
  @ApiNotFoundResponse({ description: 'no-such-member' })
  @ApiConflictResponse({
    description: 'erasure-blocked: blockedBy says by what and until when; erasure-differs, member-merged',
  })
  @ApiGoneResponse({ description: 'member-erased' })
  async propose(
    @CurrentCaller() caller: AssociationCaller,
    @Body() request: ProposeErasureRequest,
    @Req() http: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ErasureAnswer> {
    const actor = actorOf(caller, http);
    const { erasure, isNew } = await this.commands.execute(new ProposeErasure(actor, request));
    void reply.status(isNew ? HttpStatus.CREATED : HttpStatus.OK);
    return this.#answer(actor, erasure);
  }

  @Post(':id/approval')
  @HttpCode(HttpStatus.OK)
  @Permit('member:erase')
  @ApiOperation({ operationId: 'approveErasure', summary: 'Agree to an erasure that somebody else proposed' })
  @ApiOkResponse({ type: ErasureAnswer })
  @ApiForbiddenResponse({ description: 'erasure-same-person: whoever proposed it cannot approve it' })
  @ApiNotFoundResponse({ description: 'erasure-unknown' })
  @ApiConflictResponse({
    description: 'erasure-approved: by another person before; erasure-withdrawn, erasure-changed',
  })
  approve(
    @CurrentCaller() caller: AssociationCaller,
    @Param() { id }: ErasurePath,
    @Req() http: FastifyRequest,
  ): Promise<ErasureAnswer> {
    return this.#decide(actorOf(caller, http), id, 'approve');
  }

  @Post(':id/withdrawal')
  @HttpCode(HttpStatus.OK)
  @Permit('member:erase')
  @ApiOperation({
    operationId: 'withdrawErasure',
    summary: 'Take back an erasure, approved or not, as long as nothing is erased',
  })
  @ApiOkResponse({ type: ErasureAnswer })
  @ApiNotFoundResponse({ description: 'erasure-unknown' })
  @ApiConflictResponse({ description: 'erasure-executed: it is too late, and so it is while one is under way' })
  withdraw(
    @CurrentCaller() caller: AssociationCaller,
    @Param() { id }: ErasurePath,
    @Req() http: FastifyRequest,
  ): Promise<ErasureAnswer> {
    return this.#decide(actorOf(caller, http), id, 'withdraw');
  }

  @Post(':id/execution')
  @HttpCode(HttpStatus.OK)
  @Permit('member:erase')
  @ApiOperation({
    operationId: 'executeErasure',
    summary: 'Destroy the keys and the directory entry of the member, as it was approved',
    description:
      'From then on nothing of the person can be read by any process; transfers, records and proofs stay, with the reference and without the person. Broken off, it goes on when it is asked for again.',
  })
  @ApiOkResponse({ type: ErasureAnswer })
  @ApiNotFoundResponse({ description: 'erasure-unknown' })
  @ApiConflictResponse({ description: 'erasure-not-approved, erasure-withdrawn, erasure-changed, erasure-blocked' })
  async execute(
    @CurrentCaller() caller: AssociationCaller,
    @Param() { id }: ErasurePath,
    @Req() http: FastifyRequest,
  ): Promise<ErasureAnswer> {
    const actor = actorOf(caller, http);
    return this.#answer(actor, await this.commands.execute(new ExecuteErasure(actor, id)));
  }

  @Get()
  @Permit('erasure:read')
  @ApiOperation({ operationId: 'listErasures', summary: 'Erasures, newest first' })
  @ApiOkResponse({ type: ErasurePageAnswer })
  async list(
    @CurrentLooker() looker: Looker,
    @QueryParameters() request: ListErasuresRequest,
    @Req() http: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ErasurePageAnswer> {
    const page = await this.queries.execute(new ListErasures(looker, request));
    if (page.next) void reply.header('Link', nextLink(http.url, page.next));
    return page;
  }

  @Get(':id')
  @Permit('erasure:read')
  @ApiOperation({
    operationId: 'showErasure',
    summary: 'How far an erasure came, what stands against it, and whether backups of before can still be opened',
  })
  @ApiOkResponse({ type: ErasureAnswer })
  @ApiNotFoundResponse({ description: 'erasure-unknown' })
  show(@CurrentLooker() looker: Looker, @Param() { id }: ErasurePath): Promise<ErasureAnswer> {
    return this.queries.execute(new ShowErasure(looker, id));
  }

  async #decide(actor: ErasureActor, id: string, decision: ErasureDecision): Promise<ErasureAnswer> {
    return this.#answer(actor, await this.commands.execute(new DecideErasure(actor, id, decision)));
  }

  async #answer({ association }: ErasureActor, erasure: Erasure): Promise<ErasureAnswer> {
    return (await this.words.of(association, [erasure]))[0]!;
  }
}

function actorOf({ association, role, subject }: AssociationCaller, { id: requestId }: FastifyRequest): ErasureActor {
  return { association, caller: { role, subject }, requestId };
}
