import { Controller, Get, Inject, Query as QueryParameters } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentCaller, Permit, type AssociationCaller } from '#access';
import { FoundTransfersAnswer } from './answers.js';
import { FindTransfer } from './find-transfer.query.js';
import { FindTransferRequest } from './find-transfer.request.js';

@ApiTags('transfers')
@Controller('v1/transfers')
export class FindTransferController {
  constructor(@Inject(QueryBus) private readonly queries: QueryBus) {}

  @Get()
  @Permit('transfer:read')
  @ApiOperation({
    operationId: 'findTransfer',
    summary: "Find a transfer by the sender's own name of it",
    description:
      'Says whether a post arrived whose acknowledgement was lost. A name that is not on record is an empty list, not an error: a sender that gets 404 asked at a wrong address.',
  })
  @ApiOkResponse({ type: FoundTransfersAnswer })
  find(
    @CurrentCaller() caller: AssociationCaller,
    @QueryParameters() request: FindTransferRequest,
  ): Promise<FoundTransfersAnswer> {
    return this.queries.execute(new FindTransfer(caller.association, request, caller));
  }
}
