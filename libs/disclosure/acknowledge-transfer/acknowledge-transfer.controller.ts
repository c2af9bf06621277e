import { Controller, Get, Inject, Param, ParseUUIDPipe, Query as QueryParameters, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import {
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiProduces,
  ApiServiceUnavailableResponse,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { CurrentCaller, Permit, type AssociationCaller } from '#access';
import { Refusal } from '#platform';
import { AcknowledgeTransfer } from './acknowledge-transfer.query.js';
import { AcknowledgeTransferRequest } from './acknowledge-transfer.request.js';

const transferIdPipe = new ParseUUIDPipe({ exceptionFactory: () => new Refusal('transfer-unknown') });

@ApiTags('transfers')
@Controller('v1/transfers')
export class AcknowledgeTransferController {
  constructor(@Inject(QueryBus) private readonly queries: QueryBus) {}

  @Get(':id/acknowledgement')
  @Permit('transfer:read')
  @ApiOperation({
    operationId: 'acknowledgeTransfer',
    summary: '受理証: proof that a version of a transfer is in the log, as a file that verifies offline',
    description:
      'A file as in https://c2sp.org/tlog-proof, under a signed checkpoint; its extra data is the leaf hash of the 201. ' +
      '`kiroku verify FILE --key KEY` verifies it. A checkpoint that covers the transfer is waited for up to 2 s; after ' +
      'that 503: the transfer is recorded all the same, ask again after the seconds of Retry-After.',
  })
  @ApiProduces('text/plain')
  @ApiOkResponse({ schema: { type: 'string' } })
  @ApiNotFoundResponse({ description: 'transfer-unknown, transfer-version-unknown' })
  @ApiServiceUnavailableResponse({ description: 'not-covered-yet, log-behind, evidence-stale' })
  async acknowledge(
    @CurrentCaller() caller: AssociationCaller,
    @Param('id', transferIdPipe) id: string,
    @QueryParameters() { version }: AcknowledgeTransferRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const file = await this.queries.execute(new AcknowledgeTransfer(caller, id, version));
    void reply.header('Content-Type', 'text/plain; charset=utf-8');
    return file;
  }
}
