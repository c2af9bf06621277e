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
import { MergeMembers } from './merge-members.command.js';
import { MergeMembersRequest } from './merge-members.request.js';

@ApiTags('members')
@Controller('v1/members')
export class MergeMembersController {
  constructor(@Inject(CommandBus) private readonly commands: CommandBus) {}

  @Post(':ref/merge')
  @Permit('member:change')
  @ApiOperation({
    operationId: 'mergeMembers',
    summary: '名寄せ: this reference and another are the same person, who is known under the other from now on',
    description: 'Lines and declarations of both are the person’s. What is posted to this reference goes to the other.',
  })
  @ApiCreatedResponse({ type: MemberChangedAnswer })
  @ApiOkResponse({ type: MemberChangedAnswer, description: 'Merged into that one before' })
  @ApiNotFoundResponse({ description: 'no-such-member' })
  @ApiConflictResponse({ description: 'member-merged: one of them went into another reference, which is named' })
  async merge(
    @CurrentCaller() { association, role, subject }: AssociationCaller,
    @Param() { ref }: MemberPath,
    @Body() { into, reason }: MergeMembersRequest,
    @Req() { id: requestId }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MemberChangedAnswer> {
    const change = { association, caller: { role, subject }, ref, requestId };
    return answerChange(await this.commands.execute(new MergeMembers(change, into, reason)), reply);
  }
}
