import { Body, Controller, HttpStatus, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiConflictResponse, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentCaller, Permit, type AssociationCaller } from '#access';
import { transferIdPipe } from '../show-transfer/transfer-id.pipe.js';
import { TransferAnswer } from '../record-transfer/answers.js';
import { CorrectTransfer } from './correct-transfer.command.js';
import { CorrectTransferRequest } from './correct-transfer.request.js';

@ApiTags('transfers')
@Controller('v1/transfers')
export class CorrectTransferController {
  constructor(@Inject(CommandBus) private readonly commands: CommandBus) {}

  @Post(':id/corrections')
  @Permit('transfer:correct')
  @ApiOperation({
    operationId: 'correctTransfer',
    summary: 'Correct a transfer; what was recorded first stays in its history',
  })
  @ApiCreatedResponse({ type: TransferAnswer })
  @ApiOkResponse({ type: TransferAnswer, description: 'Corrected so before' })
  @ApiConflictResponse({ description: 'transfer-changed: another version is the newest, or the transfer is voided' })
  async correct(
    @CurrentCaller() caller: AssociationCaller,
    @Param('id', transferIdPipe) id: string,
    @Body() request: CorrectTransferRequest,
    @Req() http: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<TransferAnswer> {
    const { answer, isNew } = await this.commands.execute(
      new CorrectTransfer(caller.association, caller, id, request, http.id),
    );
    void reply.status(isNew ? HttpStatus.CREATED : HttpStatus.OK);
    return answer as unknown as TransferAnswer;
  }
}
