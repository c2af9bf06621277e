import { Body, Controller, Get, HttpStatus, Inject, Param, Post, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import {
  ApiConflictResponse,
  ApiCreatedResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
  ApiUnprocessableEntityResponse,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { CurrentCaller, CurrentLooker, Permit, type AssociationCaller, type Looker } from '#access';
import { UuidField } from '#platform';
import { StandingListAnswer } from '../list-standing/answers.js';
import { ListStanding } from '../list-standing/list-standing.query.js';
import type { Registered } from '../writing/register-once.js';
import { RegisteredAnswer } from '../writing/registered.answer.js';
import { DeclareStanding } from './declare-standing.command.js';
import { DeclareStandingRequest, WithdrawStandingRequest } from './declare-standing.request.js';
import { WithdrawStanding } from './withdraw-standing.command.js';

export class StandingMemberPath {
  @UuidField()
  ref!: string;
}

export class StandingPath extends StandingMemberPath {
  @UuidField()
  standingId!: string;
}

@ApiTags('standing')
@Controller('v1/members/:ref/standing')
export class DeclareStandingController {
  constructor(
    @Inject(CommandBus) private readonly commands: CommandBus,
    @Inject(QueryBus) private readonly queries: QueryBus,
  ) {}

  @Get()
  @Permit('standing:read')
  @ApiOperation({
    operationId: 'listStanding',
    summary: 'What a member consented to, reserved, objected to and stopped, each with its three times',
  })
  @ApiOkResponse({ type: StandingListAnswer })
  @ApiNotFoundResponse({ description: 'no-such-member' })
  list(@CurrentLooker() looker: Looker, @Param() { ref }: StandingMemberPath): Promise<StandingListAnswer> {
    return this.queries.execute(new ListStanding(looker, ref));
  }

  @Post()
  @Permit('standing:keep')
  @ApiOperation({
    operationId: 'declareStanding',
    summary: 'Record what a member declared; every judgement afterwards knows it',
  })
  @ApiCreatedResponse({ type: RegisteredAnswer })
  @ApiOkResponse({ type: RegisteredAnswer, description: 'Declared so before' })
  @ApiConflictResponse({ description: 'standing-differs' })
  @ApiUnprocessableEntityResponse({ description: 'member-unknown, arrangement-unknown, party-unknown' })
  async declare(
    @CurrentCaller() caller: AssociationCaller,
    @Param() { ref }: StandingMemberPath,
    @Body() request: DeclareStandingRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RegisteredAnswer> {
    return answer(
      request.id,
      await this.commands.execute(new DeclareStanding(caller.association, caller, ref, request)),
      reply,
    );
  }

  @Post(':standingId/withdrawal')
  @Permit('standing:keep')
  @ApiOperation({ operationId: 'withdrawStanding', summary: 'Record that a member took a declaration back' })
  @ApiCreatedResponse({ type: RegisteredAnswer })
  @ApiOkResponse({ type: RegisteredAnswer, description: 'Withdrawn so before' })
  @ApiNotFoundResponse({ description: 'standing-unknown' })
  async withdraw(
    @CurrentCaller() caller: AssociationCaller,
    @Param() { ref, standingId }: StandingPath,
    @Body() request: WithdrawStandingRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RegisteredAnswer> {
    return answer(
      standingId,
      await this.commands.execute(new WithdrawStanding(caller.association, caller, ref, standingId, request)),
      reply,
    );
  }
}

function answer(id: string, registered: Registered, reply: FastifyReply): RegisteredAnswer {
  void reply.status(registered.isNew ? HttpStatus.CREATED : HttpStatus.OK);
  return { id, ...registered };
}
