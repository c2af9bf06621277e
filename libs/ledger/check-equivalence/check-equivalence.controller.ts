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
import { CheckEquivalence } from './check-equivalence.command.js';
import { CheckEquivalenceRequest } from './check-equivalence.request.js';

@ApiTags('arrangements')
@Controller('v1/arrangements')
export class CheckEquivalenceController {
  constructor(@Inject(CommandBus) private readonly commands: CommandBus) {}

  @Post(':id/equivalence-checks')
  @Permit('arrangement:keep')
  @ApiOperation({
    operationId: 'checkEquivalence',
    summary: 'Record a check that a recipient abroad goes on taking equivalent measures: art. 28(3), Rules 18',
  })
  @ApiParam({ name: 'id', example: 'P01' })
  @ApiCreatedResponse({ type: RegisteredAnswer })
  @ApiOkResponse({ type: RegisteredAnswer, description: 'Recorded so before' })
  @ApiNotFoundResponse({ description: 'no-such-arrangement' })
  @ApiConflictResponse({ description: 'check-differs' })
  async check(
    @CurrentCaller() caller: AssociationCaller,
    @Param() { id }: ArrangementPath,
    @Body() request: CheckEquivalenceRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RegisteredAnswer> {
    const checked = await this.commands.execute(new CheckEquivalence(caller.association, caller, id, request));
    void reply.status(checked.isNew ? HttpStatus.CREATED : HttpStatus.OK);
    return { id: request.id, ...checked };
  }
}
