import { Body, Controller, Get, HttpCode, HttpStatus, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import {
  ApiConflictResponse,
  ApiCreatedResponse,
  ApiForbiddenResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Asking } from '../keep-mandates/propose-mandate.command.js';
import { CurrentLooker, type Looker } from '../looks/looker.js';
import { CurrentCaller, Permit, type AssociationCaller } from '../tokens/permit.js';
import { DecideDistinction, type DistinctionDecision } from './decide-distinction.command.js';
import { distinctionAnswer, DistinctionAnswer, DistinctionListAnswer } from './distinction.answer.js';
import { DistinctionPath, ProposeDistinctionRequest, RevokeDistinctionRequest } from './distinction.request.js';
import { ListDistinctions } from './list-distinctions.query.js';
import { ProposeDistinction } from './propose-distinction.command.js';

@ApiTags('members')
@Controller('v1/distinctions')
export class DistinctionsController {
  constructor(
    @Inject(CommandBus) private readonly commands: CommandBus,
    @Inject(QueryBus) private readonly queries: QueryBus,
  ) {}

  @Post()
  @Permit('distinction:keep')
  @ApiOperation({
    operationId: 'proposeDistinction',
    summary: '別人の確認: two references that look like one person are of two; a second officer approves it',
    description: 'Such as twins whose numbers were mixed up: the verification no longer takes them for one person.',
  })
  @ApiCreatedResponse({ type: DistinctionAnswer })
  @ApiOkResponse({ type: DistinctionAnswer, description: 'Proposed so before' })
  @ApiNotFoundResponse({ description: 'no-such-member' })
  @ApiConflictResponse({
    description:
      'distinction-differs: this id is of another one; member-merged, member-erased: a reference is no person’s',
  })
  async propose(
    @CurrentCaller() caller: AssociationCaller,
    @Body() request: ProposeDistinctionRequest,
    @Req() { id: requestId }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DistinctionAnswer> {
    const asking = askingOf(caller, requestId);
    const { distinction, isNew } = await this.commands.execute(new ProposeDistinction(asking, request));
    void reply.status(isNew ? HttpStatus.CREATED : HttpStatus.OK);
    return distinctionAnswer(distinction);
  }

  @Post(':id/approval')
  @HttpCode(200)
  @Permit('distinction:keep')
  @ApiOperation({ operationId: 'approveDistinction', summary: 'Agree that two references are of two people' })
  @ApiOkResponse({ type: DistinctionAnswer })
  @ApiForbiddenResponse({ description: 'distinction-same-person: whoever proposed it cannot approve it' })
  @ApiNotFoundResponse({ description: 'distinction-unknown' })
  @ApiConflictResponse({ description: 'distinction-approved: by another person before; distinction-withdrawn' })
  approve(
    @CurrentCaller() caller: AssociationCaller,
    @Param() { id: distinctionId }: DistinctionPath,
    @Req() { id: requestId }: FastifyRequest,
  ): Promise<DistinctionAnswer> {
    return this.#decide(askingOf(caller, requestId), { kind: 'approve', distinctionId });
  }

  @Post(':id/withdrawal')
  @HttpCode(200)
  @Permit('distinction:keep')
  @ApiOperation({ operationId: 'withdrawDistinction', summary: 'Take back a distinction that nobody is to approve' })
  @ApiOkResponse({ type: DistinctionAnswer })
  @ApiNotFoundResponse({ description: 'distinction-unknown' })
  @ApiConflictResponse({ description: 'distinction-approved: revoke it' })
  withdraw(
    @CurrentCaller() caller: AssociationCaller,
    @Param() { id: distinctionId }: DistinctionPath,
    @Req() { id: requestId }: FastifyRequest,
  ): Promise<DistinctionAnswer> {
    return this.#decide(askingOf(caller, requestId), { kind: 'withdraw', distinctionId });
  }

  @Post(':id/revocation')
  @HttpCode(200)
  @Permit('distinction:keep')
  @ApiOperation({
    operationId: 'revokeDistinction',
    summary: 'Undo it: the two may be one person after all',
    description: 'One officer is enough: what looks like one person is told again.',
  })
  @ApiOkResponse({ type: DistinctionAnswer })
  @ApiNotFoundResponse({ description: 'distinction-unknown' })
  @ApiConflictResponse({ description: 'distinction-not-approved: withdraw it; distinction-withdrawn' })
  revoke(
    @CurrentCaller() caller: AssociationCaller,
    @Param() { id: distinctionId }: DistinctionPath,
    @Body() { reason }: RevokeDistinctionRequest,
    @Req() { id: requestId }: FastifyRequest,
  ): Promise<DistinctionAnswer> {
    return this.#decide(askingOf(caller, requestId), { kind: 'revoke', distinctionId, reason });
  }

  @Get()
  @Permit('distinction:read')
  @ApiOperation({
    operationId: 'listDistinctions',
    summary: 'Which references were stated to be of two people, by what, and by whom',
    description: 'A look at each member who is named.',
  })
  @ApiOkResponse({ type: DistinctionListAnswer })
  list(@CurrentLooker() looker: Looker): Promise<DistinctionListAnswer> {
    return this.queries.execute(new ListDistinctions(looker));
  }

  async #decide(asking: Asking, decision: DistinctionDecision): Promise<DistinctionAnswer> {
    const { distinction } = await this.commands.execute(new DecideDistinction(asking, decision));
    return distinctionAnswer(distinction);
  }
}

function askingOf({ association, role, subject }: AssociationCaller, requestId: string): Asking {
  return { association, caller: { role, subject }, requestId };
}
