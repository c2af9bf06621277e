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
import { toIdentifiers } from '../register-member/to-entry.js';
import { CurrentCaller, Permit, type AssociationCaller } from '../tokens/permit.js';
import { ChangeIdentifiers } from './change-identifiers.command.js';
import { ChangeIdentifiersRequest } from './change-identifiers.request.js';

@ApiTags('members')
@Controller('v1/members')
export class ChangeIdentifiersController {
  constructor(@Inject(CommandBus) private readonly commands: CommandBus) {}

  @Post(':ref/identifiers')
  @Permit('member:change')
  @ApiOperation({
    operationId: 'changeMemberIdentifiers',
    summary: '記号・番号等の変更: a member has another symbol, number, branch or insurer number from a day on',
    description: 'The member is found by the former identifiers as well, unless somebody else got them since.',
  })
  @ApiCreatedResponse({ type: MemberChangedAnswer })
  @ApiOkResponse({ type: MemberChangedAnswer, description: 'The very same change was recorded before' })
  @ApiNotFoundResponse({ description: 'no-such-member' })
  @ApiConflictResponse({ description: 'member-taken, member-change-differs, member-merged' })
  async change(
    @CurrentCaller() { association, role, subject }: AssociationCaller,
    @Param() { ref }: MemberPath,
    @Body() request: ChangeIdentifiersRequest,
    @Req() { id: requestId }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MemberChangedAnswer> {
    const change = { association, caller: { role, subject }, ref, requestId };
    const command = new ChangeIdentifiers(change, toIdentifiers(request), request.effectiveFrom);
    return answerChange(await this.commands.execute(command), reply);
  }
}
