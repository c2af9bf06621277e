import { Body, Controller, HttpStatus, Inject, Post, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiConflictResponse, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentCaller, Permit, type AssociationCaller } from '../tokens/permit.js';
import { GiveReason } from './give-reason.command.js';
import { GiveReasonRequest, ReasonAnswer } from './reason.request.js';

@ApiTags('mandates')
@Controller('v1/reasons')
export class ReasonsController {
  constructor(@Inject(CommandBus) private readonly commands: CommandBus) {}

  @Post()
  @Permit('reason:give')
  @ApiOperation({
    operationId: 'giveReason',
    summary: '閲覧の理由: say why persons are looked at, before it is done',
    description:
      'Its id goes into the header Kiroku-Reason, for eight hours and for this account alone. To an auditor persons are ' +
      'masked without one. Members see its class beside each look.',
  })
  @ApiCreatedResponse({ type: ReasonAnswer })
  @ApiOkResponse({ type: ReasonAnswer, description: 'Given so before' })
  @ApiConflictResponse({ description: 'reason-differs: this id is of another reason' })
  async give(
    @CurrentCaller() { association, role, subject }: AssociationCaller,
    @Body() request: GiveReasonRequest,
    @Req() { id: requestId }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ReasonAnswer> {
    const asking = { association, caller: { role, subject }, requestId };
    const { answer, isNew } = await this.commands.execute(new GiveReason(asking, request));
    void reply.status(isNew ? HttpStatus.CREATED : HttpStatus.OK);
    return answer;
  }
}
