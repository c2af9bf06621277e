import { Body, Controller, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import {
  ApiConflictResponse,
  ApiCreatedResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { answerChange, MemberChangedAnswer, MemberPath } from '../members/member-changed.answer.js';
import { CurrentCaller, Permit, type AssociationCaller } from '../tokens/permit.js';
import { ChangeEligibility } from './change-eligibility.command.js';
import { ChangeEligibilityRequest } from './change-eligibility.request.js';

@ApiTags('members')
@Controller('v1/members')
export class ChangeEligibilityController {
  constructor(@Inject(CommandBus) private readonly commands: CommandBus) {}

  @Post(':ref/eligibility')
  @Permit('member:change')
  @ApiOperation({
    operationId: 'changeMemberEligibility',
    summary: '資格の取得・喪失: from which day a member is insured, or no longer is',
  })
  @ApiCreatedResponse({ type: MemberChangedAnswer })
  @ApiOkResponse({ type: MemberChangedAnswer, description: 'The very same was recorded before' })
  @ApiNotFoundResponse({ description: 'no-such-member' })
  @ApiConflictResponse({ description: 'member-taken, member-change-differs, member-merged' })
  async change(
    @CurrentCaller() { association, role, subject }: AssociationCaller,
    @Param() { ref }: MemberPath,
    @Body() { change, on }: ChangeEligibilityRequest,
    @Req() { id: requestId }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MemberChangedAnswer> {
    const who = { association, caller: { role, subject }, ref, requestId };
    return answerChange(await this.commands.execute(new ChangeEligibility(who, { change, on })), reply);
  }
}
