import { Body, Controller, HttpCode, Inject, Param, Post, Req } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiConflictResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { CurrentCaller, Permit, type AssociationCaller } from '#access';
import { transferIdPipe } from '../show-transfer/transfer-id.pipe.js';
import { ClosedTransferAnswer } from '../writing/closed-transfer.answer.js';
import { VoidTransfer } from './void-transfer.command.js';
import { VoidTransferRequest } from './void-transfer.request.js';

@ApiTags('transfers')
@Controller('v1/transfers')
export class VoidTransferController {
  constructor(@Inject(CommandBus) private readonly commands: CommandBus) {}

  @Post(':id/void')
  @HttpCode(200)
  @Permit('transfer:correct')
  @ApiOperation({
    operationId: 'voidTransfer',
    summary: 'Say that a recorded transfer never was; it stays in the history',
  })
  @ApiOkResponse({ type: ClosedTransferAnswer })
  @ApiConflictResponse({ description: 'transfer-changed: another version is the newest' })
  void(
    @CurrentCaller() caller: AssociationCaller,
    @Param('id', transferIdPipe) id: string,
    @Body() { version, reason }: VoidTransferRequest,
    @Req() http: FastifyRequest,
  ): Promise<ClosedTransferAnswer> {
    return this.commands.execute(new VoidTransfer(caller.association, caller, id, version, reason, http.id));
  }
}
