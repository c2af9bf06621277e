import { Body, Controller, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import {
  ApiOkResponse,
  ApiOperation,
  ApiTags,
  ApiTooManyRequestsResponse,
  ApiUnprocessableEntityResponse,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentCaller, Permit, type AssociationCaller } from '#access';
import { AssessmentAnswer } from './answers.js';
import { AskingBudget } from './asking-budget.js';
import { AssessTransfer } from './assess-transfer.command.js';
import { AssessTransferRequest } from './assess-transfer.request.js';

@ApiTags('transfers')
@Controller('v1/assessments')
export class AssessTransferController {
  constructor(
    @Inject(CommandBus) private readonly commands: CommandBus,
    @Inject(AskingBudget) private readonly budget: AskingBudget,
  ) {}

  @Post()
  @HttpCode(200)
  @Permit('transfer:assess')
  @ApiOperation({
    operationId: 'assessTransfer',
    summary: 'Ask before a send how a transfer would be judged, with every rule that was tried',
    description:
      'Judged by the same knowledge as a post; a blocked one is answered with 200 and allowed: false. Nothing is recorded save that it was asked, about whom and to what purpose, and by whom.',
  })
  @ApiOkResponse({ type: AssessmentAnswer })
  @ApiUnprocessableEntityResponse({
    description: 'member-unknown, party-unknown, arrangement-unknown, ruleset-unknown',
  })
  @ApiTooManyRequestsResponse({ description: 'asked-too-often: Retry-After says when there is room again' })
  async assess(
    @CurrentCaller() caller: AssociationCaller,
    @Body() request: AssessTransferRequest,
    @Req() http: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AssessmentAnswer> {
    this.budget.spend(caller, request.members.length, reply);
    return this.commands.execute(new AssessTransfer(caller.association, caller, request, http.id));
  }
}
