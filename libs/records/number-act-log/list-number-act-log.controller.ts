import { Controller, Get, Inject, Query as QueryParameters, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentLooker, Permit, type Looker } from '#access';
import { nextLink } from '#platform';
import { NumberActLogAnswer } from './answers.js';
import { ListNumberActLog } from './list-number-act-log.query.js';
import { ListNumberActLogRequest } from './list-number-act-log.request.js';

@ApiTags('records')
@Controller('v1/number-act-log')
export class ListNumberActLogController {
  constructor(@Inject(QueryBus) private readonly queries: QueryBus) {}

  @Get()
  @Permit('number-act-log:read')
  @ApiOperation({
    operationId: 'listNumberActLog',
    summary: '番号法の記録: lines in which an individual number moved, apart from the registers of art. 29 and 30',
  })
  @ApiOkResponse({ type: NumberActLogAnswer })
  async list(
    @CurrentLooker() looker: Looker,
    @QueryParameters() request: ListNumberActLogRequest,
    @Req() http: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<NumberActLogAnswer> {
    const page = await this.queries.execute(new ListNumberActLog(looker, request));
    if (page.next) void reply.header('Link', nextLink(http.url, page.next));
    return page;
  }
}
