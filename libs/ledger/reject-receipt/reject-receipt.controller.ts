import { Body, Controller, HttpCode, Inject, Param, Post, Req } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiConflictResponse, ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { CurrentCaller, Permit, type AssociationCaller } from '#access';
import { transferIdPipe } from '../show-transfer/transfer-id.pipe.js';
import { ClosedTransferAnswer } from '../writing/closed-transfer.answer.js';
import { RejectReceipt } from './reject-receipt.command.js';
import { RejectReceiptRequest } from './reject-receipt.request.js';

@ApiTags('records')
@Controller('v1/quarantine')
export class RejectReceiptController {
  constructor(@Inject(CommandBus) private readonly commands: CommandBus) {}

  @Post(':id/rejection')
  @HttpCode(200)
  @Permit('record:keep')
  @ApiOperation({
    operationId: 'rejectReceipt',
    summary:
      'Say that a receipt in quarantine was not accepted and went back; a missing confirmation is supplied by a correction',
  })
  @ApiOkResponse({ type: ClosedTransferAnswer })
  @ApiNotFoundResponse({ description: 'transfer-unknown' })
  @ApiConflictResponse({ description: 'transfer-changed, or transfer-not-quarantined' })
  reject(
    @CurrentCaller() caller: AssociationCaller,
    @Param('id', transferIdPipe) id: string,
    @Body() request: RejectReceiptRequest,
    @Req() http: FastifyRequest,
  ): Promise<ClosedTransferAnswer> {
    return this.commands.execute(new RejectReceipt(caller.association, caller, id, request, http.id));
  }
}
