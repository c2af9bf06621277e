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
import { CurrentCaller, Permit, type AssociationCaller } from '../tokens/permit.js';
import { DecideMandate, type MandateDecision } from './decide-mandate.command.js';
import { ListMandates } from './list-mandates.query.js';
import { mandateAnswer, MandateAnswer, MandateListAnswer } from './mandate.answer.js';
import { MandatePath, ProposeMandateRequest, RevokeMandateRequest } from './mandate.request.js';
import { ProposeMandate, type Asking } from './propose-mandate.command.js';

@ApiTags('mandates')
@Controller('v1/mandates')
export class MandatesController {
  constructor(
    @Inject(CommandBus) private readonly commands: CommandBus,
    @Inject(QueryBus) private readonly queries: QueryBus,
  ) {}

  @Post()
  @Permit('mandate:keep')
  @ApiOperation({
    operationId: 'proposeMandate',
    summary: '監査の委任: name an auditor, from a day to a day and for a purpose; a second officer approves it',
    description: 'Nobody audits without a mandate in force: an auditor without one is answered mandate-missing.',
  })
  @ApiCreatedResponse({ type: MandateAnswer })
  @ApiOkResponse({ type: MandateAnswer, description: 'Proposed so before' })
  @ApiForbiddenResponse({ description: 'mandate-own: nobody gives a mandate to themselves' })
  @ApiConflictResponse({ description: 'mandate-differs: this id is of another mandate' })
  async propose(
    @CurrentCaller() caller: AssociationCaller,
    @Body() request: ProposeMandateRequest,
    @Req() { id: requestId }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MandateAnswer> {
    const { mandate, isNew } = await this.commands.execute(new ProposeMandate(askingOf(caller, requestId), request));
    void reply.status(isNew ? HttpStatus.CREATED : HttpStatus.OK);
    return mandateAnswer(mandate);
  }

  @Post(':id/approval')
  @HttpCode(200)
  @Permit('mandate:keep')
  @ApiOperation({ operationId: 'approveMandate', summary: 'Agree to a mandate that somebody else proposed' })
  @ApiOkResponse({ type: MandateAnswer })
  @ApiForbiddenResponse({ description: 'mandate-same-person: whoever proposed it cannot approve it; mandate-own' })
  @ApiNotFoundResponse({ description: 'mandate-unknown' })
  @ApiConflictResponse({ description: 'mandate-approved: by another person before; mandate-withdrawn' })
  approve(
    @CurrentCaller() caller: AssociationCaller,
    @Param() { id: mandateId }: MandatePath,
    @Req() { id: requestId }: FastifyRequest,
  ): Promise<MandateAnswer> {
    return this.#decide(askingOf(caller, requestId), { kind: 'approve', mandateId });
  }

  @Post(':id/withdrawal')
  @HttpCode(200)
  @Permit('mandate:keep')
  @ApiOperation({ operationId: 'withdrawMandate', summary: 'Take back a mandate that nobody is to approve' })
  @ApiOkResponse({ type: MandateAnswer })
  @ApiNotFoundResponse({ description: 'mandate-unknown' })
  @ApiConflictResponse({ description: 'mandate-approved: revoke it' })
  withdraw(
    @CurrentCaller() caller: AssociationCaller,
    @Param() { id: mandateId }: MandatePath,
    @Req() { id: requestId }: FastifyRequest,
  ): Promise<MandateAnswer> {
    return this.#decide(askingOf(caller, requestId), { kind: 'withdraw', mandateId });
  }

  @Post(':id/revocation')
  @HttpCode(200)
  @Permit('mandate:keep')
  @ApiOperation({
    operationId: 'revokeMandate',
    summary: 'End a mandate before its day, at once',
    description: 'One officer is enough: what protects does not wait for a second.',
  })
  @ApiOkResponse({ type: MandateAnswer })
  @ApiNotFoundResponse({ description: 'mandate-unknown' })
  @ApiConflictResponse({ description: 'mandate-not-approved: withdraw it; mandate-withdrawn' })
  revoke(
    @CurrentCaller() caller: AssociationCaller,
    @Param() { id: mandateId }: MandatePath,
    @Body() { reason }: RevokeMandateRequest,
    @Req() { id: requestId }: FastifyRequest,
  ): Promise<MandateAnswer> {
    return this.#decide(askingOf(caller, requestId), { kind: 'revoke', mandateId, reason });
  }

  @Get()
  @Permit('mandate:read')
  @ApiOperation({
    operationId: 'listMandates',
    summary: 'Mandates of auditors; to an auditor those of the own account',
  })
  @ApiOkResponse({ type: MandateListAnswer })
  list(@CurrentCaller() { association, role, subject }: AssociationCaller): Promise<MandateListAnswer> {
    return this.queries.execute(new ListMandates(association, { role, subject }));
  }

  async #decide(asking: Asking, decision: MandateDecision): Promise<MandateAnswer> {
    const { mandate } = await this.commands.execute(new DecideMandate(asking, decision));
    return mandateAnswer(mandate);
  }
}

function askingOf({ association, role, subject }: AssociationCaller, requestId: string): Asking {
  return { association, caller: { role, subject }, requestId };
}
