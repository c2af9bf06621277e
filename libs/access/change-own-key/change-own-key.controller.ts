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
import { refuseIndividualNumbers } from '../register-member/to-entry.js';
import { CurrentCaller, Permit, type AssociationCaller } from '../tokens/permit.js';
import { ChangeOwnKey } from './change-own-key.command.js';
import { ChangeOwnKeyRequest } from './change-own-key.request.js';

@ApiTags('members')
@Controller('v1/members')
export class ChangeOwnKeyController {
  constructor(@Inject(CommandBus) private readonly commands: CommandBus) {}

  @Post(':ref/own-key')
  @Permit('member:change')
  @ApiOperation({
    operationId: 'changeMemberOwnKey',
    summary: "社員番号等の変更: a member has another own key of the association's from a day on, or none",
  })
  @ApiCreatedResponse({ type: MemberChangedAnswer })
  @ApiOkResponse({ type: MemberChangedAnswer, description: 'The very same was recorded before' })
  @ApiNotFoundResponse({ description: 'no-such-member' })
  @ApiConflictResponse({ description: 'member-taken, member-change-differs, member-merged' })
  async change(
    @CurrentCaller() { association, role, subject }: AssociationCaller,
    @Param() { ref }: MemberPath,
    @Body() { ownKey, effectiveFrom }: ChangeOwnKeyRequest,
    @Req() { id: requestId }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MemberChangedAnswer> {
    refuseIndividualNumbers({ ownKey }, ['ownKey']);
    const who = { association, caller: { role, subject }, ref, requestId };
    return answerChange(await this.commands.execute(new ChangeOwnKey(who, { ownKey, effectiveFrom })), reply);
  }
}
