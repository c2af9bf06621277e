import { Body, Controller, HttpCode, HttpStatus, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import {
  ApiConflictResponse,
  ApiCreatedResponse,
  ApiExtraModels,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
  getSchemaPath,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentCaller, Permit, type AssociationCaller } from '#access';
import { TransferAnswer } from '../record-transfer/answers.js';
import { transferIdPipe } from '../show-transfer/transfer-id.pipe.js';
import { ClosedTransferAnswer } from '../writing/closed-transfer.answer.js';
import { CompleteTransfer } from './complete-transfer.command.js';
import { CompleteTransferRequest } from './complete-transfer.request.js';

@ApiTags('transfers')
@ApiExtraModels(TransferAnswer, ClosedTransferAnswer)
@Controller('v1/transfers')
export class CompleteTransferController {
  constructor(@Inject(CommandBus) private readonly commands: CommandBus) {}

  @Post(':id/completion')
  @HttpCode(HttpStatus.OK)
  @Permit('transfer:record')
  @ApiOperation({
    operationId: 'completeTransfer',
    summary: 'Say what became of a planned transfer; it is judged again as it was done',
  })
  @ApiCreatedResponse({ type: TransferAnswer, description: 'sent or changed: now it is a fact' })
  @ApiOkResponse({
    description: 'not-sent, or completed so before',
    schema: { oneOf: [{ $ref: getSchemaPath(TransferAnswer) }, { $ref: getSchemaPath(ClosedTransferAnswer) }] },
  })
  @ApiConflictResponse({ description: 'transfer-changed, transfer-not-planned' })
  async complete(
    @CurrentCaller() caller: AssociationCaller,
    @Param('id', transferIdPipe) id: string,
    @Body() request: CompleteTransferRequest,
    @Req() http: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<TransferAnswer | ClosedTransferAnswer> {
    const command = new CompleteTransfer(caller.association, caller, id, request, http.id);
    const completion = await this.commands.execute(command);
    if (!('answer' in completion)) return completion;
    if (completion.isNew) void reply.status(HttpStatus.CREATED);
    return completion.answer as unknown as TransferAnswer;
  }
}
