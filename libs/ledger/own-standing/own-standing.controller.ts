import { Body, Controller, Get, HttpStatus, Inject, Param, Post, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import {
  ApiConflictResponse,
  ApiCreatedResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { CurrentCaller, CurrentLooker, Permit, type AssociationCaller, type Looker } from '#access';
import { UuidField } from '#platform';
import { StandingListAnswer } from '../list-standing/answers.js';
import { ListStanding } from '../list-standing/list-standing.query.js';
import { RegisteredAnswer } from '../writing/registered.answer.js';
import { DeclareOwnStanding } from './declare-own-standing.command.js';
import { DeclareOwnStandingRequest, WithdrawOwnStandingRequest } from './own-standing.request.js';
import { WithdrawOwnStanding } from './withdraw-own-standing.command.js';

export class OwnStandingPath {
  @UuidField()
  standingId!: string;
}

@ApiTags('standing')
@Controller('v1/me/standing')
export class OwnStandingController {
  constructor(
    @Inject(CommandBus) private readonly commands: CommandBus,
    @Inject(QueryBus) private readonly queries: QueryBus,
  ) {}

  @Get()
  @Permit('own-standing:read')
  @ApiOperation({ operationId: 'listOwnStanding', summary: 'What I consented to, reserved, objected to and stopped' })
  @ApiOkResponse({ type: StandingListAnswer })
  list(@CurrentCaller() { member }: AssociationCaller, @CurrentLooker() looker: Looker): Promise<StandingListAnswer> {
    return this.queries.execute(new ListStanding(looker, member!));
  }

  @Post()
  @Permit('own-standing:keep')
  @ApiOperation({
    operationId: 'declareOwnStanding',
    summary: 'Consent, reserve, object or stop; it counts from now, and every judgement afterwards knows it',
  })
  @ApiCreatedResponse({ type: RegisteredAnswer })
  @ApiOkResponse({ type: RegisteredAnswer, description: 'Declared so before' })
  @ApiConflictResponse({ description: 'standing-differs' })
  async declare(
    @CurrentCaller() caller: AssociationCaller,
    @Body() request: DeclareOwnStandingRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RegisteredAnswer> {
    const command = new DeclareOwnStanding(caller.association, caller, caller.member!, request);
    const registered = await this.commands.execute(command);
    void reply.status(registered.isNew ? HttpStatus.CREATED : HttpStatus.OK);
    return { id: request.id, ...registered };
  }

  @Post(':standingId/withdrawal')
  @Permit('own-standing:keep')
  @ApiOperation({ operationId: 'withdrawOwnStanding', summary: 'Take a declaration of mine back, from now on' })
  @ApiCreatedResponse({ type: RegisteredAnswer })
  @ApiOkResponse({ type: RegisteredAnswer, description: 'Withdrawn so before' })
  @ApiNotFoundResponse({ description: 'standing-unknown' })
  async withdraw(
    @CurrentCaller() caller: AssociationCaller,
    @Param() { standingId }: OwnStandingPath,
    @Body() request: WithdrawOwnStandingRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RegisteredAnswer> {
    const command = new WithdrawOwnStanding(caller.association, caller, caller.member!, standingId, request);
    const registered = await this.commands.execute(command);
    void reply.status(registered.isNew ? HttpStatus.CREATED : HttpStatus.OK);
    return { id: standingId, ...registered };
  }
}
