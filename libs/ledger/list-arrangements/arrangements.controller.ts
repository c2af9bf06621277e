import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentCaller, Permit, type AssociationCaller } from '#access';
import { nextLink } from '#platform';
import { ArrangementPath } from '../announce-arrangement/announce-arrangement.controller.js';
import { ListOnDayRequest } from '../list-parties/list-parties.request.js';
import { OnDayRequest } from '../show-settings/on-day.request.js';
import { ArrangementAnswer, ArrangementPageAnswer } from './answers.js';
import { ListArrangements } from './list-arrangements.query.js';
import { ShowArrangement } from './show-arrangement.query.js';

@ApiTags('arrangements')
@Controller('v1/arrangements')
export class ArrangementsController {
  constructor(@Inject(QueryBus) private readonly queries: QueryBus) {}

  @Get()
  @Permit('arrangement:read')
  @ApiOperation({ operationId: 'listArrangements', summary: 'Arrangements as they are on a day, oldest first' })
  @ApiOkResponse({ type: ArrangementPageAnswer })
  async list(
    @CurrentCaller() caller: AssociationCaller,
    @Query() request: ListOnDayRequest,
    @Req() http: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ArrangementPageAnswer> {
    const page = await this.queries.execute(new ListArrangements(caller.association, request));
    if (page.next) void reply.header('Link', nextLink(http.url, page.next));
    return page;
  }

  @Get(':id')
  @Permit('arrangement:read')
  @ApiOperation({
    operationId: 'showArrangement',
    summary: 'An arrangement with every version, its ends and its checks of equivalent measures',
  })
  @ApiParam({ name: 'id', example: 'B01' })
  @ApiOkResponse({ type: ArrangementAnswer })
  @ApiNotFoundResponse({ description: 'no-such-arrangement' })
  show(
    @CurrentCaller() caller: AssociationCaller,
    @Param() { id }: ArrangementPath,
    @Query() { on }: OnDayRequest,
  ): Promise<ArrangementAnswer> {
    return this.queries.execute(new ShowArrangement(caller.association, id, on));
  }
}
