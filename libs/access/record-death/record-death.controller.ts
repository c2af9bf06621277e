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
import { RecordDeath } from './record-death.command.js';
import { RecordDeathRequest, WithdrawDeathRequest } from './record-death.request.js';
import { WithdrawDeath } from './withdraw-death.command.js';

@ApiTags('members')
@Controller('v1/members')
export class RecordDeathController {
  constructor(@Inject(CommandBus) private readonly commands: CommandBus) {}

  @Post(':ref/death')
  @Permit('member:change')
  @ApiOperation({
    operationId: 'recordMemberDeath',
    summary: '死亡: a member died; what is sent afterwards is judged as data of the dead, and the portal closes',
  })
  @ApiCreatedResponse({ type: MemberChangedAnswer })
  @ApiOkResponse({ type: MemberChangedAnswer, description: 'The same day was recorded before' })
  @ApiNotFoundResponse({ description: 'no-such-member' })
  @ApiConflictResponse({ description: 'member-change-differs: another day stands; withdraw it first' })
  async record(
    @CurrentCaller() { association, role, subject }: AssociationCaller,
    @Param() { ref }: MemberPath,
    @Body() { deceasedOn }: RecordDeathRequest,
    @Req() { id: requestId }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MemberChangedAnswer> {
    const change = { association, caller: { role, subject }, ref, requestId };
    return answerChange(await this.commands.execute(new RecordDeath(change, deceasedOn)), reply);
  }

  @Post(':ref/death/withdrawal')
  @Permit('member:change')
  @ApiOperation({
    operationId: 'withdrawMemberDeath',
    summary: 'Say that a death was recorded by mistake; the portal opens again',
  })
  @ApiCreatedResponse({ type: MemberChangedAnswer })
  @ApiOkResponse({ type: MemberChangedAnswer, description: 'Withdrawn before' })
  @ApiNotFoundResponse({ description: 'no-such-member' })
  @ApiConflictResponse({ description: 'member-change-differs: no death is on record' })
  async withdraw(
    @CurrentCaller() { association, role, subject }: AssociationCaller,
    @Param() { ref }: MemberPath,
    @Body() { reason }: WithdrawDeathRequest,
    @Req() { id: requestId }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MemberChangedAnswer> {
    const change = { association, caller: { role, subject }, ref, requestId };
    return answerChange(await this.commands.execute(new WithdrawDeath(change, reason)), reply);
  }
}
