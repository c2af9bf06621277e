import { Body, Controller, HttpStatus, Inject, Post, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import {
  ApiConflictResponse,
  ApiCreatedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiServiceUnavailableResponse,
  ApiTags,
  ApiUnprocessableEntityResponse,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentCaller, Permit, type AssociationCaller } from '#access';
import { TransferAnswer } from './answers.js';
import { RecordTransfer } from './record-transfer.command.js';
import { RecordTransferRequest } from './record-transfer.request.js';

@ApiTags('transfers')
@Controller('v1/transfers')
export class RecordTransferController {
  constructor(@Inject(CommandBus) private readonly commands: CommandBus) {}

  @Post()
  @Permit('transfer:record')
  @ApiOperation({
    operationId: 'recordTransfer',
    summary: 'Record what was sent or received, or ask whether a planned transfer may be made',
    description:
      'What was done is always recorded, and what is wrong with it is told. The same source and externalId give the first answer again.',
  })
  @ApiCreatedResponse({ type: TransferAnswer })
  @ApiOkResponse({ type: TransferAnswer, description: 'Recorded before; the first answer again' })
  @ApiConflictResponse({
    description: 'transfer-differs: other content under the same source and externalId, with both digests',
  })
  @ApiUnprocessableEntityResponse({
    description: 'transfer-blocked (planned only), member-unknown, party-unknown, arrangement-unknown',
  })
  @ApiServiceUnavailableResponse({ description: 'store-unavailable; evidence-stale (planned only, in strict mode)' })
  async record(
    @CurrentCaller() caller: AssociationCaller,
    @Body() request: RecordTransferRequest,
    @Req() http: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<TransferAnswer> {
    const { answer, isNew } = await this.commands.execute(
      new RecordTransfer(caller.association, caller, request, http.id),
    );
    void reply.status(isNew ? HttpStatus.CREATED : HttpStatus.OK).header('Location', answer.links.self);
    return answer as unknown as TransferAnswer;
  }
}
