import { Controller, Get, Inject, Query as QueryParameters, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentLooker, Permit, type Looker } from '#access';
import { nextLink } from '#platform';
import { FindingPageAnswer } from './answers.js';
import { ListFindings } from './list-findings.query.js';
import { ListFindingsRequest } from './list-findings.request.js';

@ApiTags('findings')
@Controller('v1/findings')
export class ListFindingsController {
  constructor(@Inject(QueryBus) private readonly queries: QueryBus) {}

  @Get()
  @Permit('finding:read')
  @ApiOperation({
    operationId: 'listFindings',
    summary: '指摘: what is wrong, missing or doubled, and what became of it; newest first',
    description:
      'What was done though the law blocks it, outside of its arrangement or without one; receipts in quarantine; what ' +
      'became known too late for a judgement; plans of which nobody said what became of them; feeds that did not come ' +
      'or came twice. Remarks of a judgement stand with its transfer.',
  })
  @ApiOkResponse({ type: FindingPageAnswer })
  async list(
    @CurrentLooker() looker: Looker,
    @QueryParameters() request: ListFindingsRequest,
    @Req() http: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<FindingPageAnswer> {
    const page = await this.queries.execute(new ListFindings(looker, request));
    if (page.next) void reply.header('Link', nextLink(http.url, page.next));
    return page;
  }
}
