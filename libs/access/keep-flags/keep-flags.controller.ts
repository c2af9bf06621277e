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
import { FlagRequest } from './flag.request.js';
import { LiftFlag } from './lift-flag.command.js';
import { SetFlag } from './set-flag.command.js';

@ApiTags('members')
@Controller('v1/members')
export class KeepFlagsController {
  constructor(@Inject(CommandBus) private readonly commands: CommandBus) {}

  @Post(':ref/flags')
  @Permit('member:change')
  @ApiOperation({
    operationId: 'setMemberFlag',
    summary: '不開示・自己情報提供不可: protect a member from others of the household',
    description:
      'NON_DISCLOSURE keeps the lines of the member out of every notice and send to the household. NO_OWN_VIEW closes the portal of the member, for somebody else may look in. Neither is shown to anybody but officers and auditors.',
  })
  @ApiCreatedResponse({ type: MemberChangedAnswer })
  @ApiOkResponse({ type: MemberChangedAnswer, description: 'The very same stood before' })
  @ApiNotFoundResponse({ description: 'no-such-member' })
  @ApiConflictResponse({ description: 'member-change-differs: it stands from another day; member-merged' })
  async set(
    @CurrentCaller() { association, role, subject }: AssociationCaller,
    @Param() { ref }: MemberPath,
    @Body() { flag, from, reason }: FlagRequest,
    @Req() { id: requestId }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MemberChangedAnswer> {
    const change = { association, caller: { role, subject }, ref, requestId };
    return answerChange(await this.commands.execute(new SetFlag(change, { flag, from }, reason)), reply);
  }

  @Post(':ref/flags/lifting')
  @Permit('member:change')
  @ApiOperation({ operationId: 'liftMemberFlag', summary: 'Say that a flag no longer stands, from a day on' })
  @ApiCreatedResponse({ type: MemberChangedAnswer })
  @ApiOkResponse({ type: MemberChangedAnswer, description: 'Lifted from that day before' })
  @ApiNotFoundResponse({ description: 'no-such-member' })
  @ApiConflictResponse({
    description: 'member-change-differs: no such flag stands, or from a later day; member-merged',
  })
  async lift(
    @CurrentCaller() { association, role, subject }: AssociationCaller,
    @Param() { ref }: MemberPath,
    @Body() { flag, from, reason }: FlagRequest,
    @Req() { id: requestId }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MemberChangedAnswer> {
    const change = { association, caller: { role, subject }, ref, requestId };
    return answerChange(await this.commands.execute(new LiftFlag(change, { flag, from }, reason)), reply);
  }
}
