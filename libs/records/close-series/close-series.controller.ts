import { Body, Controller, HttpStatus, Inject, Param, Post, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import {
  ApiConflictResponse,
  ApiCreatedResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { CurrentCaller, Permit, type AssociationCaller } from '#access';
import { RegisteredAnswer } from '#ledger';
import { TextField } from '#platform';
import { CloseSeries, CloseSeriesRequest } from './close-series.command.js';

export class SeriesPath {
  @TextField({ max: 64, description: 'Id of the series' })
  id!: string;
}

@ApiTags('records')
@Controller('v1/series')
export class CloseSeriesController {
  constructor(@Inject(CommandBus) private readonly commands: CommandBus) {}

  @Post(':id/close')
  @Permit('record:keep')
  @ApiOperation({
    operationId: 'closeSeries',
    summary: 'Say that nothing more is sent under a series; what is sent later all the same opens it again',
  })
  @ApiCreatedResponse({ type: RegisteredAnswer })
  @ApiOkResponse({ type: RegisteredAnswer, description: 'Closed so before' })
  @ApiNotFoundResponse({ description: 'series-unknown' })
  @ApiConflictResponse({ description: 'series-closed: on another day, or for another reason' })
  async close(
    @CurrentCaller() caller: AssociationCaller,
    @Param() { id }: SeriesPath,
    @Body() request: CloseSeriesRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RegisteredAnswer> {
    const registered = await this.commands.execute(new CloseSeries(caller.association, caller, id, request));
    void reply.status(registered.isNew ? HttpStatus.CREATED : HttpStatus.OK);
    return { id, ...registered };
  }
}
