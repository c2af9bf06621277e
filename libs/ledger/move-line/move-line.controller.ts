import { Body, Controller, HttpStatus, Inject, Param, Post, Req, Res } from '@nestjs/common';
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
import { CurrentCaller, Permit, type AssociationCaller } from '#access';
import { FlagField, InstantField, IntField, TextField, UuidField } from '#platform';
import { MoveLine } from './move-line.command.js';
import { LinePath, MoveLineRequest } from './move-line.request.js';

export class MovedLineAnswer {
  @UuidField({ description: 'The transfer' })
  id!: string;

  @IntField({ min: 1 })
  line!: number;

  @UuidField({ description: 'Whom the line is about' })
  member!: string;

  @TextField({ description: "Position in the association's log" })
  position!: string;

  @InstantField()
  recordedAt!: string;

  @FlagField({ description: 'False when it was moved so before' })
  isNew!: boolean;
}

@ApiTags('transfers')
@Controller('v1/transfers')
export class MoveLineController {
  constructor(@Inject(CommandBus) private readonly commands: CommandBus) {}

  @Post(':id/lines/:line/move')
  @Permit('member:change')
  @ApiOperation({
    operationId: 'moveLine',
    summary: 'A line was posted about the wrong member: say about whom it is',
    description:
      'The view of the one says from then on that it is not about this member, and tells nothing of it; it stands in ' +
      'the view of the other and, marked as corrected, in the statutory record of the other.',
  })
  @ApiCreatedResponse({ type: MovedLineAnswer })
  @ApiOkResponse({ type: MovedLineAnswer, description: 'Moved so before' })
  @ApiNotFoundResponse({ description: 'transfer-unknown, line-unknown' })
  @ApiConflictResponse({ description: 'line-of-another, transfer-not-done, transfer-changed' })
  async move(
    @CurrentCaller() { association, role, subject }: AssociationCaller,
    @Param() { id, line }: LinePath,
    @Body() request: MoveLineRequest,
    @Req() http: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MovedLineAnswer> {
    const caller = { role, subject };
    const move = { association, caller, transferId: id, line, ...request, requestId: http.id };
    const moved = await this.commands.execute(new MoveLine(move));
    void reply.status(moved.isNew ? HttpStatus.CREATED : HttpStatus.OK);
    return moved;
  }
}
