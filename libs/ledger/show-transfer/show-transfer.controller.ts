import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentLooker, Permit, type Looker } from '#access';
import { ShownTransferAnswer } from './answers.js';
import { ShowTransferRequest } from './show-transfer.request.js';
import { ShowTransfer } from './show-transfer.query.js';
import { transferIdPipe } from './transfer-id.pipe.js';

@ApiTags('transfers')
@Controller('v1/transfers')
export class ShowTransferController {
  constructor(@Inject(QueryBus) private readonly queries: QueryBus) {}

  @Get(':id')
  @Permit('transfer:read')
  @ApiOperation({
    operationId: 'showTransfer',
    summary: 'A transfer with its history and the reasons of its judgement',
  })
  @ApiOkResponse({ type: ShownTransferAnswer })
  @ApiNotFoundResponse({ description: 'transfer-unknown' })
  show(
    @CurrentLooker() looker: Looker,
    @Param('id', transferIdPipe) id: string,
    @Query() { linesFrom = 1 }: ShowTransferRequest,
  ): Promise<ShownTransferAnswer> {
    return this.queries.execute(new ShowTransfer(looker, id, linesFrom));
  }
}
