import { Body, Controller, HttpStatus, Inject, Param, Post, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import {
  ApiConflictResponse,
  ApiCreatedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { CurrentCaller, Permit, type AssociationCaller } from '#access';
import { TextField } from '#platform';
import { REGISTERED_ID } from '../record-transfer/statement-parts.request.js';
import { RegisteredAnswer } from '../writing/registered.answer.js';
import { AnnounceArrangement } from './announce-arrangement.command.js';
import { AnnounceArrangementRequest } from './announce-arrangement.request.js';

export class ArrangementPath {
  @TextField(REGISTERED_ID)
  id!: string;
}

@ApiTags('arrangements')
@Controller('v1/arrangements')
export class AnnounceArrangementController {
  constructor(@Inject(CommandBus) private readonly commands: CommandBus) {}

  @Post(':id/versions')
  @Permit('arrangement:keep')
  @ApiOperation({
    operationId: 'announceArrangement',
    summary: 'Announce a version of an arrangement; the first registers it',
  })
  @ApiParam({ name: 'id', example: 'B01' })
  @ApiCreatedResponse({ type: RegisteredAnswer })
  @ApiOkResponse({ type: RegisteredAnswer, description: 'Announced so before' })
  @ApiConflictResponse({ description: 'arrangement-changed: another version has this number' })
  async announce(
    @CurrentCaller() caller: AssociationCaller,
    @Param() { id }: ArrangementPath,
    @Body() request: AnnounceArrangementRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RegisteredAnswer> {
    const registered = await this.commands.execute(new AnnounceArrangement(caller.association, caller, id, request));
    void reply.status(registered.isNew ? HttpStatus.CREATED : HttpStatus.OK);
    return { id, ...registered };
  }
}
