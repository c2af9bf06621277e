import { Body, Controller, HttpCode, HttpStatus, Inject, Post, Req, Res } from '@nestjs/common';
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
import { AskingBudget } from '../assess-transfer/asking-budget.js';
import { HouseholdNoticeAnswer } from './answers.js';
import { ComposeHouseholdNotice } from './compose-household-notice.command.js';
import { ComposeHouseholdNoticeRequest } from './compose-household-notice.request.js';

@ApiTags('standing')
@Controller('v1/household-notices')
export class ComposeHouseholdNoticeController {
  constructor(
    @Inject(CommandBus) private readonly commands: CommandBus,
    @Inject(AskingBudget) private readonly budget: AskingBudget,
  ) {}

  @Post()
  @HttpCode(HttpStatus.OK)
  @Permit('household-notice:compose')
  @ApiOperation({
    operationId: 'composeHouseholdNotice',
    summary: "Whose lines go into a household's common notice, who gets one of their own, and who none; K345",
    description:
      'It records nothing save that it was asked, about whom and by whom, and counts as asking for an assessment does. A planned transfer with `household` leaves the same lines out by itself.',
  })
  @ApiOkResponse({ type: HouseholdNoticeAnswer })
  @ApiUnprocessableEntityResponse({ description: 'no-household-notice, member-unknown' })
  @ApiTooManyRequestsResponse({ description: 'asked-too-often: Retry-After says when there is room again' })
  async compose(
    @CurrentCaller() caller: AssociationCaller,
    @Body() request: ComposeHouseholdNoticeRequest,
    @Req() http: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<HouseholdNoticeAnswer> {
    this.budget.spend(caller, request.members.length, reply);
    return this.commands.execute(new ComposeHouseholdNotice(caller.association, caller, request, http.id));
  }
}
