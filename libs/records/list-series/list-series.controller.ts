import { Controller, Get, Inject, Query as QueryParameters, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentCaller, Permit, type AssociationCaller } from '#access';
import { nextLink } from '#platform';
import { SeriesPageAnswer } from './answers.js';
import { ListSeries, ListSeriesRequest } from './list-series.query.js';

@ApiTags('records')
@Controller('v1/series')
export class ListSeriesController {
  constructor(@Inject(QueryBus) private readonly queries: QueryBus) {}

  @Get()
  @Permit('record:read')
  @ApiOperation({ operationId: 'listSeries', summary: 'Records that are made in series, newest first' })
  @ApiOkResponse({ type: SeriesPageAnswer })
  async list(
    @CurrentCaller() { association, role }: AssociationCaller,
    @QueryParameters() request: ListSeriesRequest,
    @Req() http: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SeriesPageAnswer> {
    const page = await this.queries.execute(new ListSeries(association, role === 'auditor', request));
    if (page.next) void reply.header('Link', nextLink(http.url, page.next));
    return page;
  }
}
