import { Body, Controller, HttpStatus, Inject, Param, Post, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import {
  ApiConflictResponse,
  ApiCreatedResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { CurrentCaller, Permit, type AssociationCaller } from '#access';
import { ArrangementPath } from '../announce-arrangement/announce-arrangement.controller.js';
import { RegisteredAnswer } from '../writing/registered.answer.js';
import { EndArrangement } from './end-arrangement.command.js';
import { EndArrangementRequest } from './end-arrangement.request.js';

@ApiTags('arrangements')
@Controller('v1/arrangements')
export class EndArrangementController {
  constructor(@Inject(CommandBus) private readonly commands: CommandBus) {}

  @Post(':id/end')
  @Permit('arrangement:keep')
  @ApiOperation({
    operationId: 'endArrangement',
    summary: 'End an arrangement; a later version begins it anew',
  })
  @ApiParam({ name: 'id', example: 'B01' })
  @ApiCreatedResponse({ type: RegisteredAnswer })
  @ApiOkResponse({ type: RegisteredAnswer, description: 'Ended so before' })
  @ApiNotFoundResponse({ description: 'no-such-arrangement' })
  @ApiConflictResponse({ description: 'arrangement-changed: another version is the newest, or it ended otherwise' })
  async end(
    @CurrentCaller() caller: AssociationCaller,
    @Param() { id }: ArrangementPath,
    @Body() request: EndArrangementRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RegisteredAnswer> {
    const ended = await this.commands.execute(new EndArrangement(caller.association, caller, id, request));
    void reply.status(ended.isNew ? HttpStatus.CREATED : HttpStatus.OK);
    return { id, ...ended };
  }
}
