import { Controller, Get, Inject, Query as QueryParameters, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentLooker, Permit, type Looker } from '#access';
import { nextLink, PageRequest } from '#platform';
import { HoldPageAnswer } from './answers.js';
import { ListHolds } from './list-holds.query.js';

@ApiTags('records')
@Controller('v1/holds')
export class ListHoldsController {
  constructor(@Inject(QueryBus) private readonly queries: QueryBus) {}

  @Get()
  @Permit('record:read')
  @ApiOperation({ operationId: 'listHolds', summary: 'What keeps records beyond their end, newest first' })
  @ApiOkResponse({ type: HoldPageAnswer })
  async list(
    @CurrentLooker() looker: Looker,
    @QueryParameters() request: PageRequest,
    @Req() http: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<HoldPageAnswer> {
    const page = await this.queries.execute(new ListHolds(looker, request));
    if (page.next) void reply.header('Link', nextLink(http.url, page.next));
    return page;
  }
}
