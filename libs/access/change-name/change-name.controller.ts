import { Body, Controller, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import {
  ApiConflictResponse,
  ApiCreatedResponse,
  ApiGoneResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { answerChange, MemberChangedAnswer, MemberPath } from '../members/member-changed.answer.js';
import { refuseIndividualNumbers } from '../register-member/to-entry.js';
import { CurrentCaller, Permit, type AssociationCaller } from '../tokens/permit.js';
import { ChangeName } from './change-name.command.js';
import { ChangeNameRequest } from './change-name.request.js';

@ApiTags('members')
@Controller('v1/members')
export class ChangeNameController {
  constructor(@Inject(CommandBus) private readonly commands: CommandBus) {}

  @Post(':ref/name')
  @Permit('member:change')
  @ApiOperation({
    operationId: 'changeMemberName',
    summary: '氏名の変更: a member has another name from a day on',
    description: 'The member is found by the former name as well, and records of before name it.',
  })
  @ApiCreatedResponse({ type: MemberChangedAnswer })
  @ApiOkResponse({ type: MemberChangedAnswer, description: 'The very same was recorded before' })
  @ApiNotFoundResponse({ description: 'no-such-member' })
  @ApiConflictResponse({ description: 'member-change-differs, member-merged' })
  @ApiGoneResponse({ description: 'member-erased' })
  async change(
    @CurrentCaller() { association, role, subject }: AssociationCaller,
    @Param() { ref }: MemberPath,
    @Body() request: ChangeNameRequest,
    @Req() { id: requestId }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MemberChangedAnswer> {
    refuseIndividualNumbers(request, ['name', 'kana']);
    const { name, kana, effectiveFrom } = request;
    const change = { association, caller: { role, subject }, ref, requestId };
    const to = { name, ...(kana !== undefined && { kana }) };
    return answerChange(await this.commands.execute(new ChangeName(change, to, effectiveFrom)), reply);
  }
}
